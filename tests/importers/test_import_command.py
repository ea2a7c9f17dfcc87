"""The commands gazetteer import and gazetteer export."""

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from normalizer.cli.main import cli
from normalizer.gazetteer.columns import COLUMNS
from normalizer.gazetteer.read import read_rows

DATA = Path(__file__).parent / "data"


@pytest.fixture
def invoke(tmp_path, monkeypatch):
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NAMEWRIGHT_GAZETTEER", "own.csv")
    return lambda *args: CliRunner().invoke(cli, ["gazetteer", *args])


def test_the_file_has_all_columns_and_can_be_used(invoke):
    done = invoke("import", "geonames", "geonames_UA.txt", "geonames_alternateNamesV2.txt", "-o", "names.csv")
    assert done.exit_code == 0, done.output
    with Path("names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    ids = [row["id"] for row in rows]
    assert ids == sorted(ids)
    assert "names.csv" in done.stderr
    assert "read 37, kept 5" in done.stderr
    assert "geonames_UA.txt:6: coordinates or population are out of range; skipped" in done.stderr
    assert [row.entity.canonical for row in read_rows("names.csv")] == [row["canonical"] for row in rows]


def test_a_semicolon_in_a_name_is_escaped(invoke):
    invoke("import", "tbx", "tbx_min.tbx", "-o", "names.csv")
    assert "SMO & more\\; etc" in Path("names.csv").read_text("utf-8")
    assert read_rows("names.csv")[1].entity.aliases == ("SMO & more; etc",)


@pytest.mark.parametrize(
    ("args", "where"),
    [
        (("geonames", "geonames_UA.txt", "--strict"), "geonames_UA.txt:6"),
        (("wikidata", "wikidata_dump.json", "--strict"), "wikidata_dump.json:6"),
        (("wikidata", "wikidata_cut_off.json"), "wikidata_cut_off.json:4"),
        (("ftm", "ftm.json", "--strict"), "ftm.json:12"),
        (("jrc-names", "jrc_entities", "--strict"), "jrc_entities:10"),
        (("popolo", "popolo.json", "--strict"), "popolo.json:43"),
        (("popolo", "popolo_cut_off.json"), "popolo_cut_off.json:45"),
        (("tbx", "tbx_v2_basic_dca.tbx", "--strict"), "tbx_v2_basic_dca.tbx:20"),
        (("tbx", "tbx_cut_off.tbx"), "tbx_cut_off.tbx:13"),
        (("csv", "none.csv"), "none.csv"),
        (("osm", "x"), "osm"),
    ],
)
def test_what_is_refused_leaves_the_old_file_whole(invoke, args, where):
    Path("names.csv").write_text("as it was")
    done = invoke("import", *args, "-o", "names.csv")
    assert done.exit_code == 2
    assert where in done.stderr
    assert done.stderr.count("\n") == 1
    assert Path("names.csv").read_text() == "as it was"
    assert not [path for path in Path().iterdir() if path.name.endswith(".tmp")]


def test_what_is_refused_makes_no_file(invoke):
    assert invoke("import", "tbx", "tbx_cut_off.tbx", "-o", "names.csv").exit_code == 2
    assert not Path("names.csv").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("--language", "English"),
        ("--country", "Ukraine"),
        ("--type", "city"),
        ("--min-population", "many"),
        ("--map", "canonical"),
        ("--value", "LOC=PER"),
        ("--feature", "hotels"),
        ("-o", "nowhere/names.csv"),
        ("-o", "geonames_UA.txt"),
    ],
)
def test_options_that_cannot_be_used_are_refused_in_a_line(invoke, args):
    done = invoke("import", "geonames", "geonames_UA.txt", *args)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_standard_output(invoke):
    done = invoke("import", "tsv", "table.tsv", "--no-shipped")
    assert done.stdout.splitlines()[1] == "place/kyiv,Kyiv,place,Kiev;Kyjiv,,,,,,,,,,,"
    assert invoke("import", "tsv", "table.tsv", "--quiet").stderr == ""


def test_an_id_of_the_shipped_names_is_not_given_to_another_place(invoke, monkeypatch):
    Path("layer.csv").write_text("id,canonical,type,country\nplace/kyiv,Kyiv,place,US\n")
    done = invoke("import", "geonames", "geonames_UA.txt", "--no-shipped", "-g", "layer.csv", "-q")
    assert "place/kyiv-703448,Kyiv" in done.stdout


def test_an_import_over_its_own_layer_gives_the_same_ids(invoke):
    Path("own.csv").write_text("canonical,type\nX,term\n")
    first = invoke("import", "geonames", "geonames_UA.txt", "-o", "own.csv", "-q")
    once = Path("own.csv").read_bytes()
    again = invoke("import", "geonames", "geonames_UA.txt", "-o", "own.csv", "-q")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert Path("own.csv").read_bytes() == once


def test_help_lists_the_kinds(invoke):
    for kind in ("geonames", "wikidata", "jrc-names", "ftm", "popolo", "tbx", "csv", "xlsx", "tsv", "jsonl"):
        assert f"\n  {kind} " in invoke("import", "--help").stdout
    assert "\n  tbx " in invoke("export", "--help").stdout


@pytest.mark.parametrize("suffix", ["tbx", "csv", "jsonl"])
def test_there_and_back(invoke, suffix):
    invoke("import", "geonames", "geonames_UA.txt", "-o", "names.csv")
    done = invoke("export", "names.csv", "-o", f"there.{suffix}")
    assert done.exit_code == 0, done.output
    assert invoke("import", suffix, f"there.{suffix}", "-o", "back.csv").exit_code == 0
    if suffix == "tbx":
        names = [(row.entity.id, row.entity.canonical, row.entity.aliases) for row in read_rows("names.csv")]
        assert [(row.entity.id, row.entity.canonical, row.entity.aliases) for row in read_rows("back.csv")] == names
    else:
        assert Path("back.csv").read_bytes() == Path("names.csv").read_bytes()


def test_export_of_all_layers(invoke):
    Path("own.csv").write_text("canonical,type\nOwn Name,term\n")
    done = invoke("export", "--no-shipped", "--to", "jsonl")
    assert done.stdout == '{"id": "term/own-name", "canonical": "Own Name", "type": "term"}\n'


@pytest.mark.parametrize("args", [("-o", "x.txt"), (), ("none.csv", "-o", "x.tbx"), ("table.csv", "-o", "table.csv")])
def test_an_export_that_cannot_be_made_is_refused(invoke, args):
    done = invoke("export", *args)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    "args",
    [
        ("geonames", "geonames_UA.txt", "geonames_alternateNamesV2.txt"),
        ("wikidata", "wikidata_dump.json"),
        ("wikidata", "wdqs.csv"),
        ("jrc-names", "jrc_entities"),
        ("ftm", "ftm.json"),
        ("popolo", "popolo.json"),
        ("tbx", "tbx_v3_basic_dct.tbx"),
    ],
)
def test_what_is_imported_has_no_errors(invoke, args):
    invoke("import", *args, "-o", "names.csv", "--no-shipped")
    done = invoke("lint", "names.csv")
    assert done.exit_code == 0, done.output
