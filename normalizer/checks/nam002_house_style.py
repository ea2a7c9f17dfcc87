"""NAM002: a spelling that the house knows and does not accept."""

from collections.abc import Iterator

from normalizer.checks._subject import Subject
from normalizer.linking.variants import variant_mentions
from normalizer.model import Category, Finding, Rule, Severity

RULE = Rule(
    code="NAM002",
    name="house style",
    summary="A known variant of a name that the house spells otherwise.",
    why=(
        "The gazetteer lists spellings that are in use and that the house does not accept. They are put right unless "
        "the article speaks for another bearer of the name, or the spelling stands in a phrase or a name of its own."
    ),
    wrong="The minister returned to Kiev on Monday.",
    right="The minister returned to Kyiv on Monday.",
    severity=Severity.MINOR,
    category=Category.TERMINOLOGY,
)


def check(subject: Subject) -> Iterator[Finding]:
    """The variants of a text, in whatever language it is."""
    for mention in variant_mentions(subject.analysis):
        if mention.probability < subject.show_at:
            continue
        text = subject.text[mention.start : mention.end]
        yield Finding(
            RULE.code,
            mention.start,
            mention.end,
            text,
            f"the house writes {mention.replacement}",
            RULE.severity,
            RULE.category,
            mention.replacement,
            mention.probability,
            mention.entity.id,
            None,
            mention.evidence,
        )
