"""Words the evidence of a finding: one clause each, as a copy editor would say it."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from normalizer.model import Evidence, Fact

Speaks = Literal["for", "against", "neutral"]
Facts = Mapping[str, Fact]

_AGAINST = frozenset({"keep", "other_entity", "known_name", "word", "consistent"})
_NEUTRAL = frozenset({"margin", "model"})
_COMMON_WORD = 4.0
"""The Zipf value from which a word counts as common (van Heuven et al. 2014, SUBTLEX-UK: 4–7 is high frequency)."""
_SOUNDS_SHOWN = 3


def speaks(evidence: Evidence) -> Speaks:
    """Whether the evidence speaks for the edit or against it: the sign of its weight, or what its kind stands for."""
    if evidence.kind == "model":
        return "neutral"
    if evidence.weight:
        return "for" if evidence.weight > 0 else "against"
    if evidence.kind in _AGAINST:
        return "against"
    return "for" if evidence.kind in _CLAUSES and evidence.kind not in _NEUTRAL else "neutral"


def wording(evidence: Evidence) -> str:
    """One clause in English; what speaks against the edit begins with "but".

    Names and spellings are as they stand in the facts: who prints the clause escapes it. A kind that is not known,
    or whose facts are not those expected, reads "kind: key value, key value".
    """
    side = speaks(evidence)
    try:
        clause = _CLAUSES[evidence.kind](evidence.facts, side == "against")
    except (LookupError, TypeError, ValueError, OverflowError):
        clause = _plain(evidence)
    return f"but {clause}" if side == "against" else clause


def told(evidence: Sequence[Evidence], most: int | None = None) -> list[Evidence]:
    """The evidence as it is told: the `most` that moves the decision, what speaks for the edit before all else."""
    strongest = sorted(evidence, key=lambda e: -abs(e.weight))[:most]
    return sorted(strongest, key=lambda e: ("for", "against", "neutral").index(speaks(e)))


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _plain(evidence: Evidence) -> str:
    facts = ", ".join(f"{key.replace('_', ' ')} {_shown(value)}" for key, value in evidence.facts.items())
    kind = evidence.kind.replace("_", " ")
    return f"{kind}: {facts}" if facts else kind


def _shown(fact: Fact) -> str:
    if isinstance(fact, list):
        return " / ".join(_shown(part) for part in fact)
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
    return [_shown(word) for word in words]


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
    """What became of the letters: neighbouring differences are told as one, the first few of them."""
    runs: list[tuple[str, str]] = []
    differs = False
    for pair in alignment if isinstance(alignment, list) else []:
        if not isinstance(pair, list) or len(pair) < 2:
            raise TypeError("alignment")
        name, text = str(pair[0] or ""), str(pair[1] or "")
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
    count, line = facts.get("count"), facts.get("line")
    often = f" {_times(_number(facts, 'count'))}" if isinstance(count, int) and count > 1 else ""
    where = f"{', first' if often else ''} in line {line}" if line else " elsewhere"
    return f"the same article says {_text(facts, 'name')}{often}{where}"


def _full_name(facts: Facts, _against: bool) -> str:
    where = f"in line {facts['line']}" if facts.get("line") else "earlier"
    return f"the full name {_text(facts, 'name')} stands {where}"


def _repetition(facts: Facts, _against: bool) -> str:
    return f"{listed([_quoted(s) for s in _texts(facts, 'spellings')])} sound like one and the same name"


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


def _cue(facts: Facts, _against: bool) -> str:
    words = [_quoted(word) for word in _texts(facts, "words")]
    speak = "speaks" if len(words) == 1 else "speak"
    return f"{listed(words)} beside it {speak} of {_a(_text(facts, 'type'))}"


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


def _other_entity(facts: Facts, _against: bool) -> str:
    return f"the article speaks of {_text(facts, 'name')}, which bears this name"


def _known_name(facts: Facts, _against: bool) -> str:
    kinds = _texts(facts, "kinds") if facts.get("kinds") else []
    names = [_a(kind) if kind.endswith("name") else f"the name of {_a(kind)}" for kind in kinds]
    return f"{_text(facts, 'word')} is {listed(names) or 'a name of its own'}"


def _word(facts: Facts, _against: bool) -> str:
    zipf = facts.get("zipf")
    common = isinstance(zipf, int | float) and zipf >= _COMMON_WORD
    return f"{_quoted(_text(facts, 'word'))} is {'a common' if common else 'an'} English word"


def _consistent(facts: Facts, _against: bool) -> str:
    return f"the article always spells it so ({_times(_number(facts, 'count'))})"


def _letters(_facts: Facts, against: bool) -> str:
    return "its letters run as in a sound name" if against else "its letters run as in a garbled name"


def _margin(facts: Facts, against: bool) -> str:
    name, confidence = _text(facts, "runner_up"), _number(facts, "confidence")
    return f"{name} ({confidence:.2f}) is {'close behind' if against else 'the runner-up'}"


def _type(facts: Facts, against: bool) -> str:
    kind = _a(_text(facts, "type"))
    return f"the sentence does not speak of {kind}" if against else f"the sentence speaks of {kind}"


def _model(facts: Facts, _against: bool) -> str:
    before, after = (_probability(_number(facts, key)) for key in ("base", "logit"))
    return f"all reasons together take it from {before} to {after}"


def _probability(log_odds: float) -> str:
    percent = 100 / (1 + math.exp(-log_odds))
    return "under 1%" if percent < 1 else "over 99%" if percent > 99 else f"{percent:.0f}%"


_CLAUSES: dict[str, Callable[[Facts, bool], str]] = {
    "sound": _sound,
    "similarity": _similarity,
    "document": _document,
    "full_name": _full_name,
    "repetition": _repetition,
    "distance": _distance,
    "related": _related,
    "country": _country,
    "prior": _prior,
    "cue": _cue,
    "given_name": _given_name,
    "joined": _joined,
    "variant": _variant,
    "keep": _keep,
    "other_entity": _other_entity,
    "known_name": _known_name,
    "word": _word,
    "consistent": _consistent,
    "letters": _letters,
    "margin": _margin,
    "type": _type,
    "model": _model,
}
