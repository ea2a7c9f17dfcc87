"""NAM003: a name that no gazetteer knows, spelled in several ways in one article."""

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import Indel

from normalizer.checks._subject import Subject
from normalizer.matching.fold import skeleton
from normalizer.model import Category, Evidence, Finding, Rule, Severity
from normalizer.text.lexicon import facts
from normalizer.text.tokens import CONNECTORS, Word

RULE = Rule(
    code="NAM003",
    name="inconsistent name",
    summary="One unknown name, spelled in several ways.",
    why=(
        "Translation engines spell a name anew each time. Where two spellings of an article differ in little and "
        "neither is known, they are likely one name; which of them is right, the gazetteer cannot say."
    ),
    wrong="Hrastomir Vanchek spoke first. Later Vantchek left the room.",
    right="Hrastomir Vanchek spoke first. Later Vanchek left the room.",
    severity=Severity.MINOR,
    category=Category.TERMINOLOGY,
)

_SHORTEST = 5
_LEAST_RATIO = 0.75
_LEAST_SKELETON = 0.85
_ALIKE = 0.7
_COMMON = 1.5
_ENDINGS = ("s", "n", "an", "ian", "ians", "a", "aya", "ova", "eva", "sky", "ska", "y", "i", "e", "ov", "ev")


def check(subject: Subject) -> Iterator[Finding]:
    """The rarer spelling of each pair; where both are as frequent, the later one."""
    if not subject.english:
        return
    analysis = subject.analysis
    covered = {(m.run, i) for m in analysis.context.exact for i in m.words}
    linked = {(x.candidate.run, i) for x in subject.links for i in range(x.candidate.start, x.candidate.stop)}
    places: dict[str, list[Word]] = defaultdict(list)
    for r, run in enumerate(analysis.context.runs):
        for i, word in enumerate(run.words):
            if (r, i) not in covered and (r, i) not in linked and _is_unknown(word, analysis.context.mid_sentence):
                places[word.fold].append(word)
    spellings = sorted(places, key=lambda f: (-len(places[f]), places[f][0].start))
    for k, rare in enumerate(spellings):
        usual = next((u for u in spellings[:k] if _one_name(rare, u)), None)
        if usual is None:
            continue
        probability = round(_ALIKE + 0.3 * (Indel.normalized_similarity(rare, usual) - _LEAST_RATIO), 3)
        if probability < subject.show_at:
            continue
        other = places[usual][0]
        line, _ = analysis.context.lines.line_column(other.start)
        for word in places[rare]:
            yield Finding(
                RULE.code,
                word.start,
                word.end,
                word.text,
                f"line {line} spells this name {other.text}",
                RULE.severity,
                RULE.category,
                None,
                probability,
                None,
                None,
                (Evidence("document", facts={"name": other.text, "line": line, "count": len(places[usual])}),),
            )


def _is_unknown(word: Word, mid_sentence: dict[str, int]) -> bool:
    told = facts(word.text)
    return (
        len(word.fold) >= _SHORTEST
        and word.fold.isalpha()
        and word.text not in CONNECTORS
        and mid_sentence.get(word.fold, 0) > 0
        and told.zipf < _COMMON
        and told.known is None
        and told.demonym is None
    )


def _one_name(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if any(long == short + ending for ending in _ENDINGS) or long[: len(short) - 1] == short[:-1]:
        return False
    return (
        a[0] == b[0]
        and Indel.normalized_similarity(a, b) >= _LEAST_RATIO
        and Indel.normalized_similarity(skeleton(a), skeleton(b)) >= _LEAST_SKELETON
    )
