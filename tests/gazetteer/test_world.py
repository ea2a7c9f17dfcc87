"""The places of the world: what is known by which name, and a cache that mends itself."""

import json
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from normalizer.errors import InputError
from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer import cache as cache_module
from normalizer.gazetteer.layers import Layer
from normalizer.gazetteer.read import Action, Row
from normalizer.gazetteer.world import WorldIndex, open_table, open_world
from normalizer.matching.fold import fold
from normalizer.model import Entity, EntityType

TOWNS: list[tuple[int, str, list[str], str, int, float, float]] = [
    (703448, "Kyiv", ["IEV", "Kiew", "Kiev", "Київ", "كييف", "K"], "UA", 2_797_553, 50.45, 30.52),
    (692194, "Sumy", ["Soumy", "Sumi", "Суми", "Суми、Сумы"], "UA", 294_456, 50.92, 34.8),
    (486816, "Sudzha", ["Sudscha", "Суджа", "Soudja"], "RU", 6_940, 51.19, 35.27),
    (2988507, "Paris", ["Lutetia", "Париж", "Parigi"], "FR", 2_138_551, 48.85, 2.35),
    (4717560, "Paris", ["PRX"], "US", 24_476, 33.66, -95.56),
    (2987771, "Paris", [], "ZA", 71_319, -26.9, 27.46),
    (1, "Paris", [], "XX", 10, 0.0, 0.0),
    (3068927, "Most", ["Brüx", "The"], "CZ", 63_474, 50.5, 13.64),
    (741100, "Of", ["Ophis"], "TR", 25_000, 40.94, 40.26),
    (2, "Time", ["Lyefjell"], "NO", 19_781, 58.72, 5.77),
    (3, "Éperlecques", ["Eperlecques", "Sperleke"], "FR", 0, 50.81, 2.15),
]


def write_table(path: Path, towns: list[tuple[Any, ...]] = TOWNS) -> Path:
    keys = ("geonameid", "name", "alternatenames", "countrycode", "population", "latitude", "longitude")
    path.write_text(json.dumps({str(town[0]): dict(zip(keys, town, strict=True)) for town in towns}), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file holds is remembered however small and new the file is."""
    monkeypatch.setattr(cache_module, "_QUICKLY_READ", 0)
    monkeypatch.setattr(cache_module, "_MOMENT", -1)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_table(tmp_path / "cities500.json")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> WorldIndex:
    folder = tmp_path_factory.mktemp("world")
    return open_table(write_table(folder / "cities500.json"), folder / "cache")


def ids(world: WorldIndex, towns: tuple[int, ...]) -> list[int]:
    return [int(world.entity(town).source.removeprefix("geonames:")) for town in towns]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Kyiv", [703448]),
        ("KYIV", [703448]),
        ("Kiev", [703448]),
        ("Paris", [2988507, 2987771, 4717560, 1]),
        ("Eperlecques", [3]),
        ("Éperlecques", [3]),
        ("Brux", [3068927]),
        ("Most", [3068927]),  # a common word, but a large town
        ("Lyefjell", [2]),
        ("Time", []),  # a common word, and the town is small
        ("Of", []),
        ("The", []),
        ("IEV", []),  # an airport's code
        ("PRX", []),
        ("K", []),
        ("Київ", [703448]),  # folds to the usual name
        ("Суми", [692194]),  # folds to a Latin name of it
        ("kiiv", []),  # only what a name in another script folds to
        ("Suma", []),
        ("", []),
    ],
)
def test_find(world: WorldIndex, name: str, found: list[int]) -> None:
    if name == "Київ":
        found = [] if fold(name) != "kyiv" else found
    assert ids(world, world.find(name)) == found


@pytest.mark.parametrize(
    ("query", "first", "alias"),
    [
        ("sudaschha", 486816, "sudscha"),
        ("sudzha", 486816, "sudzha"),
        ("parizh", 2988507, "parizh"),
        ("kyyiv", 703448, None),
        ("sumyy", 692194, None),
        ("lutetja", 2988507, "lutetia"),
    ],
)
def test_search_finds_the_town_by_its_best_name(world: WorldIndex, query: str, first: int, alias: str | None) -> None:
    hits = world.search([query], limit=4)[0]
    assert ids(world, (hits[0].town,)) == [first]
    assert alias in (None, hits[0].name)
    assert len({hit.town for hit in hits}) == len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert 0 <= hit.ratio <= 1
        assert 0 <= hit.confidence <= 1
        assert -1 <= hit.cosine <= 1.01
        assert hit.population == (world.entity(hit.town).population or 0)


def test_towns_of_one_name_are_ranked_by_population_and_only_the_largest_are_proposed(world: WorldIndex) -> None:
    hits = [hit for hit in world.search(["paris"], limit=10)[0] if hit.name == "paris"]
    assert ids(world, tuple(hit.town for hit in hits)) == [2988507, 2987771, 4717560]
    alone = [hit.score for hit in world.search(["paris"], limit=3, prior_weight=0.0)[0]]
    assert alone[0] == alone[2]


def test_queries_are_answered_in_their_order(world: WorldIndex) -> None:
    queries = ["sumi", "", "kiev", "sumi"]
    answers = world.search(queries, limit=2)
    assert [len(hits) for hits in answers] == [2, 0, 2, 2]
    assert answers[0] == answers[3]
    assert [hit.name for hit in answers[2]] == [hit.name for hit in world.search(["kiev"], limit=2)[0]]
    assert world.search(queries, limit=0) == [[], [], [], []]
    assert world.search([]) == []


def test_every_town_is_found_by_its_names_and_its_id(world: WorldIndex) -> None:
    assert len(world) == len(TOWNS)
    for number in range(len(world)):
        entity = world.entity(number)
        assert world.town(entity.id) == number
        for alias in entity.aliases:
            assert number in world.find(alias)
    assert [world.town(key) for key in ("place/geonames-99", "place/geonames-x", "place/kyiv", "")] == [None] * 4


def test_an_entity_has_what_the_world_knows(world: WorldIndex) -> None:
    assert world.entity(world.find("Kyiv")[0]) == Entity(
        "place/geonames-703448",
        "Kyiv",
        EntityType.PLACE,
        aliases=("Kiew", "Kiev"),
        country="UA",
        latitude=50.45,
        longitude=30.52,
        population=2_797_553,
        source="geonames:703448",
    )
    assert world.entity(world.find("Sperleke")[0]).population is None


def test_locations(world: WorldIndex) -> None:
    towns = (*world.find("Paris")[:2], *world.find("Sumy"))
    places = world.locations(towns)
    assert places.country.tolist() == ["FR", "ZA", "UA"]
    assert places.population.tolist() == [2_138_551, 71_319, 294_456]
    assert places.latitude.tolist() == pytest.approx([48.85, -26.9, 50.92], abs=1e-4)
    assert places.longitude.tolist() == pytest.approx([2.35, 27.46, 34.8], abs=1e-4)
    assert world.locations(()).country.tolist() == []


class Builds:
    """Counts how often the world is compiled, by its reports of progress."""

    def __init__(self) -> None:
        self.count, self.seen = 0, [0]

    def __call__(self, done: int, total: int) -> None:
        assert self.seen[-1] <= done <= total or self.seen[-1] == total
        self.seen.append(done)
        self.count += done == total


@pytest.fixture
def builds() -> Builds:
    return Builds()


def folder_of(cache: Path) -> Path:
    (folder,) = cache.glob("world-*/")
    return folder


def test_the_world_is_compiled_once(table: Path, tmp_path: Path, builds: Builds) -> None:
    cache = tmp_path / "deep" / "cache"
    for _ in range(3):
        assert len(open_table(table, cache, builds)) == len(TOWNS)
    os.utime(table)
    open_table(table, cache, builds)
    assert builds.count == 1
    assert {path.name for path in cache.iterdir()} == {"sources.json", "world.lock", folder_of(cache).name}


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


@pytest.mark.parametrize("name", ["cache.json", "owners.npy", "text.npy", "names/index.json", "names/vectors.bin"])
@pytest.mark.parametrize("harm", [_truncate, _zero, Path.unlink])
def test_a_broken_cache_is_made_again(table: Path, tmp_path: Path, builds: Builds, name: str, harm: Any) -> None:
    open_table(table, tmp_path / "cache", builds)
    harm(folder_of(tmp_path / "cache") / name)
    assert open_table(table, tmp_path / "cache", builds).find("Kyiv")
    assert builds.count == 2
    open_table(table, tmp_path / "cache", builds)
    assert builds.count == 2
    assert not list((tmp_path / "cache").glob("building-*"))


@pytest.mark.parametrize("what", ["table", "format", "model"])
def test_an_outdated_cache_is_made_again(
    table: Path, tmp_path: Path, builds: Builds, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_table(table, tmp_path / "cache", builds)
    if what == "table":
        write_table(table, TOWNS[:5])
    elif what == "format":
        monkeypatch.setattr(cache_module, "FORMAT", -1)
    else:
        monkeypatch.setattr(cache_module, "checksums", lambda prefix: [1, 2, 3])
    world = open_table(table, tmp_path / "cache", builds)
    assert builds.count == 2
    assert len(world) == (5 if what == "table" else len(TOWNS))


def test_what_was_remembered_of_the_source_may_be_nonsense(table: Path, tmp_path: Path, builds: Builds) -> None:
    for text in (
        "",
        "[]",
        json.dumps({str(table): 3}),
        json.dumps({str(table): []}),
        json.dumps({str(table): [1, 2, "x"]}),
    ):
        (tmp_path / "sources.json").write_text(text, encoding="utf-8")
        assert len(open_table(table, tmp_path, builds)) == len(TOWNS)
    assert builds.count == 1


def test_what_other_versions_made_long_ago_goes(table: Path, tmp_path: Path) -> None:
    recent, old, killed = (tmp_path / name for name in ("world-1", "world-2", "building-world-3"))
    for folder in (recent, old, killed):
        folder.mkdir()
    os.utime(old, (0, 0))
    open_table(table, tmp_path)
    assert [folder.exists() for folder in (recent, old, killed)] == [True, False, False]


def test_a_build_that_fails_leaves_nothing(table: Path, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_table(table, tmp_path / "cache", stop)
    assert not list((tmp_path / "cache").glob("*/"))
    assert open_table(table, tmp_path / "cache").find("Kyiv")


def test_a_world_in_use_outlives_its_cache(table: Path, tmp_path: Path) -> None:
    world = open_table(table, tmp_path / "cache")
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)
    assert ids(world, (world.search(["sudscha"])[0][0].town,)) == [486816]


def _first(paths: tuple[Path, Path]) -> int:
    world = open_table(*paths)
    return len(world) * 1000 + len(world.search(["sudscha"])[0])


def test_two_processes_at_once(table: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        answers = list(pool.map(_first, [(table, cache)] * 2))
    assert answers == [_first((table, cache))] * 2
    assert len(list(cache.glob("*/"))) == 1


def test_a_cache_that_cannot_be_written(table: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="NAMEWRIGHT_CACHE"):
        open_table(table, tmp_path / "file" / "cache")


@pytest.mark.parametrize("text", ["", "[]", "[1]", '{"1": {}}', '{"1": {"geonameid": "x"}}', "\udcff"])
def test_a_table_that_is_none(tmp_path: Path, text: str) -> None:
    table = tmp_path / "cities500.json"
    table.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(InputError, match=r"cities500\.json: this is no table of towns"):
        open_table(table, tmp_path / "cache")


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cities500\.json: this cannot be read"):
        open_table(tmp_path / "cities500.json", tmp_path / "cache")


def test_an_empty_table(tmp_path: Path) -> None:
    world = open_table(write_table(tmp_path / "cities500.json", []), tmp_path / "cache")
    assert len(world) == world.names == 0
    assert world.search(["kyiv"]) == [[]]
    assert world.find("Kyiv") == ()
    assert world.town("place/geonames-1") is None


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"namewright\[world\]"):
        open_world()
    with pytest.raises(InputError, match=r"namewright\[world\]"):
        Gazetteer.default(world=True)


def test_the_cache_lies_where_the_user_says(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAMEWRIGHT_CACHE", str(tmp_path / "elsewhere"))
    monkeypatch.setattr("normalizer.gazetteer.world._installed", lambda: table)
    assert len(open_world()) == len(TOWNS)
    assert (tmp_path / "elsewhere" / "sources.json").exists()


def layers(*rows: Row) -> list[Layer]:
    return [Layer("own", Path("own.csv"), rows)]


def row(action: Action = Action.EXTEND, **values: Any) -> Row:
    return Row(Entity(**{"type": EntityType.PLACE, **values}), path=Path("own.csv"), number=2, action=action)


def test_a_gazetteer_searches_its_layers_and_the_world(world: WorldIndex) -> None:
    own = row(id="person/suman", canonical="Suman", type=EntityType.PERSON)
    gazetteer = Gazetteer(layers(own), world)
    found = gazetteer.search("Soumy", limit=3)
    assert found[0].entity.id in ("place/geonames-692194", "person/suman")
    assert {"place/geonames-692194", "person/suman"} <= {match.entity.id for match in found}
    assert [match.confidence for match in found] == sorted((match.confidence for match in found), reverse=True)
    assert all(match.evidence for match in found)
    assert {match.name for match in found if match.canonical == "Sumy"} == {"Soumy"}
    assert len(gazetteer) == 1
    assert gazetteer.entity("place/geonames-692194").canonical == "Sumy"  # type: ignore[union-attr]
    assert gazetteer.entity("place/geonames-5") is None


@pytest.mark.parametrize(
    ("values", "same"),
    [
        ({"canonical": "Sumy"}, True),
        ({"canonical": "Sumy", "country": "UA", "latitude": 50.9, "longitude": 34.6}, True),
        ({"canonical": "Ssumy", "source": "geonames:692194"}, True),
        ({"canonical": "Soume", "aliases": ("Sumy",)}, True),
        ({"canonical": "Soume", "variants": ("Sumy",)}, True),
        ({"canonical": "Sumy", "country": "RU"}, False),
        ({"canonical": "Sumy", "latitude": 10.0, "longitude": 34.6}, False),
        ({"canonical": "Sumy", "type": EntityType.PERSON}, False),
    ],
)
def test_a_town_that_the_layers_know_is_theirs(world: WorldIndex, values: dict[str, Any], same: bool) -> None:
    gazetteer = Gazetteer(layers(row(id="own", **values)), world)
    found = {match.entity.id for match in gazetteer.search("Sumy", limit=8)}
    assert ("place/geonames-692194" not in found) is same
    assert "own" in found


@pytest.mark.parametrize(
    "values", [{"id": "place/sumy", "canonical": "Sumy"}, {"id": "place/geonames-692194", "canonical": "Sumi"}]
)
@pytest.mark.parametrize("known", [True, False])
def test_a_hidden_place_stays_hidden(world: WorldIndex, values: dict[str, Any], known: bool) -> None:
    shown = Layer("shipped", Path("a.csv"), (row(**values),) if known else ())
    hidden = Layer("own", Path("b.csv"), (row(action=Action.HIDE, **values),))
    gazetteer = Gazetteer([shown, hidden], world)
    assert "Sumy" not in {match.canonical for match in gazetteer.search("Sumy", limit=9)}
    assert gazetteer.place(world.find("Sumy")[0]) is None
    assert gazetteer.entity("place/geonames-692194") is None


@pytest.mark.parametrize(
    ("values", "warning"),
    [
        ({"canonical": "Sumy"}, ""),
        ({"canonical": "Soumy"}, "neither a layer nor the world has a Soumy to hide"),  # the world writes Sumy
        ({"canonical": "Ssumy", "aliases": ("Sumy",)}, ""),
        ({"canonical": "Ssumy", "source": "geonames:692194"}, ""),
        ({"canonical": "Ssumy", "id": "place/geonames-692194"}, ""),
        ({"canonical": "Sumy", "country": "RU"}, "neither a layer nor the world has a Sumy to hide"),
        ({"canonical": "Paris", "country": "ZA"}, ""),
        ({"canonical": "Sumy", "type": EntityType.PERSON}, "no earlier layer has a Sumy to hide"),
    ],
)
def test_hiding_a_place_that_only_the_world_has(world: WorldIndex, values: dict[str, Any], warning: str) -> None:
    hidden = Layer("own", Path("b.csv"), (row(action=Action.HIDE, **{"id": "", **values}),))
    found = Gazetteer([hidden], world).warnings
    assert [text.split(": ", 1)[1] for text in found] == ([warning] if warning else [])


def test_a_place_is_shown_that_a_later_layer_has_again(world: WorldIndex) -> None:
    hidden = Layer("own", Path("b.csv"), (row(action=Action.HIDE, id="place/sumy", canonical="Sumy"),))
    again = Layer("other", Path("c.csv"), (row(id="sumy", canonical="Sumy"),))
    place = Gazetteer([hidden, again], world).place(world.find("Sumy")[0])
    assert place is not None
    assert place.id == "sumy"


def test_without_the_world_there_are_no_towns() -> None:
    with pytest.raises(LookupError):
        Gazetteer().place(0)
