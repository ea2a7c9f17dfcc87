"""Words beside a name that tell what it names: titles, kinds of places, verbs of speech."""

import re
from functools import lru_cache

from normalizer.model import EntityType
from normalizer.text.lexicon import GIVEN, known_name, word_zipf

_HONORIFICS = frozenset(
    """alhaji alhaja hajiya hajjiya hajia hajjia haji hajji hadji malam mallam malama mallama ustaz ustad ustadh sayyid
    mullah maulana mawlana mufti sheikha hojatoleslam hojjatoleslam efendi effendi herr frau fräulein monsieur madame
    mademoiselle mme mlle signor signora signore senor senora señor señora gospodin gospozha datuk tengku shri shrimati
    smt""".split()
)
"""Titles that translations leave as they are; English has most of them in no dictionary."""
_PERSON_NOUNS = frozenset(
    """mr mrs ms analyst journalist writer author poet novelist painter artist sculptor composer pianist
    photographer singer actor actress rapper comedian blogger lawyer attorney historian economist philosopher
    psychologist sociologist physicist biologist epidemiologist virologist architect teacher nurse sniper veteran
    dissident activist brother sister son daughter wife husband widow colleague""".split()
)
"""What stands before no name but a person's. Sloppy translations write of the president or the striker Ukraina, and who
writes of Miss Ukraina or our friend Ukraina means the country too."""
_PERSON_BEFORE = (
    _HONORIFICS
    | _PERSON_NOUNS
    | frozenset(
        """president minister premier chancellor king queen prince princess emperor sultan emir sheikh ayatollah imam
        pope patriarch bishop archbishop cardinal rabbi general gen colonel col major maj captain capt lieutenant lt
        sergeant sgt admiral commander marshal brigadier corporal private officer soldier spokesman spokeswoman
        spokesperson expert professor prof doctor dr judge justice senator sen congressman congresswoman representative
        rep governor gov mayor ambassador envoy secretary chairman chairwoman chairperson chair chief head director
        leader founder owner prosecutor reporter correspondent editor director player striker coach champion athlete sir
        lady lord comrade politician deputy lawmaker mp vice-president businessman businesswoman entrepreneur oligarch
        billionaire scientist researcher pastor reverend rev monk nun abbot metropolitan academician inspector detective
        sheriff commissioner undersecretary consul conductor filmmaker presenter broadcaster columnist midfielder
        defender goalkeeper footballer boxer wrestler swimmer skater gymnast engineer pilot driver father mother friend
        miss named called""".split()
    )
)
_PERSON_AFTER = frozenset(
    """said says told tells added adds wrote writes noted stressed explained announced claimed asked replied argued
    warned believes thinks tweeted posted emphasized stated recalled admitted denied promised insisted commented who
    whose aged joked quipped remarked testified recounted confessed lamented apologized apologised smiled laughed sighed
    jr sr""".split()
)
_PLACE_BEFORE = frozenset(
    """in at near from towards toward outside around across into inside between northern southern eastern western
    central north south east west village town city settlement region province district county state capital port
    island lake
    river mount mountain airport suburb municipality oblast hamlet""".split()
)
_PLACE_AFTER = frozenset(
    """region oblast province district county city town village settlement prefecture governorate krai republic airport
    river lake island islands valley sea bay strait border front area direction axis peninsula mountains port residents
    state suburb suburbs street raion""".split()
)
_WITHIN = frozenset("in near outside across from at into around".split())
"""Of 658 surnames of the shipped people that stand alone in English news of the evaluation set, one is behind these."""
_KINDS_OF_PLACE = frozenset(
    """village town city settlement region oblast province district county municipality suburb hamlet governorate
    raion prefecture krai airport""".split()
)
_PEOPLE_IN_APPOSITION = _PERSON_BEFORE | {"aged"}
_PLACES_IN_APPOSITION = _KINDS_OF_PLACE | {"capital", "port", "island", "river", "lake", "state", "republic", "suburb"}
_ORGANIZATION_AFTER = frozenset(
    """group party company corporation corp inc ltd bank agency university institute club fc union front army brigade
    battalion regiment ministry newspaper channel news foundation association committee council court
    movement""".split()
)
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter ramadan""".split()
)
_ORDINARY = 3.5
BLANK = r"(?:\r\n|\s)"
"""Between two words, however a text breaks its lines."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[.,]?\s+(?:(?:the|of|The)\s+)*\Z")
_WORD_RIGHT_BEFORE = re.compile(rf"([^\W\d_]+|(?<!\w)M(?:rs?|s)\.){BLANK}\Z")
_COUNT_BEFORE = re.compile(
    r"(?<!\w)(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|both|many|several|few|these|those|various"
    rf"|numerous|countless|(?<![.,])\d{{2,3}}|[2-9]){BLANK}(?:of{BLANK}(?:the{BLANK})?)?\Z",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r"(?:['’]s)?[\s-]*,?\s*([^\W\d_]+)")
_APPOSITION = re.compile(
    rf",{BLANK}(?:(?:an?|the|one of the|his|her|their|its|our|[A-Z]\w*['’]s){BLANK})?"
    rf"(?:[^\W\d_][\w-]*{BLANK}){{0,3}}?([a-z]+)"
    rf"(?=[,.;:)]|{BLANK}(?:of|in|at|for|from|near|on|with|to|and|who|where|which|that)\b)|,{BLANK}\d\d(?=[,.])"
)
"""What stands between commas behind a name: a spokesman for the army, the capital of Finland, Kenya's president, 34."""


def neighbours(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The word before and the word after a span, in lower case, and the noun in apposition to it; empty where there is
    none near.

    The last says what the span names (X, a spokesman for the army), unless what stands before it does: in Kyiv, the
    president of Ukraine. Behind "to" may stand a place or somebody: back to Lyman, the commander said.
    """
    found = _WORD_BEFORE.search(text, max(0, start - 32), start)
    before = found.group(1).lower() if found else ""
    after = _WORD_AFTER.match(text, end, min(len(text), end + 32))
    noun = apposition(text, end) if before not in _PLACE_BEFORE else ""
    if noun not in _PEOPLE_IN_APPOSITION and noun not in _PLACES_IN_APPOSITION:
        noun = ""
    if before == "to" and noun in _PEOPLE_IN_APPOSITION:
        noun = ""
    return before, after.group(1).lower() if after else "", noun


def apposition(text: str, end: int) -> str:
    """The noun behind a span and a comma that says what the span names, "aged" if that somebody is so many years old,
    or an empty string.
    """
    found = _APPOSITION.match(text, end, min(len(text), end + 64)) if text.startswith(",", end) else None
    return (found.group(1) or "aged") if found else ""


@lru_cache(maxsize=1 << 16)
def cue_types(before: str, after: str, noun: str = "") -> frozenset[EntityType]:
    """The types of entity that what `neighbours` finds speaks for; empty where it says nothing."""
    types = set()
    if before in _PERSON_BEFORE or after in _PERSON_AFTER or noun in _PEOPLE_IN_APPOSITION:
        types.add(EntityType.PERSON)
    if before in _PLACE_BEFORE or after in _PLACE_AFTER or noun in _PLACES_IN_APPOSITION:
        types.add(EntityType.PLACE)
    if after in _ORGANIZATION_AFTER:
        types.add(EntityType.ORGANIZATION)
    return frozenset(types)


def cue_words(before: str, after: str, noun: str, kind: EntityType) -> list[str]:
    """Those of the words that `neighbours` finds that speak for a type of entity, or where none does for others."""
    alone = ((before, "", ""), ("", after, ""), ("", "", noun))
    told = {"".join(one): types for one in alone if (types := cue_types(*one))}
    return [word for word, types in told.items() if kind in types] or list(told)


def is_place_cue(before: str, after: str, noun: str = "") -> bool:
    """Whether the neighbours all but say that the span is a place: village of X, X region, X, a town."""
    return not _KINDS_OF_PLACE.isdisjoint((before, after, noun))


@lru_cache(maxsize=1 << 16)
def is_title(word: str) -> bool:
    """Whether a word (any case) is a title or role that stands before a person's name."""
    return word.lower().rstrip(".") in _PERSON_BEFORE


def is_behind_person_noun(text: str, start: int) -> bool:
    """Whether what stands right before a place of a text is one of the nouns that people's names follow: my son, the
    painter.
    """
    before = _WORD_RIGHT_BEFORE.search(text, max(0, start - 24), start)
    return before is not None and before.group(1).rstrip(".").lower() in _PERSON_NOUNS


def is_where_places_stand(text: str, start: int, end: int) -> bool:
    """Whether a span of a text stands as places do and hardly anybody: in X, the village of X, X, a town, but not in
    X's.
    """
    if text.startswith(("'s", "’s"), end):
        return False
    before = _WORD_RIGHT_BEFORE.search(text, max(0, start - 24), start)
    if before is not None and before.group(1).lower() in _WITHIN:
        return True
    earlier, later, _ = neighbours(text, start, end)
    return is_place_cue(earlier, later, apposition(text, end))


def is_counted(text: str, start: int, end: int) -> bool:
    """Whether the word before a span of a text says that more than one is meant: two, 12, many, these, both, but not
    both this and another.
    """
    before = _COUNT_BEFORE.search(text, max(0, start - 24), start)
    return before is not None and not (before.group(1).lower() == "both" and text.startswith((" and ", "\nand "), end))


def is_honorific(word: str) -> bool:
    """Whether a word (any case) is a title of another language: Hajiya, Herr."""
    return word.lower() in _HONORIFICS


def is_calendar_word(word: str) -> bool:
    """Whether a word (any case) is a month, a day of the week or a feast, though some bear it as a given name."""
    return word.lower() in _CALENDAR


@lru_cache(maxsize=1 << 16)
def is_given_name(word: str) -> bool:
    """Whether a word is known as a given name, and is no title (Sheikh), no common English word and no time (April)."""
    if is_calendar_word(word):
        return False
    known = known_name(word)
    return known is not None and bool(known.flags & GIVEN) and word_zipf(word) < _ORDINARY and not is_title(word)


def is_place_word(word: str) -> bool:
    """Whether a word (any case) follows the name of a place: region, airport, border."""
    return word.lower() in _PLACE_AFTER
