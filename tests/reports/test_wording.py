import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.linking.doubt import Doubt
from normalizer.model import Evidence
from normalizer.reports import wording
from normalizer.reports._clauses import CLAUSES
from normalizer.reports._facts import listed
from normalizer.reports._wording import speaks, told

CASES = [
    ("sound", 1, {"name": "Sudzha"}, "sounds like Sudzha"),
    ("sound", 1, {"name": "Sudzha", "cost": 1.5, "per_letter": 0.3, "alignment": None}, "sounds like Sudzha"),
    (
        "sound",
        1,
        {"name": "Sudzha", "alignment": [["Sud", "sud", 0], ["", "a", 1], ["zh", "schh", 1], ["a", "a", 0]]},
        "sounds like Sudzha (“zh” written “aschh”)",
    ),
    ("sound", 1, {"name": "Ab", "alignment": [["A", "A", 0], ["b", "", 1]]}, "sounds like Ab (“b” left out)"),
    ("sound", 1, {"name": "Ab", "alignment": [["A", "A", 0], ["", " ", 1]]}, "sounds like Ab (a space put in)"),
    (
        "sound",
        1,
        {"name": "N", "alignment": [[a, b, 1] for pair in "aebecede" for a, b in [(pair, pair), (pair, "x")]]},
        "sounds like N (“a” written “x”, “e” written “x”, “b” written “x”, …)",
    ),
    ("sound", 1, {"name": "Gady", "alignment": [["y$", "i$", 1], ["$", "", 1]]}, "sounds like Gady (“y” written “i”)"),
    ("sound", -1, {"name": "Sudzha"}, "but does not sound much like Sudzha"),
    ("similarity", 1, {"ratio": 0.756}, "the spellings are 76% alike"),
    ("document", 1, {"name": "Sudzha", "line": 9, "count": 1}, "the same article says Sudzha in line 9"),
    ("document", 1, {"name": "Sudzha", "line": 9, "count": 2}, "the same article says Sudzha twice, first in line 9"),
    ("document", 1, {"name": "Sudzha", "line": 9, "count": 3}, "the same article says Sudzha 3 times, first in line 9"),
    (
        "reading",
        1,
        {"text": "Sotozaki", "name": "Tonosaki"},
        "Sotozaki and Tonosaki may be the same Japanese characters, read otherwise",
    ),
    ("distance", 1, {"km": 90.4, "place": "Kursk"}, "90 km from Kursk, which the article names"),
    ("distance", -1, {"km": 4210, "place": "Kursk"}, "but 4,210 km from Kursk, which the article names"),
    ("distance", 1, {"km": 0, "place": "Kursk"}, "less than 1 km from Kursk, which the article names"),
    (
        "country",
        1,
        {"country": "Ukraine", "type": "place", "count": 1},
        "lies in Ukraine, like 1 other name of the article",
    ),
    (
        "country",
        1,
        {"country": "Ukraine", "type": "place", "count": 4},
        "lies in Ukraine, like 4 other names of the article",
    ),
    (
        "country",
        1,
        {"country": "Ukraine", "type": "place", "count": 4, "beside": "Russia"},
        "lies in Ukraine, like 4 other names of the article",
    ),
    (
        "country",
        -1,
        {"country": "Ukraine", "type": "place", "count": 4, "beside": "Russia"},
        "but lies in Ukraine, while Russia stands beside it",
    ),
    (
        "country",
        -1,
        {"country": "Ukraine", "type": "place", "count": 4, "beside": "Poland and Russia"},
        "but lies in Ukraine, while Poland and Russia stand beside it",
    ),
    (
        "country",
        -1,
        {"country": "Czechia", "type": "place"},
        "but lies in Czechia, while the article names other countries",
    ),
    (
        "country",
        -1,
        {"country": "Czechia", "type": "person"},
        "but belongs to Czechia, while the article names other countries",
    ),
    ("prior", 1, {"population": 256474}, "well known: 256,474 inhabitants"),
    ("prior", -1, {"population": 120}, "but little known: 120 inhabitants"),
    ("prior", 1, {"population": None}, "well known in the news"),
    ("cue", 1, {"words": ["analyst"], "type": "person"}, "“analyst” beside it speaks of a person"),
    (
        "cue",
        1,
        {"words": ["the", "group"], "type": "organization"},
        "“the” and “group” beside it speak of an organization",
    ),
    ("sound", 1, {"text": "Blackbird", "name": "Black Bird"}, "“Blackbird” is Black Bird run together"),
    ("sound", 1, {"text": "Wit koff", "name": "Witkoff"}, "“Wit koff” is Witkoff split up"),
    ("sound", 1, {"text": "A B", "name": "A-B C"}, "“A B” differs from A-B C in its spaces and hyphens"),
    ("variant", 1, {"variant": "Kiev", "canonical": "Kyiv"}, "the house writes Kyiv, not Kiev"),
    ("other_entity", -2, {"name": "Odessa, Texas"}, "but the article speaks of Odessa, Texas, which bears this name"),
    ("known_name", -1, {"word": "Suda", "kinds": ["town"], "frequency": 3}, "but Suda is the name of a town"),
    (
        "known_name",
        -1,
        {"word": "Ash", "kinds": ["surname", "island"]},
        "but Ash is a surname and the name of an island",
    ),
    ("known_name", -1, {"word": "Suda", "kinds": []}, "but Suda is a name of its own"),
    ("known_name", 1, {"word": "Sudaschha", "kinds": []}, "Sudaschha is not a known name"),
    ("known_name", 1, {"word": "Suda", "kinds": ["town"]}, "Suda is little known as the name of a town"),
    (
        "known_name",
        -1,
        {"word": "Kim", "kinds": ["given", "family", "town", "town-alternate", "town-part"]},
        "but Kim is a given name, a surname, the name of a town and part of the name of a town",
    ),
    ("known_name", -1, {"word": "Ohm", "kinds": ["family", "notable"]}, "but Ohm is a surname and a famous name"),
    ("word", -1, {"word": "smile", "zipf": 4.6}, "but “smile” is a common English word"),
    ("word", -1, {"word": "smew", "zipf": 1.6}, "but “smew” is a rare English word"),
    ("word", -1, {"word": "smew", "zipf": 3.6}, "but “smew” is an English word"),
    ("word", 1, {"word": "Sudaschha", "zipf": 0}, "“Sudaschha” is not an English word"),
    (
        "word",
        1,
        {"word": "Tramp", "zipf": 3.4, "within": True},
        "“Tramp” stands within a name, where it is no ordinary word",
    ),
    (
        "word",
        -1,
        {"word": "Dakka", "zipf": 0, "name": "Dhaka"},
        "but a word as frequent in English as Dhaka is seldom garbled",
    ),
    ("word", -1, {"word": "Dakka", "zipf": 0, "name": "Dhaka", "lower": True}, "but “Dakka” stands in lower case too"),
    ("longer_name", 0, {"phrase": "Peking Union"}, "but it stands in the longer name “Peking Union”"),
    ("document", -1, {"name": "Sudzha", "count": 0}, "but the article nowhere says Sudzha"),
    ("repetition", 1, {"name": "Sudzha"}, "another spelling of Sudzha stands in the article"),
    ("repetition", -1, {"name": "Sudzha"}, "but no other spelling of Sudzha stands in the article"),
    ("repetition", 1, {"name": "Ovechkin", "as": "Ovechkin"}, "read as Ovechkin it is likelier"),
    ("doubt", -1, {"reason": "far behind"}, "but another name is far more alike, so at most as likely as not"),
    ("cue", -1, {"words": ["in", "on"], "type": "person"}, "but “in” and “on” beside it do not speak of a person"),
    ("cue", -1, {"type": "place"}, "but nothing beside it speaks of a place"),
    ("neighbours", 1, {"before": "Steve", "own": True, "after": "B"}, "“Steve” before it fits the name"),
    (
        "neighbours",
        -1,
        {"before": "A", "own": False, "after": "B"},
        "but “A” before it and “B” after it do not fit the name",
    ),
    ("neighbours", -1, {"before": "Steve", "own": True, "after": "B"}, "but “B” after it does not fit the name"),
    ("neighbours", -1, {}, "but the rest of the name is not beside it"),
    ("neighbours", 1, {"elsewhere": "Steve", "own": True}, "Steve stands before it elsewhere"),
    ("neighbours", -1, {"elsewhere": "Ann", "own": False}, "but Ann stands before it, as of another name, elsewhere"),
    ("sound", 1, {"name": "Chasov Yar", "of": "Chasiv Yar"}, "sounds like Chasov Yar, another spelling of Chasiv Yar"),
    ("type", -1, {"type": "person", "form": "alias"}, "but garbles of a person's other accepted names are rare"),
    ("neighbours", 1, {}, "no other name is beside it"),
    ("position", 1, {"at": "sentence start"}, "it stands at the start of a sentence"),
    ("position", -1, {"at": "sentence start"}, "but its capital may come from its place"),
    ("position", 1, {"at": "capitals"}, "it stands in capitals"),
    ("position", -1, {"at": "capitals"}, "but a word in capitals is rarely a garbled name"),
    ("position", -1, {"at": "hyphen"}, "but it is part of a word with a hyphen"),
    ("type", 1, {"type": "person", "form": "surname"}, "garbles of a person's surname are frequent"),
    ("type", -1, {"type": "place", "form": "canonical"}, "but garbles of a place's canonical name are rare"),
    ("margin", -1, {}, "but other names come close"),
    ("model", -2, {"logit": 3.0}, "all reasons together come to 95%"),
    ("letters", 1, {"score": 0.2}, "its letters run as in a garbled name"),
    ("letters", -1, {"score": 0.2}, "but its letters run as in a real name"),
    ("margin", 0, {"runner_up": "Sumy", "confidence": 0.031}, "no other name comes close"),
    ("margin", -1, {"runner_up": "Sumy", "confidence": 0.41}, "but Sumy (0.41) may be meant too"),
    ("margin", -1, {"runner_up": "Sumy", "confidence": 0.004}, "but other names are spelled alike"),
    ("model", 0, {"logit": -6}, "all reasons together come to under 1%"),
    ("repetition", 1, {"name": "Sudzha", "line": 3}, "the same spelling stands in line 3, where it is clearer"),
    ("related", 1, {"name": "Kursk Oblast"}, "goes with Kursk Oblast, which the article names"),
    ("region", 1, {"name": "Sumy region"}, "there is a Sumy region"),
    ("company", 1, {}, "other names of the article are garbled too"),
    (
        "company",
        1,
        {"words": ["Witkoff"]},
        "Witkoff is garbled in another name or form too",
    ),
    (
        "company",
        1,
        {"words": ["Alexander", "Lukashenko"]},
        "Alexander or Lukashenko is garbled in another name or form too",
    ),
    ("company", -1, {}, "but few other names of the article are garbled"),
    ("moon_phase", 0, {"how_full": 0.123456, "seen": True}, "moon phase: how full 0.1235, seen yes"),
    ("moon_phase", -1, {"of": ["a", ["b", None]]}, "but moon phase: of a / b / unknown"),
    ("moon_phase", 1, {}, "moon phase"),
    ("distance", 1, {"km": "far"}, "distance: km far"),
]


@pytest.mark.parametrize(("kind", "weight", "facts", "expected"), CASES)
def test_each_kind_is_one_clause(kind, weight, facts, expected):
    assert wording(Evidence(kind, weight, facts)) == expected


def test_every_kind_has_a_case():
    assert {kind for kind, *_ in CASES} >= set(CLAUSES)


FACTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), lambda f: st.lists(f, max_size=3)
)
KEYS = st.sampled_from(
    "name alignment ratio line count km place country population words type at text variant canonical before after "
    "form phrase word kinds zipf runner_up confidence logit other".split()
)


@given(st.sampled_from(sorted(CLAUSES)), st.floats(-9, 9), st.dictionaries(KEYS, FACTS))
def test_odd_facts_are_worded_all_the_same(kind, weight, facts):
    evidence = Evidence(kind, weight, facts)
    assert wording(evidence)
    assert wording(evidence).startswith("but ") == (speaks(evidence) == "against")


def test_reasons_for_the_edit_come_first_and_the_strongest_before_the_weak():
    evidence = [
        Evidence("word", -3, {}),
        Evidence("sound", 1, {}),
        Evidence("document", 2, {}),
        Evidence("model", 0, {}),
    ]
    assert [e.kind for e in told(evidence)] == ["document", "sound", "word"]
    assert [e.kind for e in told(evidence, 2)] == ["document", "word"]


@pytest.mark.parametrize(("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b")])
def test_listed(words, expected):
    assert listed(words) == expected


@pytest.mark.parametrize("doubt", Doubt)
def test_each_doubt_has_words(doubt: Doubt) -> None:
    assert wording(Evidence("doubt", -1.0, {"reason": str(doubt)})) != f"but {doubt}, so at most as likely as not"
