"""What reports share: findings in order, how many, who came second, and what a rule is called."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalizer.model import Finding, Rule, RunnerUp

_LEAST_TOLD = 0.01
"""The least probability that does not read 0.00."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings were edited, and how many are only shown."""

    changed: int
    shown: int

    @property
    def findings(self) -> int:
        """All of them."""
        return self.changed + self.shown


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """The findings as they stand in the text."""
    return sorted(findings, key=lambda f: (f.start, f.end, f.rule))


def counts(findings: Sequence[Finding]) -> Counts:
    """Counts of `findings`."""
    changed = sum(f.applied for f in findings)
    return Counts(changed, len(findings) - changed)


def path_label(path: str) -> str:
    """How people read a path: standard input has no name of its own."""
    return "<stdin>" if path == "-" else path


@cache
def rules() -> dict[str, Rule]:
    """The rules by code."""
    from normalizer import checks

    return checks.rules()


def rules_used(findings: Sequence[Finding]) -> list[tuple[str, int, Rule | None]]:
    """The codes of `findings`, sorted, each with the number of its findings and the rule, where it is known."""
    used = Counter(finding.rule for finding in findings)
    return [(code, used[code], rules().get(code)) for code in sorted(used)]


def runner_up(finding: Finding) -> RunnerUp | None:
    """Who came second, where that tells a reader something: not with 0.00, nor who is written in the same way."""
    second = finding.runner_up
    told = second is not None and second.confidence >= _LEAST_TOLD and second.canonical != finding.replacement
    return second if told else None


def headline(finding: Finding) -> str:
    """What is the matter, in a few words: the name of the rule, or the message where no edit says it all."""
    rule = rules().get(finding.rule)
    return rule.name if rule and finding.replacement is not None else finding.message
