import csv
import io

import pandas as pd
import pytest

from normalizer.reports.csv import render


def read(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'[U+0009]=1"),
        ("\rx", "'↵x"),
        (" \n =1", "' ↵ =1"),
        ("\u00a0-1", "'\u00a0-1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ('say "x", y', 'say "x", y'),
        ("a\nb", "a↵b"),
        ("'quoted", "'quoted"),
        ("\x00\x1b\ud800", "[U+0000][U+001B][U+D800]"),
    ],
)
def test_no_cell_is_a_formula(make, text, cell):
    options = {"rule": text, "message": text, "entity": text}
    result = make(text, text, (text, 0, text, True, 0.5, [("odd", 1, {})], options))
    (row,) = read(render([result]))
    assert {row[column] for column in ("path", "text", "replacement", "rule", "message", "entity")} == {cell}


def test_a_finding_a_row_with_numbers_as_numbers(article, clean):
    text = render([article, clean])
    table = pd.read_csv(io.StringIO(text[1:]))
    assert len(table) == 12
    assert list(table.columns[:8]) == ["path", "line", "column", "rule", "text", "replacement", "applied", "confidence"]
    assert table["confidence"].iloc[0] == 0.974
    assert table["start"].dtype.kind == "i"
    assert (table["applied"] == "yes").sum() == 8
    assert table["replacement"].isna().sum() == 1
    assert "sounds like Sudzha" in table["why"].iloc[2]
    assert text.count("\r\n") == text.count("\n") == 13


def test_without_findings_the_head_stays(clean):
    assert render([clean]) == render([])
    assert read(render([])) == []


def test_standard_input_is_not_a_formula(make):
    (row,) = read(render([make("-", "Smie", ("Smie", 0, "Sumy", True, 0.9, []))]))
    assert row["path"] == "<stdin>"
