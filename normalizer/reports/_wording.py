"""Words the evidence of a finding: one clause each, as a copy editor would say it."""

from collections.abc import Sequence
from typing import Literal

from normalizer.model import Evidence
from normalizer.reports._clauses import CLAUSES
from normalizer.reports._facts import shown

Speaks = Literal["for", "against", "neutral"]

_AGAINST = frozenset({"other_entity", "longer_name"})
"""Kinds that come without a weight and speak against the edit."""


def speaks(evidence: Evidence) -> Speaks:
    """Whether the evidence speaks for the edit or against it: the sign of its weight, or what its kind stands for."""
    if evidence.kind == "model":
        return "neutral"
    if evidence.weight:
        return "for" if evidence.weight > 0 else "against"
    if evidence.kind in _AGAINST:
        return "against"
    return "for" if evidence.kind in CLAUSES else "neutral"


def wording(evidence: Evidence) -> str:
    """One clause in English; what speaks against the edit begins with "but".

    Names and spellings are as they stand in the facts: who prints the clause escapes it. A kind that is not known,
    or whose facts are not those expected, reads "kind: key value, key value".
    """
    side = speaks(evidence)
    try:
        clause = CLAUSES[evidence.kind](evidence.facts, side == "against")
    except (LookupError, TypeError, ValueError, OverflowError):
        clause = _plain(evidence)
    return f"but {clause}" if side == "against" else clause


def told(evidence: Sequence[Evidence], most: int | None = None) -> list[Evidence]:
    """The evidence as it is told: the `most` that moves the decision, what speaks for the edit before all else.

    What the whole comes to is left out, since every report tells the confidence.
    """
    strongest = sorted((e for e in evidence if e.kind != "model"), key=lambda e: -abs(e.weight))[:most]
    return sorted(strongest, key=lambda e: ("for", "against", "neutral").index(speaks(e)))


def _plain(evidence: Evidence) -> str:
    facts = ", ".join(f"{key.replace('_', ' ')} {shown(value)}" for key, value in evidence.facts.items())
    kind = evidence.kind.replace("_", " ")
    return f"{kind}: {facts}" if facts else kind
