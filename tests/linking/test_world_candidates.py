"""Candidates among the towns of a very small world."""

import json
from pathlib import Path

import pytest

from normalizer import Gazetteer, correct
from normalizer.gazetteer.world import open_table
from normalizer.linking.features import FEATURES
from normalizer.linking.link import Names, analyse
from normalizer.linking.names import names_of

TOWNS = [
    (703448, "Kyiv", ["Kiew"], "UA", 2_797_553, 50.45, 30.52),
    (692194, "Sumy", ["Soumy"], "UA", 294_456, 50.92, 34.8),
    (1, "Krasnopillia", ["Krasnopolye"], "UA", 8_000, 50.77, 35.26),
    (2, "Bilopillia", [], "UA", 16_000, 51.15, 34.31),
    (2988507, "Paris", [], "FR", 2_138_551, 48.85, 2.35),
    (4717560, "Paris", [], "US", 24_476, 33.66, -95.56),
    (3, "Velyka Pysarivka", [], "UA", 4_500, 50.43, 35.47),
    (4, "Yamato-Takada", ["Takada"], "JP", 62_000, 34.51, 135.74),
    (5, "Zhytomyr", ["Grodek Zwiahel"], "UA", 263_507, 50.26, 28.67),
    (6, "Takada", [], "JP", 61_000, 33.12, 131.11),
    (7, "Joetsu", ["Takada"], "JP", 185_000, 37.15, 138.23),
    (8, "Osaka", ["Da Ban"], "JP", 2_753_000, 34.69, 135.5),
    (9, "Pudong", ["Pu Dong Xin Qu"], "CN", 5_681_000, 31.22, 121.54),
    (10, "Shanghai", ["Schanghai"], "CN", 24_874_000, 31.22, 121.46),
    (11, "Lokomotivnyy", [], "RU", 10_663, 52.62, 60.33),
    (12, "Bal’shavik", [], "BY", 1_700, 54.0, 27.57),
    (13, "Astana", [], "KZ", 1_350_000, 51.18, 71.45),
    (14, "Hefei", ["Hefei Shi"], "CN", 5_050_000, 31.86, 117.28),
    (15, "Toronto", ["Duo Lun Duo"], "CA", 2_794_000, 43.7, -79.42),
]
OWN = "canonical,type,weak_aliases,country,latitude,longitude\nSumy,place,,UA,50.92,34.8\nDong Jun,person,Dong,CN,,\n"
KEYS = ("geonameid", "name", "alternatenames", "countrycode", "population", "latitude", "longitude")


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder: Path = tmp_path_factory.mktemp("world")
    table = folder / "cities500.json"
    table.write_text(json.dumps({str(t[0]): dict(zip(KEYS, t, strict=True)) for t in TOWNS}), encoding="utf-8")
    own = folder / "own.csv"
    own.write_text(OWN, encoding="utf-8")
    return Gazetteer(Gazetteer.read(own).layers, open_table(table, folder / "cache"))


@pytest.fixture(scope="module")
def names(gazetteer: Gazetteer) -> Names:
    return names_of(gazetteer)


def proposed(names: Names, text: str) -> set[tuple[str, str, bool]]:
    analysis = analyse(text, names, ())
    runs = analysis.context.runs
    return {
        (" ".join(w.text for w in runs[c.run].words[c.start : c.stop]), c.form.entity.canonical, c.world)
        for c in analysis.candidates
    }


@pytest.mark.parametrize(
    ("text", "span", "town"),
    [
        ("The village of Krasnopilja was shelled.", "Krasnopilja", "Krasnopillia"),
        ("Shells fell on Bilopilja again.", "Bilopilja", "Bilopillia"),
        ("Shells fell on Welika Pisariwka again.", "Welika Pisariwka", "Velyka Pysarivka"),
    ],
)
def test_an_unknown_word_may_be_a_town_of_the_world(names: Names, text: str, span: str, town: str) -> None:
    assert (span, town, True) in proposed(names, text)


@pytest.mark.parametrize(
    "text",
    [
        "Paris was quiet.",
        "He bought bread in the morning, and The Table was free.",
        "KRASNOPILJA",
        "Then Johnson and Smith left.",
        "Ukrainians left.",
        "The coach of Lokomotiv left.",
        "The Bolsheviks left.",
        "He worked for AstanaTV.",
        "The ferry to Changhai was late.",
        "The county of Feixi was quiet.",
    ],
)
def test_what_is_known_is_no_garble_of_a_town(names: Names, text: str) -> None:
    assert not {p for p in proposed(names, text) if p[2]}


def test_a_town_of_the_gazetteer_is_held_against_the_spellings_of_the_world_too(names: Names) -> None:
    analysis = analyse("The town of Soumi was quiet.", names, ())
    found = [c for c in analysis.candidates if c.form.entity.canonical == "Sumy"]
    assert {x.name for c in found if c.world for x in c.pairs} == {"soumy"}
    assert len({c.form.entity.id for c in found}) == 1
    assert all(c.confidence > 0 for c in found)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("From Bilopillia to Sumy.", {"Bilopillia", "Sumy"}),
        ("From Krasnopillia.", set()),
        ("From Soumgait.", set()),
    ],
    ids=["large enough", "too small", "unknown"],
)
def test_a_town_that_is_named_beyond_doubt_says_where_a_text_plays(names: Names, text: str, points: set[str]) -> None:
    assert {p.name for p in analyse(text, names, ()).around.points} == points


def test_what_the_world_holds_is_looked_up_once_whatever_the_order(gazetteer: Gazetteer, names: Names) -> None:
    text = "Shells fell on Bilopilja, near Sumy, and on Krasnopilja."
    assert names.world is not None
    first = names.world.look_up(["bilopilja", "krasnopilja"])
    assert names.world.look_up(["krasnopilja", "bilopilja", "krasnopilja"]) == first
    assert correct(text, gazetteer, show_at=0.01) == correct(text, gazetteer, show_at=0.01)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("He lives in Takado.", "Yamato-Takada"),
        ("He lives in Daban.", "Osaka"),
        ("He likes De Ban.", "Osaka"),
    ],
)
def test_what_would_be_written_is_alike_or_a_place_is_meant(names: Names, text: str, town: str) -> None:
    assert town not in {canonical for _, canonical, _ in proposed(names, text)}


@pytest.mark.parametrize(
    ("text", "span", "town"),
    [
        ("He lives in Grodeck Zwiahl.", "Grodeck Zwiahl", "Zhytomyr"),
        ("He lives in Daa Ban.", "Daa Ban", "Osaka"),
        ("He lives in Puu Dong Xxin Qu.", "Puu Dong Xxin Qu", "Pudong"),
        ("He lives in De Ban.", "De Ban", "Osaka"),
        ("He likes Pu Dang Xin Qu.", "Pu Dang Xin Qu", "Pudong"),
        ("He likes Duuo Lun Duo.", "Duuo Lun Duo", "Toronto"),
        ("He likes Duo L Duo.", "Duo L Duo", "Toronto"),
    ],
    ids=[
        "another name",
        "syllables",
        "beside a surname",
        "two of pinyin",
        "four of pinyin",
        "one of them twice",
        "a letter",
    ],
)
def test_a_town_may_be_found_by_a_name_that_is_unlike_the_usual(names: Names, text: str, span: str, town: str) -> None:
    assert (span, town, True) in proposed(names, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He lives in Puu Dong Xxin Qu.", True),
        ("Dong Jun spoke. He lives in Puu Dong Xxin Qu.", False),
    ],
    ids=["never named in full", "named in full"],
)
def test_a_surname_alone_may_be_a_syllable_of_a_town(names: Names, text: str, found: bool) -> None:
    spans = {span for span, town, _ in proposed(names, text) if town == "Pudong"}
    assert any("Dong" in span for span in spans) == found


def test_a_chinese_name_that_differs_by_a_letter_is_another(names: Names) -> None:
    assert "Shanghai" not in {town for _, town, _ in proposed(names, "He works at Changhai Hospital.")}


def test_what_a_town_is_found_by_is_compared_not_what_is_written(names: Names) -> None:
    analysis = analyse("He lives in Grodeck Zwiahl.", names, ())
    row = next(k for k, c in enumerate(analysis.candidates) if c.form.entity.canonical == "Zhytomyr")
    told = dict(zip(FEATURES, analysis.rows[row].tolist(), strict=True))
    assert (told["words"], told["equal_letters"]) == (2, 0)
