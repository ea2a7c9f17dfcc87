"""What a text says that people are who hold no office: the grocer, a neighbour, a woman named."""

import re

from normalizer.mentions.cues import BLANK, apposition

_OCCUPATIONS = frozenset(
    """farmer fisherman fisher shepherd herdsman herder beekeeper winemaker gardener forester lumberjack miner welder
    carpenter plumber electrician mechanic bricklayer builder labourer laborer tailor seamstress weaver potter cobbler
    blacksmith baker butcher waiter waitress bartender barber hairdresser grocer greengrocer shopkeeper hotelier
    innkeeper landlord landlady trader merchant vendor seller salesman saleswoman stallholder dealer cashier clerk
    bookkeeper accountant pharmacist nurse midwife paramedic firefighter fireman dentist veterinarian teacher
    schoolteacher headmaster headmistress librarian janitor caretaker cleaner postman postmaster stationmaster
    watchman driver chauffeur sailor ferryman docker porter pensioner retiree student pupil schoolboy schoolgirl
    housewife neighbour neighbor resident villager townsman tenant customer passenger commuter tourist bystander
    onlooker eyewitness survivor refugee parishioner cyclist motorist sergeant corporal conscript reservist recruit
    namesake cousin nephew niece uncle aunt doctor engineer painter sculptor composer pianist violinist singer actor
    actress photographer journalist historian scientist physicist sociologist writer novelist poet""".split()
)
_LEARNED = frozenset(
    """journalist historian scientist physicist sociologist writer novelist poet author analyst expert researcher
    scholar economist commentator columnist correspondent reporter editor host presenter blogger activist professor
    dissident""".split()
)
"""Of these, somebody who is one may be called another."""
_NAMED = _OCCUPATIONS | frozenset(
    "man woman boy girl child person someone somebody officer soldier candidate is was".split()
)
"""What may stand before "named" and "called"; in "Putin called X" somebody rang."""
_TITLES = frozenset(("doctor", "engineer"))
"""Titles of whoever it may be where they have a capital."""
_FORMER = frozenset("former ex onetime".split())
_BEFORE = re.compile(rf"(?:([^\W\d_]+)(?:{BLANK}|-))?([^\W\d_]+)(,?){BLANK}\Z")
_ORIGIN = re.compile(
    rf"(?<!\w)([A-Za-z]+){BLANK}(?:from|of|in|at|near){BLANK}(?:the{BLANK})?(?:[A-Z][\w'’-]*{BLANK}?){{1,3}},{BLANK}\Z"
)
"""A driver from Derbent, X; the teacher of Osh, X."""
_WORD = re.compile(r"[a-z]+")
_REACH = 48
_GIVEN_NAMES = 2
"""So many capitalised words may stand between what somebody is and the name: the grocer Mansur Emin Y."""


def occupation(text: str, start: int, end: int) -> str:
    """What the words beside a span of a text say that the one it names is (a grocer), or an empty string.

    It stands right before the full name (the grocer X, a neighbour, X, a woman named X, a certain X), with a place
    between (a driver from Derbent, X) or behind a comma after it (X, a teacher). Who was something formerly may be
    anything today.
    """
    for _ in range(_GIVEN_NAMES + 1):
        found = _BEFORE.search(text, max(0, start - _REACH), start)
        if found is None:
            break
        earlier, word, comma = found.group(1) or "", found.group(2), found.group(3)
        noun = word.lower()
        if noun == "certain":
            return noun
        if noun in ("named", "called"):
            return earlier.lower() if earlier.lower() in _NAMED else ""
        if noun in _OCCUPATIONS and (noun not in _TITLES or word.islower()):
            return "" if earlier.lower() in _FORMER else noun
        if comma:
            place = _ORIGIN.search(text, max(0, start - _REACH), start)
            noun = place.group(1).lower() if place else ""
            return noun if noun in _OCCUPATIONS else _apposed(text, end)
        if not word[0].isupper():
            break
        start = found.start(2)
    return _apposed(text, end)


def _apposed(text: str, end: int) -> str:
    noun = apposition(text, end)
    return noun if noun in _OCCUPATIONS else ""


def is_of(noun: str, description: str) -> bool:
    """Whether what the text says that somebody is (`occupation`) agrees with a gazetteer's description."""
    words = frozenset(_WORD.findall(description.lower()))
    return noun in words or (noun in _LEARNED and not _LEARNED.isdisjoint(words))
