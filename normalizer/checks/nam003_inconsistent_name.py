"""NAM003: a name that no gazetteer knows, spelled in several ways, or a surname that is a garble of another's too."""

from collections import defaultdict
from collections.abc import Iterator, Set

from rapidfuzz.distance import Indel

from normalizer.checks._subject import Subject
from normalizer.matching.fold import skeleton
from normalizer.mentions.cues import is_title
from normalizer.model import Category, Evidence, Finding, Rule, Severity
from normalizer.text.lexicon import demonym, known_name, word_zipf
from normalizer.text.tokens import CONNECTORS, Run, Word, adjoins, fold_word

RULE = Rule(
    code="NAM003",
    name="inconsistent name",
    summary="One name, spelled in several ways of which none can be put right.",
    why=(
        "Translation engines spell a name anew each time. Where two spellings of an article differ in little and "
        "neither is known, they are likely one name; which of them is right, the gazetteer cannot say. A garbled "
        "surname may also be the surname of another whom the gazetteer knows: where it stands alone, both can be meant."
    ),
    wrong="Hrastomir Vanchek spoke first. Later Vantchek left the room.",
    right="Hrastomir Vanchek spoke first. Later Vanchek left the room.",
    severity=Severity.MINOR,
    category=Category.TERMINOLOGY,
)

_SHORTEST = 5
_LONGEST_SYLLABLE = 3
_LEAST_RATIO = 0.75
_LEAST_SKELETON = 0.85
_CONFIDENCE = 0.7
"""Set by hand, no measured probability. There is no correction that it could be of: it stands for how likely the two
are one name, and says only from which `show_at` on the finding is left out. For two unknown spellings it is the least,
to which 0.075 is added at most, the more alike they are.
"""
_LEAST_RATIO_BEFORE = 0.7
_LIKELY = 0.5
_COMMON = 1.5
_ORDINARY = 3.5
_ENDINGS = ("s", "n", "an", "ian", "ians", "a", "aya", "ova", "eva", "sky", "ska", "y", "i", "e", "ov", "ev")


def check(subject: Subject) -> Iterator[Finding]:
    """Unknown names in several spellings, and surnames that garbled another name of the article."""
    if subject.english:
        yield from _unknown_names(subject)
        yield from _surnames_of_others(subject)


def _surnames_of_others(subject: Subject) -> Iterator[Finding]:
    """Surnames alone that are a garble elsewhere: Barak, where Tom Barak is put right and Ehud is not named in full."""
    meant = {garble: (name, line) for garble, name, line in _garbled_words(subject)}
    if not meant or subject.show_at > _CONFIDENCE:
        return
    exact = subject.analysis.context.exact
    in_full = {form.entity.id for mention in exact if len(mention.words) > 1 for form in mention.forms}
    for mention in exact:
        surname = subject.text[mention.start : mention.end]
        name, line = meant.get(fold_word(surname), ("", 0))
        if not name or any(link.start < mention.end and mention.start < link.end for link in subject.links):
            continue
        if in_full.isdisjoint(form.entity.id for form in mention.forms):
            message = f"line {line} has {name}, garbled like this"
            yield _shown(mention.start, surname, message, _CONFIDENCE, name, line, 1)


def _garbled_words(subject: Subject) -> Iterator[tuple[str, str, int]]:
    """Folded garbles of one word, found or put right before, the words that are meant, and a line that has them."""
    context = subject.analysis.context
    for link in subject.links:
        meant = {fold_word(word): word for word in link.replacement.split()}
        for pair in link.candidate.pairs if link.probability >= _LIKELY else ():
            if pair.name in meant:
                yield pair.word, meant[pair.name], context.lines.line_column(link.start)[0]
    if not subject.corrected:
        return
    standing = {word.fold: word for run in reversed(context.runs) for word in reversed(run.words)}
    for garble, name in subject.corrected.items():
        if word := standing.get(fold_word(name)):
            yield garble, name, context.lines.line_column(word.start)[0]


def _unknown_names(subject: Subject) -> Iterator[Finding]:
    """The rarer spelling of each pair; where both are as frequent, the later one."""
    analysis = subject.analysis
    covered = {(m.run, i) for m in analysis.context.exact for i in m.words}
    linked = {(x.candidate.run, i) for x in subject.links for i in range(x.candidate.start, x.candidate.stop)}
    places: dict[str, list[Word]] = defaultdict(list)
    before: dict[str, set[str]] = defaultdict(set)
    for r, run in enumerate(analysis.context.runs):
        for i, word in enumerate(run.words):
            if (r, i) not in covered and (r, i) not in linked and _is_unknown(word, analysis.context.mid_sentence):
                places[word.fold].append(word)
                before[word.fold].add(_name_before(run, i))
    spellings = sorted(places, key=lambda f: (-len(places[f]), places[f][0].start))
    for k, rare in enumerate(spellings):
        usual = next((u for u in spellings[:k] if _one_name(rare, u) and _agree(before[rare], before[u])), None)
        if usual is None:
            continue
        confidence = round(_CONFIDENCE + 0.3 * (Indel.normalized_similarity(rare, usual) - _LEAST_RATIO), 3)
        if confidence < subject.show_at:
            continue
        other = places[usual][0]
        line, _ = analysis.context.lines.line_column(other.start)
        for word in places[rare]:
            message = f"line {line} spells this name {other.text}"
            yield _shown(word.start, word.text, message, confidence, other.text, line, len(places[usual]))


def _name_before(run: Run, i: int) -> str:
    """The folded word that stands right before a word of a run, empty where it is a title or an ordinary word."""
    word = run.words[i - 1]
    apart = i == 0 or not adjoins(word, run.words[i])
    return "" if apart or is_title(word.text) or word_zipf(word.text) >= _ORDINARY else word.fold


def _agree(before: Set[str], others: Set[str]) -> bool:
    """Whether what stands before two spellings may be one name too: Lai Tsching and Li Tschiang are two people."""
    return any(not a or not b or a == b or _may_be_one(a, b) for a in before for b in others)


def _may_be_one(a: str, b: str) -> bool:
    return min(len(a), len(b)) > _LONGEST_SYLLABLE and Indel.normalized_similarity(a, b) >= _LEAST_RATIO_BEFORE


def _shown(start: int, text: str, message: str, confidence: float, name: str, line: int, count: int) -> Finding:
    evidence = Evidence("document", facts={"name": name, "line": line, "count": count})
    severity, category = RULE.severity, RULE.category
    end = start + len(text)
    return Finding(RULE.code, start, end, text, message, severity, category, None, confidence, None, None, (evidence,))


def _is_unknown(word: Word, mid_sentence: dict[str, int]) -> bool:
    return (
        len(word.fold) >= _SHORTEST
        and word.fold.isalpha()
        and not word.text.islower()
        and word.text not in CONNECTORS
        and mid_sentence.get(word.fold, 0) > 0
        and word_zipf(word.text) < _COMMON
        and known_name(word.text) is None
        and demonym(word.text) is None
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
