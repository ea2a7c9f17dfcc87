"""Who governs the states most in the news: an office a state and a row, by what the descriptions say.

The test sees that a row says so for 2025 or later. That the row is right has to be read.
"""

import re
from functools import cache

import pytest

from normalizer.gazetteer import Gazetteer
from normalizer.model import EntityType

STATES = (
    "US GB FR RU CN DE IT JP KR IN BR CA AU MX AR TR SA ZA ID "  # the states of the G20
    "UA BY MD PL HU SK CZ RO ES NL SE FI DK EE LV LT GR RS "  # Ukraine, who borders on its war or arms it, Serbia
    "GE AM AZ IL PS IR IQ SY LB EG YE QA LY KP TW PK AF MM SD ET CD VE NG"  # wars, fronts and mediators elsewhere
).split()

OFFICES = {
    "head of state": r"president|king|governor[- ]general|emperor|emir|(supreme )?leader|head of state|"
    r"head of the Presidential (Leadership )?Council",
    "head of government": r"prime minister|premier|chancellor",
    "foreign": r"foreign (minister|secretary)|secretary of state",
    "defence": r"defen[cs]e (minister|secretary)|secretary of defense( \(war\))?",
    "interior": r"(interior|home|home affairs|internal affairs|public security|public safety) (minister|secretary)|"
    r"interior and health minister|secretary of homeland security",
    "finance": r"(finance|economy|economy and finance|finance and economy) (minister|secretary)|"
    r"treasurer|chancellor of the Exchequer|secretary of the treasury",
}
"""How descriptions call the office, before "of" and the name of the state."""

OTHER_OFFICES = {
    "United Nations": r"(Palestinian ambassador|(ambassador|representative) of .*) (to|at) the United Nations(?! in)",
    "central bank": r"(governor|president|chair|chairman|head) of .*(Bank|bank|Banque|Reserve|Monetary)",
}

NAMES = {"PS": "Palestinian Authority", "AF": "Taliban", "CD": "Democratic Republic of Congo"}
"""What descriptions call a state, where it is not the state's canonical name."""

HELD_BY_HEAD_OF_STATE = "US BR MX AR TR ZA ID SY VE NG IR".split()

HOLES = {
    **{(state, "head of government"): "the head of state is it" for state in HELD_BY_HEAD_OF_STATE},
    ("BR", "interior"): "no such ministry: the justice minister has the police",
    ("SE", "interior"): "no such ministry: the justice minister has the police",
    ("ET", "interior"): "no such ministry",
    ("PS", "defence"): "no such ministry",
    ("TW", "United Nations"): "no member",
    ("LY", "defence"): "the prime minister has it",
    ("IL", "interior"): "vacant since July 2025",
    ("IR", "defence"): "the last whom we know was killed in 2026",
    **dict.fromkeys(
        [
            *((state, "United Nations") for state in "AM AR ET GB HU NG PL RS SK".split()),
            *((state, "finance") for state in "BY KP LY MM YE".split()),
            *((state, "central bank") for state in "KP VE".split()),
            ("KP", "interior"),
        ],
        "not known for certain",
    ),
}
"""Offices that nobody in the gazetteer holds, and why. Who fills one takes it out."""

GOVERNMENT = "(the )?((military government|Government of National Unity) (of|in) )?"
RECENT = re.compile(r"\((?:early )?202[5-9]\)")
PAST = re.compile(
    r"until|former|\d{4}–(?!\d{4} and since)|\bin 20\d\d\b|shadow|deputy(?! prime)|vice|assistant|candidate"
)


@cache
def roles() -> dict[str, list[str]]:
    """What the people of each country are, one role a string, as far as they were it in 2025 or later."""
    found: dict[str, list[str]] = {}
    for entity in Gazetteer.default():
        if entity.type is EntityType.PERSON and RECENT.search(entity.description):
            parts = (part.strip() for part in re.split("[;,]", entity.description))
            found.setdefault(entity.country, []).extend(part for part in parts if not PAST.search(part))
    return found


@cache
def name(state: str) -> str:
    named = [e.canonical for e in Gazetteer.default() if e.country == state and e.description == "country"]
    return NAMES.get(state) or named[0]


def held(state: str, office: str) -> bool:
    pattern = (
        OTHER_OFFICES.get(office)
        or rf"(.* and )?({OFFICES.get(office)})( and .*)? (of|in) {GOVERNMENT}{name(state)}(?! [A-Z])"
    )
    return any(re.match(rf"((acting|interim) )?({pattern})\b", role) for role in roles()[state])


def test_there_are_sixty_states() -> None:
    assert len(set(STATES)) == len(STATES) == 60


@pytest.mark.parametrize("state", STATES)
def test_each_office_is_held_or_its_hole_has_a_reason(state: str) -> None:
    missing = {office for office in (*OFFICES, *OTHER_OFFICES) if not held(state, office)}
    assert missing == {office for other, office in HOLES if other == state}


def test_every_hole_is_of_a_state_and_an_office() -> None:
    assert {state for state, _ in HOLES} <= set(STATES)
    assert {office for _, office in HOLES} <= OFFICES.keys() | OTHER_OFFICES.keys()
