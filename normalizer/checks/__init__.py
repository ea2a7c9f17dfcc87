"""The rules, one a file: each has a `RULE` and `check(subject)`, a generator of findings; found by its file name."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Protocol, cast

from normalizer.checks._subject import Subject
from normalizer.errors import InputError
from normalizer.model import Finding, Rule
from normalizer.registry import discover

__all__ = ["Check", "Subject", "checks", "rules", "selected"]


class Check(Protocol):
    """A rule's module."""

    RULE: Rule

    @staticmethod
    def check(subject: Subject) -> Iterator[Finding]:
        """What the rule finds in a text."""
        ...


@cache
def checks() -> Mapping[str, Check]:
    """Every check by its code, sorted."""
    modules = (cast(Check, module) for module in discover("normalizer.checks").values())
    return MappingProxyType({module.RULE.code: module for module in modules})


def rules() -> dict[str, Rule]:
    """Every rule by its code, sorted."""
    return {code: module.RULE for code, module in checks().items()}


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Check]:
    """The checks whose codes begin with one of `select` (all, where it is empty) and with none of `ignore`.

    Raises InputError for a code or prefix that no rule has.
    """
    known = checks()
    chosen, left_out = _prefixes(select, known), _prefixes(ignore, known)
    return [
        module
        for code, module in known.items()
        if (not chosen or code.startswith(chosen)) and not (left_out and code.startswith(left_out))
    ]


def _prefixes(codes: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    prefixes = tuple(code.strip().upper() for code in codes)
    for prefix in prefixes:
        if not prefix or not any(code.startswith(prefix) for code in known):
            raise InputError(f"no rule has the code {prefix!r}", mend=f"the rules are {', '.join(known)}")
    return prefixes
