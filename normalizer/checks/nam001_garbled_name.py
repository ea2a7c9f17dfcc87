"""NAM001: a name that is spelled as no source spells it."""

from collections.abc import Iterator

from normalizer.checks._subject import Subject
from normalizer.linking.explain import evidence
from normalizer.model import Category, Finding, Rule, RunnerUp, Severity

RULE = Rule(
    code="NAM001",
    name="garbled name",
    summary="A name of the gazetteer, spelled as nobody spells it.",
    why=(
        "Translation engines spell a name that they do not know by its sound, or lose letters of it. The spelling is "
        "held against the names of the gazetteer; how likely it is to be a garble of one of them is reckoned from "
        "the letters, from what else the article names, and from what speaks for a name of somebody else."
    ),
    wrong="Troops left Sudaschha, the main town that they held in the Kursk region. Sudzha lies north-east of Sumy.",
    right="Troops left Sudzha, the main town that they held in the Kursk region. Sudzha lies north-east of Sumy.",
    severity=Severity.MAJOR,
    category=Category.ACCURACY,
)


def check(subject: Subject) -> Iterator[Finding]:
    """The garbled names of an English text."""
    if not subject.english:
        return
    for link in subject.links:
        entity = link.candidate.form.entity
        text = subject.text[link.start : link.end]
        runner_up = next((RunnerUp(c.form.entity.canonical, p) for c, p in link.rivals), None)
        yield Finding(
            RULE.code,
            link.start,
            link.end,
            text,
            f"{text} is likely {link.replacement}",
            RULE.severity,
            RULE.category,
            link.replacement,
            link.probability,
            entity.id,
            runner_up,
            evidence(subject.analysis, link, subject.model, subject.scores),
        )
