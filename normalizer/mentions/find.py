"""Finds the mentions of known names in a text, and the capitalised words that no known name covers."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from normalizer.gazetteer.forms import Form, FormIndex, FormKind
from normalizer.matching.given_names import equivalent_given_names
from normalizer.mentions.cues import is_given_name
from normalizer.model import Entity, EntityType
from normalizer.text.tokens import CONNECTORS, Run, adjoins, fold_words

Place = tuple[int, int]
"""A run and a word of it, by their numbers."""

_LONGEST_SPAN = 8
_NO_LETTER = ("", "ʼ")
"""What follows a name at the end of a text or before an s: an apostrophe that Unicode counts among the letters."""

Hit = tuple[int, int, tuple[Form, ...]]
"""Where a spelling ends, the place of the first word after it in the run, and its forms."""


@dataclass(frozen=True, slots=True)
class ExactMention:
    """A span that is spelled as a form of the gazetteer, `words` being the places of its words in the run.

    `forms` are all the forms of that spelling, the strongest claim first.
    """

    start: int
    end: int
    run: int
    words: range
    forms: tuple[Form, ...]

    @property
    def is_given_name(self) -> bool:
        """Whether the spelling is known as a given name only, which may be a word of a garbled full name."""
        return self.forms[0].kind is FormKind.GIVEN_NAME


def exact_mentions(text: str, runs: Sequence[Run], index: FormIndex) -> list[ExactMention]:
    """The longest known spelling at each word of the runs, left to right, without overlaps.

    Case counts only for acronyms (WHO, not Who); words in the run that differ in blanks or case alone still match.
    """
    found = []
    past = 0
    for r, run in enumerate(runs):
        words, i = run.words, 0
        while i < len(words):
            hit = _longest(text, run, i, index) if words[i].start >= past else None
            if hit is None:
                i += 1
                continue
            end, stop, forms = hit
            found.append(ExactMention(words[i].start, end, r, range(i, stop), forms))
            i, past = stop, end
    return found


def _longest(text: str, run: Run, i: int, index: FormIndex) -> Hit | None:
    hit = _as_written(text, run, i, index)
    last = min(len(run.words), i + _LONGEST_SPAN)
    known = hit[1] if hit else i + 1
    if last > known and (hit is None or _is_spaced_out(text[run.words[i].start : run.words[last - 1].end])):
        return _by_words(text, run, i, range(last, known, -1), index) or hit
    return hit


def _is_spaced_out(spelled: str) -> bool:
    """Whether more than single blanks stand between some words: line breaks, hard blanks, two blanks."""
    return not spelled.isprintable() or "  " in spelled


def _as_written(text: str, run: Run, i: int, index: FormIndex) -> Hit | None:
    word = run.words[i]
    for length in index.starts.find(word.text) or ():
        end = word.start + length
        spelled = text[word.start : end]
        if end > len(text) or (text[end : end + 1] not in _NO_LETTER and text[end].isalnum() and spelled[-1].isalnum()):
            continue
        forms = index.written.find(spelled)
        if forms is not None:
            stop = i + 1
            while stop < len(run.words) and run.words[stop].start < end:
                stop += 1
            return end, stop, forms
    return None


def _by_words(text: str, run: Run, i: int, stops: Iterable[int], index: FormIndex) -> Hit | None:
    """A name whose words stand in several lines, or with hard or several blanks between them."""
    folds = tuple([w.fold for w in run.words[i : i + _LONGEST_SPAN]])
    for stop in stops:
        forms = index.by_words.find(folds[: stop - i])
        if forms is None:
            continue
        spelled = " ".join(text[run.words[i].start : run.words[stop - 1].end].split()).casefold()
        same = tuple(f for f in forms if f.text.casefold() == spelled)
        if same:
            return run.words[stop - 1].end, stop, same
    return None


def surnames_of_others(runs: Sequence[Run], exact: Sequence[ExactMention]) -> set[Place]:
    """The words that are surnames alone, but stand behind a given name that nobody has whose surname it is.

    Narendra Mody is not Salifou Mody.
    """
    named = named_words(exact)
    found = set()
    for m in exact:
        r, i = m.run, m.words.start
        if is_surname(m.forms[0]) and len(m.words) == 1 and (r, i - 1) not in named:
            before = given_name_before(runs[r], i)
            if before and not any(bears(form.entity, before) for form in m.forms):
                found.add((r, i))
    return found


def given_names(exact: Sequence[ExactMention]) -> set[Place]:
    """The words of all mentions of given names alone."""
    return {(m.run, i) for m in exact if m.is_given_name for i in m.words}


def named_words(exact: Sequence[ExactMention]) -> set[Place]:
    """The words of all mentions but those of given names alone: Israel before Netanyahu is no given name.

    A surname that is also known as a given name is one here too: Jean Macrot, though there is Michaëlle Jean.
    """
    return {(m.run, i) for m in exact if not m.is_given_name and not _is_also_given(m) for i in m.words}


def _is_also_given(mention: ExactMention) -> bool:
    form = mention.forms[0]
    return is_surname(form) and len(form.words) == 1 and is_given_name(form.words[0])


def is_surname(form: Form) -> bool:
    """Whether a form is a surname alone, or one word by which a person of several names is known too."""
    if form.kind is FormKind.SURNAME:
        return True
    is_part = form.kind is FormKind.ALIAS and len(form.words) == 1 and form.entity.type is EntityType.PERSON
    return is_part and " " in form.entity.canonical


def given_name_before(run: Run, i: int) -> str:
    """The given name (folded) that stands right before a word of a run, empty if none does."""
    if i == 0 or not adjoins(run.words[i - 1], run.words[i]) or not is_given_name(run.words[i - 1].text):
        return ""
    return run.words[i - 1].fold


def bears(entity: Entity, name: str) -> bool:
    """Whether a folded given name, or what it is in another language, is a word of an entity's names."""
    own = words_of(entity)
    return name in own or not own.isdisjoint(equivalent_given_names(name))


def words_of(entity: Entity) -> set[str]:
    """The folded words of the names of an entity."""
    return {word for name in (entity.canonical, *entity.aliases) for word in fold_words(name)}


def parts_of_names(runs: Sequence[Run], exact: Sequence[ExactMention]) -> set[Place]:
    """The words that are known, but may be words of a garbled full name: given names alone, surnames behind the given
    name of somebody else, and what stands right before a surname (Kaya Kallas, though Kaya is a town).
    """
    alone = {(m.run, m.words.start): m for m in exact if len(m.words) == 1}
    before = {
        (r, i)
        for r, i in alone
        if (after := alone.get((r, i + 1))) is not None
        and after.forms[0].kind is FormKind.SURNAME
        and adjoins(runs[r].words[i], runs[r].words[i + 1])
    }
    return given_names(exact) | before | surnames_of_others(runs, exact)


def uncovered_words(runs: Sequence[Run], exact: Sequence[ExactMention], parts: Set[Place]) -> list[Place]:
    """The places of the words that no exact mention covers, small words left out; `parts_of_names` cover nothing."""
    covered: dict[int, set[int]] = {}
    reach: dict[int, int] = {}
    for m in exact:
        if (m.run, m.words.start) not in parts:
            covered.setdefault(m.run, set()).update(m.words)
            # A name with a small word that joins no run (Alghabass ag Intallah) goes on in the next one.
            if m.run + 1 < len(runs) and m.end > runs[m.run + 1].words[0].start:
                reach[m.run + 1] = m.end
    found = []
    for r, run in enumerate(runs):
        known, past = covered.get(r, ()), reach.get(r, 0)
        for i, word in enumerate(run.words):
            if i not in known and word.start >= past and word.text not in CONNECTORS:
                found.append((r, i))
    return found
