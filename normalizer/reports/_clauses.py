"""A clause for each kind of evidence: from its facts, and whether it speaks against the edit."""

import math
from collections.abc import Callable, Mapping

from normalizer.model import Fact
from normalizer.reports._numbers import confidence_number

Facts = Mapping[str, Fact]

_RARE_WORD, _COMMON_WORD = 3.0, 4.0
"""Zipf values below which a word is rare and from which it is common (van Heuven et al. 2014, SUBTLEX-UK)."""
_KNOWN_AS = {
    "given": "a given name",
    "family": "a surname",
    "town-alternate": "the name of a town",
    "town-part": "part of the name of a town",
}
_SOUNDS_SHOWN = 3


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def shown(fact: Fact) -> str:
    """Any fact in plain words."""
    if isinstance(fact, list):
        return " / ".join(shown(part) for part in fact)
    if fact is None or isinstance(fact, bool):
        return {None: "unknown", True: "yes", False: "no"}[fact]
    return f"{fact:.4g}" if isinstance(fact, float) else str(fact)


def _text(facts: Facts, key: str) -> str:
    value = facts[key]
    if not isinstance(value, str) or not value:
        raise TypeError(key)
    return value


def _number(facts: Facts, key: str) -> float:
    value = facts[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(key)
    return value


def _texts(facts: Facts, key: str) -> list[str]:
    value = facts[key]
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words:
        raise TypeError(key)
    return [shown(word) for word in words]


def _quoted(text: str) -> str:
    return f"“{text}”"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1].casefold() in set("aeiou") else f"a {noun}"


def _times(count: float) -> str:
    return {1: "once", 2: "twice"}.get(int(count), f"{count:,.0f} times")


def _sound(facts: Facts, against: bool) -> str:
    name = _text(facts, "name")
    if against:
        return f"does not sound much like {name}"
    changes = _sound_changes(facts.get("alignment"))
    return f"sounds like {name} ({', '.join(changes)})" if changes else f"sounds like {name}"


def _sound_changes(alignment: Fact) -> list[str]:
    """What became of the letters: neighbouring differences are told as one, the first few of them.

    The channel marks where a word begins and ends by ^ and $, which are no letters.
    """
    runs: list[tuple[str, str]] = []
    differs = False
    for pair in alignment if isinstance(alignment, list) else []:
        if not isinstance(pair, list) or len(pair) < 2:
            raise TypeError("alignment")
        name, text = (str(part or "").strip("^$") for part in pair[:2])
        same = name.casefold() == text.casefold()
        if not same and differs:
            runs[-1] = (runs[-1][0] + name, runs[-1][1] + text)
        elif not same:
            runs.append((name, text))
        differs = not same
    changes = [_sound_change(name, text) for name, text in runs[:_SOUNDS_SHOWN]]
    return [*changes, "…"] if len(runs) > _SOUNDS_SHOWN else changes


def _sound_change(name: str, text: str) -> str:
    if not name or not text:
        letters = "a space" if (name or text).isspace() else _quoted(name or text)
        return f"{letters} {'left out' if name else 'put in'}"
    return f"{_quoted(name)} written {_quoted(text)}"


def _similarity(facts: Facts, against: bool) -> str:
    return f"the spellings are {'only ' if against else ''}{_number(facts, 'ratio'):.0%} alike"


def _document(facts: Facts, _against: bool) -> str:
    count, line, name = facts.get("count"), facts.get("line"), _text(facts, "name")
    if count == 0:
        return f"the article nowhere says {name}"
    often = f" {_times(_number(facts, 'count'))}" if isinstance(count, int) and count > 1 else ""
    where = f"{', first' if often else ''} in line {line}" if line else " elsewhere"
    return f"the same article says {name}{often}{where}"


def _full_name(facts: Facts, _against: bool) -> str:
    where = f"in line {facts['line']}" if facts.get("line") else "earlier"
    return f"the full name {_text(facts, 'name')} stands {where}"


def _repetition(facts: Facts, against: bool) -> str:
    if facts.get("spellings"):
        return f"{listed([_quoted(s) for s in _texts(facts, 'spellings')])} sound like one and the same name"
    if facts.get("line"):
        return f"the same spelling stands in line {facts['line']}, where it is clearer"
    return f"{'no other spelling' if against else 'another spelling'} of {_text(facts, 'name')} stands in the article"


def _distance(facts: Facts, _against: bool) -> str:
    km = _number(facts, "km")
    far = f"{km:,.0f} km" if km >= 1 else "less than 1 km"
    return f"{far} from {_text(facts, 'place')}, which the article names"


def _related(facts: Facts, _against: bool) -> str:
    return f"goes with {_text(facts, 'name')}, which the article names"


def _country(facts: Facts, _against: bool) -> str:
    where = f"lies in {_text(facts, 'country')}"
    if facts.get("count") is None:
        return where
    count = _number(facts, "count")
    return f"{where}, like {count:,.0f} other name{'s' if count != 1 else ''} of the article"


def _prior(facts: Facts, against: bool) -> str:
    known = "little known" if against else "well known"
    if not facts.get("population"):
        return f"{known} in the news"
    return f"{known}: {_number(facts, 'population'):,.0f} inhabitants"


def _cue(facts: Facts, against: bool) -> str:
    words = [_quoted(word) for word in _beside(facts)]
    if not words:
        return f"{'nothing' if against else 'what stands'} beside it speaks of {_a(_text(facts, 'type'))}"
    negative, plural = ("does not speak", "do not speak") if against else ("speaks", "speak")
    return f"{listed(words)} beside it {negative if len(words) == 1 else plural} of {_a(_text(facts, 'type'))}"


def _beside(facts: Facts) -> list[str]:
    """The words beside a mention: told by their list, or as the one before and the one after it."""
    if "words" in facts:
        return _texts(facts, "words")
    return [_text(facts, side) for side in ("before", "after") if facts.get(side)]


def _neighbours(facts: Facts, against: bool) -> str:
    words = [f"{_quoted(_text(facts, side))} {side} it" for side in ("before", "after") if facts.get(side)]
    if not words:
        return "the rest of the name is not beside it" if against else "no other name is beside it"
    does = ("does not" if len(words) == 1 else "do not") if against else ""
    fits = "fit" if against or len(words) > 1 else "fits"
    return " ".join(f"{listed(words)} {does} {fits} the name".split())


def _position(_facts: Facts, against: bool) -> str:
    return "its capital may come from its place" if against else "its place and its capitals are those of a name"


def _given_name(facts: Facts, against: bool) -> str:
    mention, name = _text(facts, "mention"), _text(facts, "name")
    if against:
        return f"the given name {_quoted(mention)} is not {name}"
    return f"the given name {name} fits" if mention == name else f"the given name {_quoted(mention)} fits {name}"


def _joined(facts: Facts, _against: bool) -> str:
    text, name = _text(facts, "text"), _text(facts, "name")
    if text.count(" ") == name.count(" "):
        return f"{_quoted(text)} differs from {name} in its spaces and hyphens"
    return f"{_quoted(text)} is {name} {'run together' if text.count(' ') < name.count(' ') else 'split up'}"


def _variant(facts: Facts, _against: bool) -> str:
    return f"the house writes {_text(facts, 'canonical')}, not {_text(facts, 'variant')}"


def _keep(facts: Facts, _against: bool) -> str:
    return f"{_quoted(_text(facts, 'phrase'))} is a phrase to keep"


def _longer_name(facts: Facts, _against: bool) -> str:
    return f"it stands in the longer name {_quoted(_text(facts, 'phrase'))}"


def _other_entity(facts: Facts, _against: bool) -> str:
    return f"the article speaks of {_text(facts, 'name')}, which bears this name"


def _known_name(facts: Facts, against: bool) -> str:
    word = _text(facts, "word")
    kinds = _texts(facts, "kinds") if facts.get("kinds") else []
    names = list(dict.fromkeys(_known_as(kind) for kind in kinds))
    if not names:
        return f"{word} is {'a name of its own' if against else 'not a known name'}"
    return f"{word} is {'' if against else 'little known as '}{listed(names)}"


def _known_as(kind: str) -> str:
    if kind in _KNOWN_AS:
        return _KNOWN_AS[kind]
    return _a(kind) if kind.endswith("name") else f"the name of {_a(kind)}"


def _word(facts: Facts, _against: bool) -> str:
    word, zipf = _quoted(_text(facts, "word")), _number(facts, "zipf")
    if zipf <= 0:
        return f"{word} is not an English word"
    kind = "a rare" if zipf < _RARE_WORD else "a common" if zipf >= _COMMON_WORD else "an"
    return f"{word} is {kind} English word"


def _consistent(facts: Facts, against: bool) -> str:
    return f"the article spells it so {'' if against else 'only '}{_times(_number(facts, 'count'))}"


def _letters(_facts: Facts, against: bool) -> str:
    return "its letters run as in a real name" if against else "its letters run as in a garbled name"


def _margin(facts: Facts, against: bool) -> str:
    if not against:
        return "no other name comes close"
    if not facts.get("runner_up"):
        return "other names come close"
    return f"{_text(facts, 'runner_up')} ({confidence_number(_number(facts, 'confidence'))}) is close behind"


def _type(facts: Facts, against: bool) -> str:
    kind = _text(facts, "type")
    if facts.get("form"):
        form = _text(facts, "form").replace("canonical", "canonical name")
        return f"garbles of {_a(kind)}'s {form} are {'rare' if against else 'frequent'}"
    return f"the sentence {'does not speak' if against else 'speaks'} of {_a(kind)}"


def _region(facts: Facts, _against: bool) -> str:
    return f"there is a {_text(facts, 'name')}"


def _company(_facts: Facts, against: bool) -> str:
    return "few other names of the article are garbled" if against else "other names of the article are garbled too"


def _model(facts: Facts, _against: bool) -> str:
    after = _probability(_number(facts, "logit"))
    if "base" not in facts:
        return f"all reasons together come to {after}"
    return f"all reasons together take it from {_probability(_number(facts, 'base'))} to {after}"


def _probability(log_odds: float) -> str:
    percent = 100 / (1 + math.exp(-log_odds))
    return "under 1%" if percent < 1 else "over 99%" if percent > 99 else f"{percent:.0f}%"


CLAUSES: dict[str, Callable[[Facts, bool], str]] = {
    "sound": _sound,
    "similarity": _similarity,
    "document": _document,
    "full_name": _full_name,
    "repetition": _repetition,
    "distance": _distance,
    "region": _region,
    "company": _company,
    "related": _related,
    "country": _country,
    "prior": _prior,
    "cue": _cue,
    "neighbours": _neighbours,
    "position": _position,
    "given_name": _given_name,
    "joined": _joined,
    "variant": _variant,
    "keep": _keep,
    "longer_name": _longer_name,
    "other_entity": _other_entity,
    "known_name": _known_name,
    "word": _word,
    "consistent": _consistent,
    "letters": _letters,
    "margin": _margin,
    "type": _type,
    "model": _model,
}
