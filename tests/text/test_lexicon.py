import csv
import io
import json
import random
import string
import tarfile
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.text import lexicon, lexicon_sources
from normalizer.text.compile_lexicon import FILES, compile_names, compile_towns, compile_words
from normalizer.text.letters import is_korean, is_pinyin, is_romaji, name_likelihood
from normalizer.text.lexicon import (
    CENSUS,
    FAMILY,
    GIVEN,
    LIST,
    NOTABLE,
    ORGANIZATION,
    REGION,
    TOWN,
    TOWN_ALTERNATE,
    TOWN_PART,
    demonym,
    facts,
    known_name,
    towns_of,
    word_zipf,
)
from normalizer.text.lexicon_forms import feminine_forms
from normalizer.text.lexicon_letters import fit_letters
from normalizer.text.lexicon_romanise import romanisation_key, romanisations
from normalizer.text.lexicon_sources import Name
from normalizer.text.lexicon_sources_people import names_of_people
from normalizer.text.lexicon_sources_towns import Town, other_towns
from normalizer.text.lexicon_table import Table, name_key, town_cell, town_key, town_location, write_table

DATA = Path(lexicon.__file__).parent / "data"


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("Betz", FAMILY | CENSUS),
        ("Gantz", FAMILY | CENSUS),
        ("Lebedev", FAMILY | CENSUS),
        ("Vasilyeva", FAMILY),
        ("Nataliya", GIVEN | CENSUS),
        ("Olha", GIVEN),
        ("Dmytro", GIVEN),
        ("Hryshko", FAMILY | LIST),
        ("Mishustin", FAMILY | LIST),
        ("Boroda", FAMILY),
        ("Zaluzhna", FAMILY),
        ("Brno", TOWN),
        ("Deir ez-Zor", TOWN),
        ("deir ez zor", TOWN),
        ("Łódź", TOWN),
        ("Moskau", TOWN_ALTERNATE),
        ("Deir", TOWN_PART),
        ("Donbas", REGION),
        ("Bavaria", REGION),
        ("Wales", REGION),
        ("Ukrinform", ORGANIZATION),
        ("O'Brien", FAMILY | CENSUS),
        ("BETZ", FAMILY),
    ],
)
def test_known(name: str, flags: int) -> None:
    known = known_name(name)
    assert known is not None
    assert known.flags & flags == flags
    assert 0 < known.frequency < 8


@pytest.mark.parametrize(
    "garble",
    [
        "Witkov", "Paroynen", "Lawrow", "Peskow", "Netanjahu", "Smie", "Sudaschha", "Selenskyj", "Kuzan", "Schoigu",
        "Medwedew", "Lukaschenko", "Chodorkowski", "Nawalny", "Erdoan", "Zelinskii", "Putyn", "Macroon", "Tokajew",
        "Gerassimow", "Kulebba", "Zirkov", "Xi Jingping", "Bachmuth", "", "'", "123",
    ],
)  # fmt: skip
def test_garbles_are_not_known(garble: str) -> None:
    assert known_name(garble) is None


def test_an_exonym_is_no_usual_name_of_a_town() -> None:
    exonym = known_name("Moskau")
    usual = known_name("Moscow")
    assert exonym is not None and usual is not None
    assert not exonym.flags & TOWN
    assert usual.flags & TOWN and not usual.flags & TOWN_ALTERNATE
    assert exonym.frequency < usual.frequency


def test_the_frequent_name_has_the_greater_frequency() -> None:
    frequencies = [known.frequency for name in ("Smith", "Betz", "Hryshko") if (known := known_name(name))]
    assert len(frequencies) == 3
    assert frequencies == sorted(frequencies, reverse=True)


@pytest.mark.parametrize(
    "word",
    [
        "shelling", "evacuees", "annexed", "the", "salon", "can't", "minister’s", "Café",
        "centre", "Defence", "programmes", "organisation", "Labour",
    ],
)  # fmt: skip
def test_words(word: str) -> None:
    assert word_zipf(word) > 1


@pytest.mark.parametrize("word", ["Witkov", "Zelenskyy", "qzxv", "", "minstry"])
def test_no_words(word: str) -> None:
    assert word_zipf(word) == 0


def test_the_common_word_has_the_greater_frequency() -> None:
    assert word_zipf("the") > word_zipf("house") > word_zipf("evacuees")
    assert word_zipf("House") == word_zipf("house") == word_zipf("house's")


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("Ukrainian", "Ukraine"), ("Kurdish", "Kurdistan"), ("Libyans", "Libya"), ("Muscovite", "Moscow"),
        ("Batswana", "Botswana"), ("Frenchmen", "France"), ("polish", None), ("Witkov", None), ("", None),
    ],
)  # fmt: skip
def test_demonyms(word: str, place: str | None) -> None:
    assert demonym(word) == place


@pytest.mark.parametrize(
    ("word", "pinyin", "romaji"),
    [
        ("Liangyun", True, False), ("Xi'an", True, False), ("Zhang", True, False), ("Sapporo", False, True),
        ("Shimbashi", False, True), ("Matcha", False, True), ("Jun'ichi", True, True), ("Chaina", True, True),
        ("Tozaki", False, True), ("Witkov", False, False), ("Hryshko", False, False), ("", False, False),
    ],
)  # fmt: skip
def test_syllables(word: str, pinyin: bool, romaji: bool) -> None:
    assert (is_pinyin(word), is_romaji(word)) == (pinyin, romaji)


def test_korean_syllables() -> None:
    assert is_korean("Pyongyang") and is_korean("Geun-hye")
    assert not is_korean("Hryshko")


@pytest.mark.parametrize(
    ("right", "garble"),
    [("Zelenskyy", "Selenskyjj"), ("Netanyahu", "Netanjahuw"), ("Medvedev", "Mdvedew"), ("Kharkiv", "Khrrkiv")],
)
def test_a_right_name_is_likelier_than_a_garble(right: str, garble: str) -> None:
    assert name_likelihood(garble) < name_likelihood(right) < 0


@given(st.text(max_size=30))
def test_any_text_has_facts(text: str) -> None:
    found = facts(text)
    assert found.likelihood <= 0
    assert 0 <= found.zipf < 8
    assert found.known == known_name(name_key(text))


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


def test_random_strings_are_rarely_known() -> None:
    chooser = random.Random(4)
    strings = ["".join(chooser.choices(string.ascii_lowercase, k=chooser.randint(9, 15))) for _ in range(20_000)]
    assert sum(known_name(text) is not None for text in strings) < 10
    assert sum(word_zipf(text) > 0 for text in strings) < 5


def test_the_data_are_small() -> None:
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            archive.write(DATA / name, name)
        assert sum(member.compress_size for member in archive.infolist()) < 4_000_000


def test_the_record_fits_the_files() -> None:
    record = json.loads((DATA / "lexicon.json").read_text(encoding="utf-8"))
    hashes = {name: sha256((DATA / name).read_bytes()).hexdigest() for name in record["sha256"]}
    assert hashes == record["sha256"]
    extra = sha256((DATA / "names_extra.csv").read_bytes()).hexdigest()
    assert extra in {source.get("sha256") for source in record["inputs"]}


def test_tables_of_the_repository_are_sound() -> None:
    with (DATA / "names_extra.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["name"] and row["reason"] and row["kind"] in lexicon.NAME_KINDS for row in rows)
    assert len({(row["name"], row["kind"]) for row in rows}) == len(rows)
    with (DATA / "demonyms.csv").open(encoding="utf-8", newline="") as file:
        demonyms = [row["demonym"] for row in csv.DictReader(file)]
    assert demonyms == sorted(set(demonyms)) and len(demonyms) >= 300


def test_compiling_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    cities = [
        {"geonameid": 1, "name": "Alba Nova", "population": 40_000, "countrycode": "US",
         "alternatenames": ["AAA", "Albanowa", "alba nu", "Алба Нова", "Alba Nowa", "Al"]},
        {"geonameid": 5, "name": "Ox", "population": 0, "countrycode": "US", "alternatenames": [""]},
    ]  # fmt: skip
    names = [Name("SMITH", FAMILY | CENSUS, 6.4), *lexicon_sources.towns(cities)]
    for run in ("first", "second"):
        folder = tmp_path / run
        folder.mkdir()
        weights, counts = compile_names(iter(names if run == "first" else names[::-1]), folder / "names.bin")
        compile_words(
            {"house": 90, "color": 9, "café": 9, "house's": 1},
            {"colour": "color", "house": "color"},
            folder / "words.bin",
        )
        fit_letters(dict(sorted(weights.items())), folder / "letters.bin")
        assert counts["names"] == 6 and counts["collisions"] == 0
    for file in ("names.bin", "words.bin", "letters.bin"):
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()
    table = Table(tmp_path / "first" / "names.bin")
    found = {key: table.get(key) for key in ("smith", "alba nova", "nova", "albanowa", "alba nowa", "aaa", "ox", "al")}
    assert {key for key, value in found.items() if value} == {"smith", "alba nova", "nova", "albanowa", "alba nowa"}
    assert found["alba nova"] == (TOWN, pytest.approx(4.6, abs=0.02))
    assert found["albanowa"] == (TOWN_ALTERNATE, pytest.approx(2.6, abs=0.02))
    words = Table(tmp_path / "first" / "words.bin")
    assert words.get("cafe") == words.get("café") == words.get("colour") != words.get("house")
    assert words.get("house's") is None


def test_british_spellings_are_read_from_the_package_as_it_is(tmp_path: Path) -> None:
    module = b'BRITISH = {"centre": "center"}\nAMERICAN = {"center": "centre"}\n'
    with tarfile.open(tmp_path / "package.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("package-1/package/data/spelling_constants.py")
        entry.size = len(module)
        archive.addfile(entry, io.BytesIO(module))
    assert lexicon_sources.british_spellings(tmp_path / "package.tar.gz") == {"centre": "center"}


@given(st.dictionaries(st.text(max_size=8), st.tuples(st.integers(0, 65535), st.floats(0, 7.9)), max_size=30))
def test_what_was_written_is_found(entries: dict[str, tuple[int, float]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.bin"
        collisions = write_table(path, entries)
        table = Table(path)
        assert len(table) == len(entries) - collisions
        if not collisions:
            for key, (flags, frequency) in entries.items():
                assert table.get(key) == (flags, pytest.approx(frequency, abs=1 / 32))


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match=r"other\.bin"):
        Table(path)


@pytest.mark.parametrize(
    ("name", "language", "spelling"),
    [
        ("Гришко", "uk", "Hryshko"), ("Дмитро", "uk", "Dmytro"), ("Зеленський", "uk", "Zelensky"),
        ("Згурський", "uk", "Zghursky"), ("Юлія", "uk", "Yuliya"), ("Хрущёв", "ru", "Khrushchev"),
        ("Соловьев", "ru", "Soloviev"), ("Юрий", "ru", "Yury"), ("Христов", "bg", "Hristov"),
        ("Παπαδόπουλος", "el", "Papadopoulos"), ("Müller", "de", "Muller"),
    ],
)  # fmt: skip
def test_romanisations(name: str, language: str, spelling: str) -> None:
    assert spelling in romanisations(name, language)


@pytest.mark.parametrize(
    ("surname", "origin", "feminine"),
    [
        ("Pushkin", "Russian", "Pushkina"), ("Tolstoy", "Russian", "Tolstaya"), ("Bezrodny", "Russian", "Bezrodnaya"),
        ("Chornyi", "Ukrainian", "Chorna"), ("Biletskyi", "Ukrainian", "Biletska"), ("Novák", "Czech", "Nováková"),
        ("Kafka", "Czech", "Kafková"), ("Hájek", "Czech", "Hájková"), ("Nowicki", "Polish", "Nowicka"),
    ],
)  # fmt: skip
def test_feminine_forms(surname: str, origin: str, feminine: str) -> None:
    assert feminine_forms(surname, origin) == (feminine,)


@pytest.mark.parametrize(
    ("surname", "origin"), [("Shevchenko", "Ukrainian"), ("Nowak", "Polish"), ("Smith", "English")]
)
def test_no_feminine_form(surname: str, origin: str) -> None:
    assert feminine_forms(surname, origin) == ()


def test_the_names_of_a_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "canonical,type,aliases\nBob van Exemple,person,Bobby Exemple;\nExemplia,place,\n", encoding="utf-8"
    )
    found = {name.text: name.flags for name in lexicon_sources.gazetteer(tmp_path)}
    assert set(found) == {"Bob", "Exemple", "Bobby", "Exemplia"}
    assert found["Exemple"] & FAMILY and found["Exemplia"] & REGION


def test_the_names_of_people() -> None:
    people = {
        "Jan van Exempel": ["Dutch"],
        "Jan Exempel (painter)": ["Dutch"],
        "Pyotr Primerov, Jr.": ["Russian"],
        "Pyotr I. Primerov": ["Russian"],
        "Lin Meimei": ["Chinese"],
        "Meimei Lin": ["Chinese"],
        "Rare Rarity": ["American"],
        "Madonna": ["American"],
    }
    found = {(name.text, kind): name.frequency for name in names_of_people(people) for kind in (GIVEN, FAMILY)
             if name.flags & kind}  # fmt: skip
    assert set(found) == {
        ("Jan", GIVEN), ("Pyotr", GIVEN), ("Lin", GIVEN), ("Meimei", GIVEN),
        ("Exempel", FAMILY), ("Primerov", FAMILY), ("Primerova", FAMILY), ("Lin", FAMILY), ("Meimei", FAMILY),
    }  # fmt: skip
    assert found["Exempel", FAMILY] == pytest.approx(1.3, abs=0.01)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Zelenskyy", "Zelenskiy", True),
        ("Andrey", "Andrei", True),
        ("Torbeyevo", "Torbeevo", False),
        ("Aleksandr", "Alexandr", True),
        ("Lavrov", "Lawrow", False),
    ],
)
def test_romanisations_of_one_name_share_a_key(one: str, other: str, same: bool) -> None:
    assert (romanisation_key(one) == romanisation_key(other)) is same


@pytest.mark.parametrize(("name", "notable"), [("Zelenskyy", True), ("Kyiv", True), ("Witkov", False), ("Betz", False)])
def test_the_notable(name: str, notable: bool) -> None:
    known = known_name(name)
    assert (known is not None and bool(known.flags & NOTABLE)) is notable


@pytest.mark.parametrize(
    ("name", "country", "known"),
    [
        ("Gwangyang", "KR", True),
        ("gwangyang", "KR", True),
        ("Gwangyang", "KP", False),
        ("Agua Blanca", "VE", True),
        ("Agua", "VE", False),
        ("Icheon", "KR", True),
        ("Incheon", "KR", False),  # a place of the shipped gazetteer
        ("Dayr al Balaḩ", "PS", False),  # as GeoNames calls one
        ("Vovchanski Khutori", "UA", True),  # near one
        ("Nowheretown", "KR", False),
    ],
)
def test_towns_of_a_country(name: str, country: str, known: bool) -> None:
    assert bool(towns_of(name, country)) == known


def test_where_towns_of_a_name_lie() -> None:
    ((latitude, longitude),) = towns_of("Gwangyang", "KR")
    assert (latitude, longitude) == (pytest.approx(34.94, abs=0.71), pytest.approx(127.7, abs=0.71))
    assert len(towns_of("Pokrovske", "UA")) > 2


def test_towns_that_the_gazetteer_has_are_no_other_towns(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(
        "canonical,type,aliases,weak_aliases,variants,country,latitude,longitude,source\n"
        "Deir al-Balah,place,,,,PS,31.42,34.35,house\n"
        "Vovchansk,place,,,Volchansk,UA,50.29,36.94,geonames:7\n"
        "Kaesong,place,,,,KP,37.97,126.55,geonames:9\n"
        "Bob,person,,,,UA,,,\n",
        encoding="utf-8",
    )
    at = {"DB": (31.41, 34.35), "V": (50.3, 36.9), "K": (37.97, 126.55), "far": (48.0, 30.0)}
    rows = [
        (1, "Dayr al Balah", "PS", "DB", []),
        (2, "Az Zuwaydah", "PS", "DB", []),
        (7, "Wowtschansk", "UA", "far", ["Tschaplino"]),
        (8, "Vovchanski Khutori", "UA", "V", []),
        (10, "Volchansk", "UA", "V", []),
        (11, "Volchansk", "UA", "far", []),
        (12, "Yonan", "KP", "far", ["Yonan", "Yeonan", "연안"]),
        (13, "Ox", "UA", "far", []),
        (14, "Tschaplino", "UA", "far", []),
        (15, "Tschaplino", "PS", "far", []),
    ]
    cities = [
        {"geonameid": key, "name": name, "countrycode": country, "population": 1_000, "alternatenames": other,
         "latitude": at[place][0], "longitude": at[place][1]}
        for key, name, country, place, other in rows
    ]  # fmt: skip
    towns = list(other_towns(cities, tmp_path))
    assert [(town.name, town.country) for town in towns] == [
        ("az zuwaydah", "PS"), ("vovchanski khutori", "UA"), ("volchansk", "UA"), ("yeonan", "KP"), ("yonan", "KP"),
        ("tschaplino", "PS"),
    ]  # fmt: skip
    counts = compile_towns([*towns, Town("yonan", "KP", -33.0, 151.0)], tmp_path / "towns.bin")
    assert counts == {"names in a country": 6, "squares": 7, "collisions": 0}
    table = Table(tmp_path / "towns.bin")
    cells = [table.get(town_key("Yonan", "KP", number)) for number in range(3)]
    assert cells == [(town_cell(-33.0, 151.0), 0.0), (town_cell(48.0, 30.0), 0.0), None]
    assert table.get(town_key("Yonan", "EG")) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_square_lies_around_its_town(latitude: float, longitude: float) -> None:
    told = town_location(town_cell(latitude, longitude))
    assert told == (pytest.approx(latitude, abs=0.71), pytest.approx(longitude, abs=0.71))
