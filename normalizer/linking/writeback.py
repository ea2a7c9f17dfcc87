"""The replacement of a mention: the canonical spelling of just the part of the name that was mentioned."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Indel

from normalizer.gazetteer.forms import Form, FormKind, surname
from normalizer.linking.align import Candidate
from normalizer.linking.context import Context
from normalizer.linking.demonyms import meant_demonym
from normalizer.linking.plurals import ACCEPTED, is_meant_as_plural, plural
from normalizer.linking.rules import marks
from normalizer.model import Entity
from normalizer.text.tokens import PARTICLES, Run, fold_word, fold_words, pieces

_SAME_WORD, _SAME_NAME, _SAME_LETTERS = 0.55, 0.65, 0.9
"""Similarities (Indel) from which on a form only spells otherwise a word of the house's name, the whole of a name of as
many words, or of one of more or fewer. Set by hand on the forms of the shipped names."""
_HEADLINE = 3
"""Capitals of a mention that is written in capitals, and is no initials."""
_FIRST, _LAST = re.compile(r"[^ ]+ +(?=[^ ])"), re.compile(r"(?<=[^ ]) +[^ ]+\Z")
"""The first and the last of several words, with the blanks between it and the others."""
_SMALL = PARTICLES | {"the"}


@lru_cache(maxsize=100_000)
def canonical_form(form: Form) -> str:
    """The spelling that the house writes where a form stands.

    A form that spells the words of the canonical name (or the surname) otherwise gives way to these; a short form or
    a name of its own (Trump, NATO) stays what it is, unless it is a variant.
    """
    entity = form.entity
    if form.kind in (FormKind.CANONICAL, FormKind.GIVEN_NAME):
        return form.text
    for name in _own_spellings(entity):
        words = fold_words(name)
        if len(words) == len(form.words) and all(_one_word(a, b) for a, b in zip(form.words, words, strict=True)):
            return name
    if form.kind is FormKind.SURNAME:  # without its al-
        return form.text
    whole = fold_words(entity.canonical)
    as_many = _words_of_its_own(form.words) == _words_of_its_own(whole)
    likeness = Indel.normalized_similarity("".join(form.words), "".join(whole))
    if likeness >= (_SAME_NAME if as_many else _SAME_LETTERS):
        return entity.canonical
    return entity.canonical if form.kind is FormKind.VARIANT else form.text


def _words_of_its_own(words: Sequence[str]) -> int:
    return sum(word not in PARTICLES for word in words)


def _one_word(a: str, b: str) -> bool:
    return Indel.normalized_similarity(a, b) >= _SAME_WORD or (a in PARTICLES and b in PARTICLES)


def _own_spellings(entity: Entity) -> list[str]:
    family = surname(entity)
    return [entity.canonical, family] if family else [entity.canonical]


def written_form(form: Form, context: Context) -> str:
    """The house's spelling where a form stands, or the accepted one that the document writes instead of it elsewhere.

    An article that says Saint Petersburg gets no St. Petersburg where a garble of it stood.
    """
    name = canonical_form(form)
    written: Counter[str] = Counter()
    for own, count in context.entity_forms.get(form.entity.id, ()):
        if own.kind in ACCEPTED and canonical_form(own) == name:
            written[own.text] += count
    if not written or name in written:
        return name
    return min(written, key=lambda spelling: (-written[spelling], spelling))


def replacement(context: Context, run: Run, candidate: Candidate) -> str:
    """What is written in place of the candidate's span: the name in the case and with the line breaks of the text.

    Where it is another word that is garbled, or a blank, a word that only lacks marks is left as a text without any
    writes it, and one that an accepted spelling has with marks keeps these. A place's demonym takes the place of a
    garble of it (Ukranian), and a plural stays one (two Pantzirs).
    """
    text, words = context.text, run.words[candidate.start : candidate.stop]
    name = written_form(candidate.form, context)
    if candidate.pairs or candidate.joined:
        name = _with_marks_as([w.text for w in words], name, candidate.form)
        name = without_marks_as(text, [w.text for w in words], name)
    name = meant_demonym(candidate, words) or (plural(name) if is_meant_as_plural(text, words, name) else name)
    start, end = words[0].start, words[-1].end
    return fit(
        text[start:end],
        _without_doubled_ends(text, start, end, name),
        [(w.start - start, w.end - start) for w in words],
        run.sentence_start and candidate.start == 0,
    )


def _without_doubled_ends(text: str, start: int, end: int, name: str) -> str:
    """A name for a span without the points and quotes at its ends that stand beside the span, and with the point that
    the span ends in: Dalas Trading Inc. is no Dallas Trading Inc..
    """
    spans = pieces(name)
    front, back = name[: spans[0][0]], name[spans[-1][1] :]
    if back and text.startswith(back, end):
        name = name.removesuffix(back)
    if front and text.endswith(front, 0, start):
        name = name.removeprefix(front)
    return f"{name}." if text[end - 1] == "." != name[-1] else name


def _with_marks_as(words: Sequence[str], name: str, form: Form) -> str:
    """The accepted spelling of a name, or of a surname, that has the most of the letters with marks of a mention's
    `words`: Radosław Shikorski is Radosław Sikorski, where the gazetteer has Radoslaw Sikorski too.
    """
    marked = {c for w in words for c in w.casefold() if not c.isascii()}
    if not marked:
        return name
    folded = fold_words(name)
    whole = (form.entity.canonical, *form.entity.aliases)
    accepted = [x.rpartition(" ")[2] for x in whole] if form.kind is FormKind.SURNAME else whole
    alike = [x for x in accepted if fold_words(x) == folded]
    return max((name, *alike), key=lambda x: len(marked.intersection(x.casefold())))


def without_marks_as(text: str, words: Sequence[str], name: str) -> str:
    """`name` with those of the mention's `words` that only lack marks of it (Keita, Keïta), in a text without marks.

    Such a spelling is accepted there; a text that writes marks at all has lost those of a garbled name, and so has one
    that gets some with the words that are put right (Sergio Consason). Marks that the name has not may be part of the
    garble (Aleś Bialacki).
    """
    if name.isascii() or _writes_marks(text):
        return name
    from unidecode import unidecode

    bare = {unidecode(w): w for w in words}
    out, last = [], 0
    for start, end in pieces(name):
        own = name[start:end]
        plain = unidecode(own)
        word = bare.get(plain) or bare.get(plain.upper(), own)
        if marks(word) < marks(own):
            out += [name[last:start], word]
            last = end
    written = "".join([*out, name[last:]])
    return name if marks(written) else written


@lru_cache(maxsize=4)
def _writes_marks(text: str) -> bool:
    return marks(text) > 0


def fit(mention: str, name: str, words: list[tuple[int, int]], sentence_start: bool) -> str:
    """`name` as it stands in place of `mention`, whose words lie at the spans `words`.

    ALL CAPS stays; a name that begins with a small letter gets a capital at the start of a sentence; an initial stays
    an initial; an article or particle at the front keeps its case; line breaks and hard blanks stay where they are
    between the words. A mention whose line break has no place in the name is returned as it is.
    """
    if mention.isupper() and sum(map(str.isalpha, mention)) >= _HEADLINE:
        name = name.upper()
    elif sentence_start and mention[:1].isupper() and name[:1].islower():
        name = name[0].upper() + name[1:]
    spans = pieces(name)
    if len(spans) == len(words):
        return _word_by_word(mention, name, words, spans)
    breaks = [(a, b) for (_, a), (b, _) in pairwise(words) if _breaks(mention[a:b])]
    if not breaks:
        return name
    return (_with_break(mention, name, breaks[0], spans) if len(breaks) == 1 else None) or mention


def _word_by_word(mention: str, name: str, words: list[tuple[int, int]], spans: list[tuple[int, int]]) -> str:
    out = [name[: spans[0][0]]]
    initial = False
    for k, (start, end) in enumerate(spans):
        if k:
            gap = mention[words[k - 1][1] : words[k][0]]
            kept = initial or (gap.isspace() and gap != " ")
            out.append(gap if kept else name[spans[k - 1][1] : start])
        word, own = mention[slice(*words[k])], name[start:end]
        initial = len(fold_word(word)) == 1 < len(fold_word(own)) and fold_word(own).startswith(fold_word(word))
        as_written = not k and name[end : end + 1] == " " and word.lower() == own.lower() in _SMALL
        out.append(word if initial or as_written else own)
    return "".join([*out, name[spans[-1][1] :]])


def _with_break(mention: str, name: str, gap: tuple[int, int], spans: list[tuple[int, int]]) -> str | None:
    """The name with the mention's gap in place of the blank that stands after most nearly the same share of letters."""
    share = _letters(mention[: gap[0]]) / _letters(mention)
    blanks = [(a, b) for (_, a), (b, _) in pairwise(spans) if name[a:b] == " "]
    if not blanks:
        return None
    start, end = min(blanks, key=lambda blank: abs(_letters(name[: blank[0]]) / _letters(name) - share))
    return name[:start] + mention[slice(*gap)] + name[end:]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _breaks(gap: str) -> bool:
    return "\n" in gap or "\r" in gap


def trimmed(text: str, start: int, end: int, name: str) -> tuple[int, int, str]:
    """The span and its replacement without the words at either end that stay as they are, nor the blanks beside."""
    while (first := _FIRST.match(name)) and text[start:end].startswith(first.group()):
        start, name = start + first.end(), name[first.end() :]
    while (last := _LAST.search(name)) and text[start:end].endswith(last.group()):
        end, name = end - len(last.group()), name[: last.start()]
    return start, end, name
