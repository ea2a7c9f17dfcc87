"""Reads the facts of evidence, and puts single values into words."""

import math
from collections.abc import Mapping

from normalizer.model import Fact

Facts = Mapping[str, Fact]


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


def text_of(facts: Facts, key: str) -> str:
    """A fact that is a text, not an empty one; raises TypeError or KeyError where it is not."""
    value = facts[key]
    if not isinstance(value, str) or not value:
        raise TypeError(key)
    return value


def number_of(facts: Facts, key: str) -> float:
    """A fact that is a finite number; raises TypeError or KeyError where it is not."""
    value = facts[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(key)
    return value


def texts_of(facts: Facts, key: str) -> list[str]:
    """The parts of a fact that is a list, not an empty one; raises TypeError or KeyError where it is not."""
    value = facts[key]
    if not isinstance(value, list) or not value:
        raise TypeError(key)
    return [shown(word) for word in value]


def quoted(text: str) -> str:
    """A text in typographic quotation marks."""
    return f"“{text}”"


def with_article(noun: str) -> str:
    """A noun with a or an."""
    return f"an {noun}" if noun[:1].casefold() in set("aeiou") else f"a {noun}"


def times(count: float) -> str:
    """How often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(int(count), f"{count:,.0f} times")
