"""Mentions that are spelled as the gazetteer has them, and the words that are left over."""

import pytest

from normalizer.gazetteer.forms import FormKind, build_forms
from normalizer.mentions.find import exact_mentions, parts_of_names, uncovered_words
from normalizer.model import Entity, EntityType
from normalizer.text.tokens import runs

PERSON, PLACE, ORGANIZATION, TERM = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION, EntityType.TERM
ENTITIES = (
    Entity("person/donald-trump", "Donald Trump", PERSON, aliases=("Trump",)),
    Entity("person/abdel-fattah-al-burhan", "Abdel Fattah al-Burhan", PERSON),
    Entity("person/ursula-von-der-leyen", "Ursula von der Leyen", PERSON),
    Entity("person/xi-jinping", "Xi Jinping", PERSON, aliases=("Xi",), country="CN"),
    Entity("person/mlk", "Martin Luther King Jr.", PERSON),
    Entity("place/israel", "Israel", PLACE),
    Entity("place/kyiv", "Kyiv", PLACE, variants=("Kiev",), keep=("chicken Kiev",)),
    Entity("place/kyiv-oblast", "Kyiv Oblast", PLACE, aliases=("Kyiv region",)),
    Entity("place/deir-ez-zor", "Deir ez-Zor", PLACE),
    Entity("place/rostov-on-don", "Rostov-on-Don", PLACE),
    Entity("person/alghabass", "Alghabass ag Intallah", PERSON),
    Entity("place/odesa", "Odesa", PLACE, variants=("Odessa",)),
    Entity("place/odessa-texas", "Odessa, Texas", PLACE, weak_aliases=("Odessa",)),
    Entity("organization/who", "World Health Organization", ORGANIZATION, aliases=("WHO",)),
    Entity("organization/nato", "NATO", ORGANIZATION),
    Entity("organization/black-bird-group", "Black Bird Group", ORGANIZATION),
    Entity("term/kh-59", "Kh-59", TERM),
)
INDEX = build_forms(ENTITIES)


def mentions(text: str) -> list[tuple[str, str]]:
    found = exact_mentions(text, runs(text), INDEX)
    return [(text[m.start : m.end], m.forms[0].entity.id.split("/")[1]) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nobody is named", []),
        ("President Donald Trump spoke, and Trump left", [("Donald Trump", "donald-trump"), ("Trump", "donald-trump")]),
        ("Donald Trump’s envoy", [("Donald Trump", "donald-trump")]),
        ("in the Kyiv region and in Kyiv", [("Kyiv region", "kyiv-oblast"), ("Kyiv", "kyiv")]),
        ("Kyiv Oblast", [("Kyiv Oblast", "kyiv-oblast")]),
        ("KYIV FALLS", [("KYIV", "kyiv")]),
        ("DONALD TRUMP'S ENVOY", [("DONALD TRUMP", "donald-trump")]),
        ("the WHO said; Who said", [("WHO", "who")]),
        ("Nato and NATO", [("NATO", "nato")]),
        ("a Kyiv-based firm, pro-Kyiv forces", [("Kyiv", "kyiv"), ("Kyiv", "kyiv")]),
        ("Abdel Fattah al-Burhan", [("Abdel Fattah al-Burhan", "abdel-fattah-al-burhan")]),
        ("Gen. al-Burhan and Burhan", [("al-Burhan", "abdel-fattah-al-burhan"), ("Burhan", "abdel-fattah-al-burhan")]),
        ("Al-Burhan left", [("Al-Burhan", "abdel-fattah-al-burhan")]),
        ("von der Leyen met Leyen", [("von der Leyen", "ursula-von-der-leyen")]),
        ("near Deir ez-Zor", [("Deir ez-Zor", "deir-ez-zor")]),
        ("in Rostov-on-Don", [("Rostov-on-Don", "rostov-on-don")]),
        ("Xi met Jinping", [("Xi", "xi-jinping"), ("Jinping", "xi-jinping")]),
        ("then King and Martin Luther King Jr.", [("King", "mlk"), ("Martin Luther King Jr.", "mlk")]),
        ("a Kh-59 missile", [("Kh-59", "kh-59")]),
        ("Black Bird\nGroup", [("Black Bird\nGroup", "black-bird-group")]),
        ("in Kyivʼs suburbs", [("Kyiv", "kyiv")]),
        ("Donald\r\nTrump", [("Donald\r\nTrump", "donald-trump")]),
        ("Kyiv\u00a0Oblast", [("Kyiv\u00a0Oblast", "kyiv-oblast")]),
        ("Alghabass ag Intallah said", [("Alghabass ag Intallah", "alghabass")]),
        ("Kyivan Rus, Trumpism", []),
        ("Kiev", [("Kiev", "kyiv")]),
    ],
)  # fmt: skip
def test_the_longest_known_spelling_is_taken(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


def test_the_strongest_claim_comes_first() -> None:
    text = "in Odessa"
    (mention,) = exact_mentions(text, runs(text), INDEX)
    assert [(f.entity.id, f.kind) for f in mention.forms] == [
        ("place/odessa-texas", FormKind.WEAK_ALIAS),
        ("place/odesa", FormKind.VARIANT),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the envoy Steve Witkoff met Trump", ["Steve", "Witkoff"]),
        ("President Donald Trump", ["President"]),
        ("Donald Tramp spoke", ["Donald", "Tramp"]),
        ("the Bank of the West", ["Bank", "West"]),
        ("Kyiv and Kharkiv and Lviv", ["Kharkiv", "Lviv"]),
        ("Kyiv", []),
        ("Alghabass ag Intallah and Gadi", ["Gadi"]),
        ("Kyiv Burhan spoke", ["Kyiv"]),
        ("Kyiv, Burhan said", []),
        ("Marek Burhan spoke", ["Marek", "Burhan"]),
        ("Mr. Burhan spoke", ["Mr."]),
        ("Israel Burhan spoke", ["Israel"]),
        ("Abdel Burhan spoke", ["Abdel"]),
    ],
)
def test_words_that_no_mention_covers(text: str, words: list[str]) -> None:
    found = runs(text)
    exact = exact_mentions(text, found, INDEX)
    left = uncovered_words(found, exact, parts_of_names(found, exact))
    assert [found[r].words[i].text for r, i in left] == words


def test_the_order_of_entities_does_not_matter() -> None:
    other = build_forms(ENTITIES[::-1])
    assert [*other.forms] == [*INDEX.forms]
    assert [*other.vocabulary] == [*INDEX.vocabulary]
    assert all(other.exact.get(f.text.casefold()) == INDEX.exact.get(f.text.casefold()) for f in INDEX.forms)


@pytest.mark.parametrize("text", ["back in Kyiv", "of Donald Trump", "Odessa", "WHO"])
def test_a_mention_ends_where_the_text_does(text: str) -> None:
    (mention,) = exact_mentions(text, runs(text), INDEX)
    assert mention.end == len(text)
