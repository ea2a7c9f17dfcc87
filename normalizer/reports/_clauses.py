"""A clause for each kind of evidence: from its facts, and whether it speaks against the edit."""

import math
from collections.abc import Callable

from normalizer.reports._facts import Facts, listed, number_of, quoted, text_of, texts_of, times, with_article
from normalizer.reports._numbers import confidence_number
from normalizer.reports._sounds import sound_changes

_RARE_WORD, _COMMON_WORD = 3.0, 4.0
"""Zipf values below which a word is rare and from which it is common (van Heuven et al. 2014, SUBTLEX-UK)."""
_KNOWN_AS = {
    "given": "a given name",
    "family": "a surname",
    "notable": "a famous name",
    "town-alternate": "the name of a town",
    "town-part": "part of the name of a town",
}
_DOUBTS = {
    "read otherwise": "another name may be the same characters, read otherwise",
    "far behind": "another name is far more alike",
    "another surname": "it may be a known surname that sounds otherwise",
    "unlike": "it sounds unlike somebody whom many know",
    "English given name": "the English given name may be meant",
    "romanisation": "newspapers write the Japanese name so too",
    "borne by others": "others bear the surname, and it nowhere stands in the full name",
    "given name": "it may be the given name of what stands behind it",
    "half of another name": "it is half of a hyphenated word that nobody knows",
    "another town": "another town is called so",
    "more behind it": "more of a name may stand behind it",
    "place": "a place may stand there",
    "occupation": "the text says that somebody else bears it",
    "demonym": "a garbled demonym is only shown",
    "plural": "a garbled plural of a place is only shown",
}
"""What `linking.doubt.Doubt` gives as a reason."""


def _sound(facts: Facts, against: bool) -> str:
    name = text_of(facts, "name")
    if "text" in facts:
        return _respaced(text_of(facts, "text"), name)
    if "of" in facts and facts["of"] != name:
        name = f"{name}, another spelling of {text_of(facts, 'of')}"
    if against:
        return f"does not sound much like {name}"
    changes = sound_changes(facts.get("alignment"))
    return f"sounds like {name} ({', '.join(changes)})" if changes else f"sounds like {name}"


def _respaced(text: str, name: str) -> str:
    if text.count(" ") == name.count(" "):
        return f"{quoted(text)} differs from {name} in its spaces and hyphens"
    return f"{quoted(text)} is {name} {'run together' if text.count(' ') < name.count(' ') else 'split up'}"


def _reading(facts: Facts, _against: bool) -> str:
    return f"{text_of(facts, 'text')} and {text_of(facts, 'name')} may be the same Japanese characters, read otherwise"


def _similarity(facts: Facts, _against: bool) -> str:
    return f"the spellings are {number_of(facts, 'ratio'):.0%} alike"


def _document(facts: Facts, _against: bool) -> str:
    count, name = number_of(facts, "count"), text_of(facts, "name")
    if not count:
        return f"the article nowhere says {name}"
    often = f" {times(count)}, first" if count > 1 else ""
    return f"the same article says {name}{often} in line {number_of(facts, 'line')}"


def _repetition(facts: Facts, against: bool) -> str:
    if facts.get("as"):
        return f"read as {text_of(facts, 'as')} it is likelier"
    if facts.get("line"):
        return f"the same spelling stands in line {facts['line']}, where it is clearer"
    return f"{'no other spelling' if against else 'another spelling'} of {text_of(facts, 'name')} stands in the article"


def _distance(facts: Facts, _against: bool) -> str:
    km = number_of(facts, "km")
    far = f"{km:,.0f} km" if km >= 1 else "less than 1 km"
    return f"{far} from {text_of(facts, 'place')}, which the article names"


def _related(facts: Facts, _against: bool) -> str:
    return f"goes with {text_of(facts, 'name')}, which the article names"


def _country(facts: Facts, against: bool) -> str:
    verb = "lies in" if text_of(facts, "type") == "place" else "belongs to"
    where = f"{verb} {text_of(facts, 'country')}"
    if against and (beside := facts.get("beside")):
        return f"{where}, while {beside} {'stand' if ' and ' in str(beside) else 'stands'} beside it"
    if facts.get("count") is None:
        return f"{where}, while the article names other countries" if against else where
    count = number_of(facts, "count")
    return f"{where}, like {count:,.0f} other name{'s' if count != 1 else ''} of the article"


def _prior(facts: Facts, against: bool) -> str:
    known = "little known" if against else "well known"
    if not facts.get("population"):
        return f"{known} in the news"
    return f"{known}: {number_of(facts, 'population'):,.0f} inhabitants"


def _cue(facts: Facts, against: bool) -> str:
    words = [quoted(word) for word in texts_of(facts, "words")] if "words" in facts else []
    if not words:
        return f"{'nothing' if against else 'what stands'} beside it speaks of {with_article(text_of(facts, 'type'))}"
    negative, plural = ("does not speak", "do not speak") if against else ("speaks", "speak")
    return (
        f"{listed(words)} beside it {negative if len(words) == 1 else plural} of {with_article(text_of(facts, 'type'))}"
    )


def _neighbours(facts: Facts, against: bool) -> str:
    own = bool(facts.get("own"))
    if "elsewhere" in facts:
        whose = "it" if own else "it, as of another name,"
        return f"{text_of(facts, 'elsewhere')} stands before {whose} elsewhere"
    if not against:
        return f"{quoted(text_of(facts, 'before'))} before it fits the name" if own else "no other name is beside it"
    sides = [side for side in ("before", "after") if side in facts and not (side == "before" and own)]
    words = [f"{quoted(text_of(facts, side))} {side} it" for side in sides]
    if not words:
        return "the rest of the name is not beside it"
    return f"{listed(words)} {'does' if len(words) == 1 else 'do'} not fit the name"


_POSITIONS = {
    "capitals": ("it stands in capitals", "a word in capitals is rarely a garbled name"),
    "sentence start": ("it stands at the start of a sentence", "its capital may come from its place"),
    "hyphen": ("it is part of a word with a hyphen", "it is part of a word with a hyphen"),
}
"""What is said of a position that speaks for the edit, and of one that speaks against it."""


def _position(facts: Facts, against: bool) -> str:
    return _POSITIONS[text_of(facts, "at")][against]


def _variant(facts: Facts, _against: bool) -> str:
    return f"the house writes {text_of(facts, 'canonical')}, not {text_of(facts, 'variant')}"


def _longer_name(facts: Facts, _against: bool) -> str:
    return f"it stands in the longer name {quoted(text_of(facts, 'phrase'))}"


def _other_entity(facts: Facts, _against: bool) -> str:
    return f"the article speaks of {text_of(facts, 'name')}, which bears this name"


def _known_name(facts: Facts, against: bool) -> str:
    word = text_of(facts, "word")
    kinds = texts_of(facts, "kinds") if facts.get("kinds") else []
    names = list(dict.fromkeys(_known_as(kind) for kind in kinds))
    if not names:
        return f"{word} is {'a name of its own' if against else 'not a known name'}"
    return f"{word} is {'' if against else 'little known as '}{listed(names)}"


def _known_as(kind: str) -> str:
    if kind in _KNOWN_AS:
        return _KNOWN_AS[kind]
    return with_article(kind) if kind.endswith("name") else f"the name of {with_article(kind)}"


def _word(facts: Facts, against: bool) -> str:
    word, zipf = quoted(text_of(facts, "word")), number_of(facts, "zipf")
    if facts.get("within"):
        return f"{word} stands within a name, where it is no ordinary word"
    if zipf <= 0 and against:
        as_frequent = f"a word as frequent in English as {text_of(facts, 'name')} is seldom garbled"
        return f"{word} stands in lower case too" if facts.get("lower") else as_frequent
    if zipf <= 0:
        return f"{word} is not an English word"
    kind = "a rare" if zipf < _RARE_WORD else "a common" if zipf >= _COMMON_WORD else "an"
    return f"{word} is {kind} English word"


def _letters(_facts: Facts, against: bool) -> str:
    return "its letters run as in a real name" if against else "its letters run as in a garbled name"


def _margin(facts: Facts, against: bool) -> str:
    if not against:
        return "no other name comes close"
    if not facts.get("runner_up"):
        return "other names come close"
    sure = confidence_number(number_of(facts, "confidence"))
    if sure == "0.00":  # however alike it is spelled, all else rules it out
        return "other names are spelled alike"
    return f"{text_of(facts, 'runner_up')} ({sure}) may be meant too"


_FORMS = {"canonical": "canonical name", "alias": "other accepted names", "variant": "variant spellings"}


def _type(facts: Facts, against: bool) -> str:
    form = _FORMS.get(text_of(facts, "form"), text_of(facts, "form"))
    return f"garbles of {with_article(text_of(facts, 'type'))}'s {form} are {'rare' if against else 'frequent'}"


def _region(facts: Facts, _against: bool) -> str:
    return f"there is a {text_of(facts, 'name')}"


def _company(facts: Facts, against: bool) -> str:
    if against:
        return "few other names of the article are garbled"
    if "words" in facts:
        return f"{' or '.join(texts_of(facts, 'words'))} is garbled in another name or form too"
    return "other names of the article are garbled too"


def _doubt(facts: Facts, _against: bool) -> str:
    reason = text_of(facts, "reason")
    return f"{_DOUBTS.get(reason, reason)}, so at most as likely as not"


def _model(facts: Facts, _against: bool) -> str:
    return f"all reasons together come to {_probability(number_of(facts, 'logit'))}"


def _probability(log_odds: float) -> str:
    percent = 100 / (1 + math.exp(-log_odds))
    return "under 1%" if percent < 1 else "over 99%" if percent > 99 else f"{percent:.0f}%"


CLAUSES: dict[str, Callable[[Facts, bool], str]] = {
    "sound": _sound,
    "reading": _reading,
    "similarity": _similarity,
    "document": _document,
    "repetition": _repetition,
    "distance": _distance,
    "region": _region,
    "company": _company,
    "doubt": _doubt,
    "related": _related,
    "country": _country,
    "prior": _prior,
    "cue": _cue,
    "neighbours": _neighbours,
    "position": _position,
    "variant": _variant,
    "longer_name": _longer_name,
    "other_entity": _other_entity,
    "known_name": _known_name,
    "word": _word,
    "letters": _letters,
    "margin": _margin,
    "type": _type,
    "model": _model,
}
