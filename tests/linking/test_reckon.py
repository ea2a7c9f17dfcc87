"""The reckoning of part of a text, as data."""

from itertools import pairwise

import pytest

from normalizer import Gazetteer, check, correct
from normalizer.linking.reckon import MOST, Reckoning, Verdict
from normalizer.pipeline import explain

pytestmark = pytest.mark.usefixtures("steady_model")

TEXT = (
    "Sudzcha fell, said Steve Witkof at https://example.org/Sudzcha. Kiev stands. Sudariga, Xylquorb and Sudzha too.\n"
    "They ate chicken Kiev in Lviv.\n"
)


def told(
    gazetteer: Gazetteer, text: str = TEXT, part: tuple[int, int] | None = None, **options: object
) -> list[Reckoning]:
    return explain(text, part or (0, len(text)), gazetteer, **options)  # type: ignore[arg-type]


def verdicts(rows: list[Reckoning]) -> dict[str, Verdict]:
    return {r.text: r.verdict for r in rows}


def test_every_name_has_its_verdict(gazetteer: Gazetteer) -> None:
    found = verdicts(told(gazetteer, ignore=["NAM003"]))
    assert found["Sudzcha"] is Verdict.EDITED
    assert found["https://example.org/Sudzcha."] is Verdict.PROTECTED
    assert found["Xylquorb"] is Verdict.UNLIKE
    assert found["Sudzha"] is found["Lviv"] is Verdict.KNOWN
    assert found["They"] is Verdict.ORDINARY
    assert found["Kiev"] is Verdict.KEPT, "the later one, in a phrase to keep"


def test_rows_stand_in_order_and_apart(gazetteer: Gazetteer) -> None:
    rows = told(gazetteer)
    for row in rows:
        assert TEXT[row.start : row.end] == row.text
    assert all(a.end <= b.start for a, b in pairwise(rows))


def test_what_is_reported_is_what_correct_reports(gazetteer: Gazetteer) -> None:
    rows = told(gazetteer, show_at=0.1)
    findings = [r.finding for r in rows if r.finding is not None]
    assert tuple(findings) == correct(TEXT, gazetteer, show_at=0.1).findings
    for row in rows:
        if row.finding is not None:
            assert row.verdict is (Verdict.EDITED if row.finding.applied else Verdict.SHOWN)


def test_candidates_come_likeliest_first_with_weights_that_add_up(gazetteer: Gazetteer) -> None:
    weighed = [r for r in told(gazetteer) if r.options]
    assert weighed
    for row in weighed:
        assert len(row.options) <= MOST
        for option in row.options:
            assert sum(e.weight for e in option.evidence) == pytest.approx(option.log_odds, abs=0.002)
            assert 0 <= option.probability <= 1
            assert row.start <= option.start < option.end <= row.end or row.finding is not None
    garble = next(r for r in weighed if r.text == "Sudzcha")
    assert garble.options[0].entity.canonical == garble.options[0].replacement == "Sudzha"
    assert "".join(text for _, text in garble.options[0].letters).strip("^$") == "sudzcha"


def test_a_part_tells_of_what_touches_it_alone(gazetteer: Gazetteer) -> None:
    at = TEXT.index("Witkof")
    (row,) = told(gazetteer, part=(at, at + 1))
    assert row.start <= at < row.end
    assert told(gazetteer, part=(at - 100, at - 99)) == [] or at < 100
    at = TEXT.index("fell")
    assert told(gazetteer, part=(at, at + 1)) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"show_at": 1.0, "fix_at": 1.0}, Verdict.BELOW),
        ({"keep": ["sudzcha"]}, Verdict.KEPT),
        ({"ignore": ["NAM001"]}, Verdict.NOT_SELECTED),
        ({"fix_at": 1.0}, Verdict.SHOWN),
    ],
)
def test_the_options_of_a_run_decide(gazetteer: Gazetteer, options: dict[str, object], expected: Verdict) -> None:
    assert told(gazetteer, part=(0, 3), **options)[0].verdict is expected


def test_a_text_that_is_not_english(gazetteer: Gazetteer) -> None:
    text = (
        "Der Gesandte ist am Montag nach Sudzcha gereist, wie das Ministerium in einer Erklärung am Abend sagte. "
        "Danach will er weiter nach Kiev und von dort zurück."
    )
    found = verdicts(told(gazetteer, text))
    assert found["Sudzcha"] is Verdict.NOT_ENGLISH
    assert found["Kiev"] is Verdict.EDITED


def test_a_variant_that_another_entity_bears_is_told_why(gazetteer: Gazetteer) -> None:
    text = "He lives in Odessa in Texas."
    row = next(r for r in told(gazetteer, text) if r.text == "Odessa")
    assert row.verdict in (Verdict.BELOW, Verdict.SHOWN)
    assert "other_entity" in {e.kind for e in row.evidence}


def test_lines_and_offsets_of_a_long_text_are_those_of_the_whole(gazetteer: Gazetteer) -> None:
    filler = "The weather was mild and the roads were dry on that day.\n" * 700
    text = filler + "Sudzha lies there.\nSudzcha fell.\n"
    at = text.index("Sudzcha")
    (row,) = told(gazetteer, text, (at, at + 1))
    assert (row.start, row.end, row.verdict) == (at, at + 7, Verdict.EDITED)
    assert row.finding is not None and (row.finding.start, row.finding.end) == (at, at + 7)
    lines = [e.facts["line"] for e in row.options[0].evidence if e.kind == "document"]
    assert lines == [701]
    finding = next(f for f in check(text, gazetteer).findings if f.start == at)
    assert [e.facts["line"] for e in finding.evidence if e.kind == "document"] == [701]


def test_the_words_of_a_reckoning_are_those_of_the_text(gazetteer: Gazetteer) -> None:
    (row,) = [r for r in told(gazetteer, "Sudzha lies there. Sudz\u00adcha fell.") if r.verdict is Verdict.EDITED]
    assert row.finding is not None
    assert row.text == row.finding.text == "Sudz\u00adcha"


def test_what_stands_for_no_name_may_be_a_town_of_its_own() -> None:
    text = "From Seoul in South Korea to Gwangyang, by Seoul."
    (row,) = [r for r in explain(text, (0, len(text))) if r.text == "Gwangyang"]
    assert row.verdict is Verdict.UNLIKE
    assert row.facts["country"] == "South Korea"
