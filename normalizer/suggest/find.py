"""Finds the names of a text that no layer of the gazetteer knows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizer.gazetteer.forms import FormKind
from normalizer.linking.context import lower_words
from normalizer.linking.link import Names
from normalizer.mentions.cues import cue_types, is_place_cue, is_title, neighbours
from normalizer.mentions.find import ExactMention, exact_mentions
from normalizer.model import EntityType, Finding
from normalizer.suggest.alike import is_same_given
from normalizer.suggest.words import Part, is_given_name, is_syllables, part_of
from normalizer.text.lexicon import GIVEN, REGION, TOWN, facts
from normalizer.text.positions import positions
from normalizer.text.protect import protected_spans
from normalizer.text.tokens import Run, Word, fold_words, runs, starts_sentence

SURE = 3
"""Votes of a cue that leaves little doubt: a title, "village of", a bank's last word."""
_MOST_WORDS = 4
_WRAPPED = range(50, 140)
"""Lengths of lines that were cut to a width; what is shorter is a headline, what is longer a paragraph."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+|\n\s*\n|\n")
_BESIDE = re.compile(r"([^\W\d_]+)\.?[ \n]$")
_TITLE_OF = re.compile(r"([^\W\d_]+) of (?:the )?$")
_SYLLABLES = re.compile(r"-([a-z]{1,6})\b")
"""The second syllable of a given name, as in Jong-un."""
_LOOKED_AT = 400
_EXCERPT = 160
_CITY = 6.0
"""log10 of the inhabitants or bearers of what is rather a city (Paris Hilton is known by other means)."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place of a text where an unknown name stands.

    `words` are its folded words without particles, `types` the votes of what stands beside it. `sure` says that its
    capital means something; `capitals` that the text has it in capitals throughout, so that its own case is not known.
    `perhaps` is the known name that it may be a garble of, and the probability of that.
    """

    spelling: str
    words: tuple[str, ...]
    line: int
    sentence: str
    sure: bool
    capitals: bool
    types: tuple[tuple[EntityType, int], ...]
    perhaps: tuple[str, float] | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    text: str
    first_line: int
    exact: dict[tuple[int, int], ExactMention]
    left_out: Sequence[tuple[int, int]]
    doubtful: Sequence[Finding]
    lower: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word that may be part of a name; `given` where a known person has it as a given name."""

    word: Word
    part: Part
    given: bool


def unknown_names(
    text: str, names: Names, findings: Sequence[Finding], kept: Sequence[tuple[int, int]], first_line: int = 1
) -> list[Sighting]:
    """The places of a text where a name stands that `names` do not know, in their order.

    `findings` are those of `correct`: what it puts right is no unknown name. `kept` are spans of words that are never
    flagged.
    """
    found = runs(text, protected_spans(text))
    exact = exact_mentions(text, found, names.index)
    section = _Section(
        text,
        first_line,
        {(m.run, i): m for m in exact for i in m.words},
        [*kept, *((f.start, f.end) for f in findings if f.applied)],
        [f for f in findings if not f.applied and f.replacement],
        lower_words(text, ()),
    )
    return [_sighting(section, pieces) for r, run in enumerate(found) for pieces in _names_of(section, run, r)]


def _names_of(section: _Section, run: Run, r: int) -> Iterator[list[_Piece]]:
    pieces: list[_Piece] = []
    for i, word in enumerate(run.words):
        part = _part(section, run, r, i, pieces)
        if pieces and (
            part is Part.END or pieces[-1].part is Part.TAIL or not _is_joined(section.text, pieces[-1].word, word)
        ):
            if not _is_before_known(section, run, r, i):
                yield from _trimmed(section, pieces)
            pieces = []
        if part is not Part.END:
            pieces.append(_Piece(word, part, (r, i) in section.exact and section.exact[r, i].is_given_name))
    yield from _trimmed(section, pieces)


def _part(section: _Section, run: Run, r: int, i: int, before: Sequence[_Piece]) -> Part:
    word = run.words[i]
    if any(start < word.end and word.start < end for start, end in section.left_out):
        return Part.END
    mention = section.exact.get((r, i))
    if mention is not None and not mention.is_given_name:
        return Part.NAME if _is_namesake(mention, before) or _is_given(section, run, r, i) else Part.END
    return _part_alone(section, run, i)


def _part_alone(section: _Section, run: Run, i: int) -> Part:
    word = run.words[i]
    shown = _uncapitalised(section.text, word)
    following = run.words[i + 1].start if i + 1 < len(run.words) else word.end
    return part_of(shown, section.text[word.end : following], section.lower if shown is word else frozenset())


def _is_given(section: _Section, run: Run, r: int, i: int) -> bool:
    """Whether a word that the gazetteer knows for something else is the given name before an unknown one."""
    following_mention = section.exact.get((r, i + 1))
    if i + 1 == len(run.words) or len(section.exact[r, i].words) > 1:
        return False
    if following_mention is not None and not following_mention.is_given_name:
        return False
    word, following = run.words[i : i + 2]
    part, forms = _part_alone(section, run, i + 1), section.exact[r, i].forms
    if section.text[word.end : following.start] != " " or part not in (Part.NAME, Part.MAYBE_FAMILY):
        return False
    if part is Part.NAME and any(f.kind is FormKind.GIVEN_NAME for f in forms):
        return True
    if forms[0].entity.type is EntityType.PERSON:  # one of the few surnames of East Asia
        return is_syllables(word.fold) and is_syllables(following.fold)
    told = facts(word.text).known
    is_given = told is not None and bool(told.flags & GIVEN) and not told.flags & REGION and told.frequency < _CITY
    return is_given and part is Part.NAME and facts(following.text).known is None


def _is_namesake(mention: ExactMention, before: Sequence[_Piece]) -> bool:
    """Whether a known surname follows a given name that none of its bearers has."""
    if mention.forms[0].kind is not FormKind.SURNAME or not before:
        return False
    told = facts(before[-1].word.text).known
    if told is None or not told.flags & GIVEN or told.flags & (TOWN | REGION):
        return False
    given = before[0].word.fold
    bearers = [fold_words(f.entity.canonical)[0] for f in mention.forms if f.kind is FormKind.SURNAME]
    return not any(is_same_given(given, bearer) for bearer in bearers)


def _is_before_known(section: _Section, run: Run, r: int, i: int) -> bool:
    """Whether the word before this one stands right before somebody's known or garbled surname."""
    word = run.words[i]
    if section.text[word.start - 1] != " " or run.words[i - 1].end + 1 != word.start:
        return False
    mention = section.exact.get((r, i))
    known = mention is not None and mention.forms[0].entity.type is EntityType.PERSON
    return known or any(start <= word.start < end for start, end in section.left_out)


def _is_joined(text: str, one: Word, other: Word) -> bool:
    """Whether two neighbouring words of a run stand in one name: a line end parts them where lines are not wrapped."""
    gap = text[one.end : other.start]
    return "\n" not in gap or _is_wrapped(text, one.end)


def _is_wrapped(text: str, position: int) -> bool:
    return position - text.rfind("\n", 0, position) - 1 in _WRAPPED


def _uncapitalised(text: str, word: Word) -> Word:
    """A word of a line that stands in capitals throughout, as it would stand elsewhere; any other word itself."""
    if not word.text.isupper() or len(word.text) < 2:
        return word
    start, end = text.rfind("\n", 0, word.start) + 1, text.find("\n", word.end)
    if not text[start : end if end >= 0 else len(text)].isupper():
        return word
    return Word(word.text.capitalize(), word.fold, word.start, word.end)


def _trimmed(section: _Section, pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces that make a name, if any do."""
    while pieces and _never_first(section, pieces):
        pieces = pieces[1:]
    if not pieces:
        return
    with_given = is_given_name(pieces[0].word.text) or pieces[0].part is Part.INITIAL
    with_given |= all(is_syllables(p.word.fold) for p in pieces)
    never_last = {Part.PARTICLE, Part.INITIAL, *(() if with_given else (Part.MAYBE_GIVEN, Part.MAYBE_FAMILY))}
    while pieces and pieces[-1].part in never_last:
        pieces = pieces[:-1]
    words = [p for p in pieces if p.part is not Part.PARTICLE]
    if not words or len(words) > _MOST_WORDS:
        return
    if len(words) == 1 and (words[0].part is not Part.NAME or words[0].given or len(words[0].word.fold) < 4):
        return
    if any(p.part is Part.NAME for p in words) or [p.part for p in words] == [Part.MAYBE_GIVEN, Part.MAYBE_FAMILY]:
        yield pieces


def _never_first(section: _Section, pieces: Sequence[_Piece]) -> bool:
    """Whether no name begins with the first piece.

    Nor does one with a word that begins a sentence because it is a word: Will Kostvedt come? A surname that is a word
    stands first in East Asia: Sun Honglei.
    """
    piece = pieces[0]
    if piece.part is Part.MAYBE_FAMILY:
        is_eastern = len(pieces) > 1 and all(is_syllables(p.word.fold) for p in pieces[:2])
        return is_title(piece.word.text) or not is_eastern
    if piece.part is not Part.MAYBE_GIVEN:
        return piece.part is Part.TAIL
    return len(pieces) == 1 or (
        piece.word.text.lower() in section.lower and starts_sentence(section.text, piece.word.start)
    )


def _sighting(section: _Section, pieces: Sequence[_Piece]) -> Sighting:
    text, start, end = section.text, pieces[0].word.start, pieces[-1].word.end
    words = tuple(p.word.fold for p in pieces if p.part is not Part.PARTICLE)
    if (second := _SYLLABLES.match(text, end)) and all(map(is_syllables, (words[-1], second[1]))):
        words, end = (*words[:-1], words[-1] + second[1]), second.end()
    spelling = " ".join(text[start:end].split())
    capitals = spelling.isupper()
    starts = starts_sentence(text, start) and not (text[start - 1 : start] == "\n" and _is_wrapped(text, start - 1))
    tied = text[start - 1 : start] == "-" or text[end : end + 1] == "-"
    doubt = next((f for f in section.doubtful if f.start < end and start < f.end), None)
    return Sighting(
        spelling.title() if capitals else spelling,
        words,
        positions(text, section.first_line).line_column(start)[0],
        _excerpt(text, start, end),
        not capitals and (len(words) > 1 or not (starts or tied)),
        capitals,
        tuple(_votes(text, pieces)),
        (doubt.replacement or "", doubt.confidence) if doubt else None,
    )


def _votes(text: str, pieces: Sequence[_Piece]) -> Iterator[tuple[EntityType, int]]:
    """What the words in and beside a name say of its type."""
    start, end = pieces[0].word.start, pieces[-1].word.end
    before, after, noun = neighbours(text, start, end)
    types = cue_types(before, after, noun)
    of = _TITLE_OF.search(text, max(0, start - 40), start)
    beside = _BESIDE.search(text, max(0, start - 40), start)
    if beside and is_title(beside[1]):
        yield EntityType.PERSON, SURE
    elif cue_types("", after) & {EntityType.PERSON}:
        yield EntityType.PERSON, 1
    if is_place_cue(before, after, noun):
        yield EntityType.PLACE, SURE
    elif EntityType.PLACE in types or (of and is_title(of[1])):
        yield EntityType.PLACE, 1
    if pieces[-1].part is Part.TAIL or EntityType.ORGANIZATION in types:
        yield EntityType.ORGANIZATION, SURE
    if len(pieces) > 1 and (is_given_name(pieces[0].word.text) or pieces[0].part is Part.INITIAL):
        yield EntityType.PERSON, 2


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text, start, end):
        if match[0] != "\n" or not _is_wrapped(text, match.start()):
            yield match.end()


def _excerpt(text: str, start: int, end: int) -> str:
    """The sentence that a span stands in, on one line; of a long one what stands around the span."""
    low, high = max(0, start - _LOOKED_AT), min(len(text), end + _LOOKED_AT)
    first = max(_sentence_ends(text, low, start), default=low)
    stop = next(_sentence_ends(text, end, high), high)
    before, name, after = (" ".join(text[a:b].split()) for a, b in ((first, start), (start, end), (end, stop)))
    room = max(0, _EXCERPT - len(name)) // 2
    if len(before) + len(name) + len(after) > _EXCERPT:
        room_before = max(room, _EXCERPT - len(name) - len(after))
        if len(before) > room_before:
            before = "…" + before[-room_before:].partition(" ")[2]
        left = _EXCERPT - len(name) - len(before)
        after = after[:left].rpartition(" ")[0] + "…" if len(after) > left else after
    blank = " " if before and text[start - 1].isspace() else ""
    return f"{before}{blank}{name}{' ' if after and text[end : end + 1].isspace() else ''}{after}"
