"""Plurals of names: Pantsirs are Pantsir missiles, and where three Polnads stand three Polands are meant."""

from collections.abc import Sequence

from normalizer.gazetteer.forms import FormIndex, FormKind
from normalizer.linking.align import Candidate
from normalizer.mentions.cues import is_counted
from normalizer.model import EntityType
from normalizer.text.tokens import Run, Word

_SHORTEST = 3
ACCEPTED = (FormKind.CANONICAL, FormKind.ALIAS, FormKind.SURNAME)
"""The kinds of form that a text may write as they are."""
_SIBILANTS = ("s", "x", "z", "ch", "sh")


def is_plural(candidate: Candidate, run: Run, index: FormIndex) -> bool:
    """Whether a word is an accepted name with an s, and not this one garbled: Pantsirs are Pantsir missiles."""
    word = run.words[candidate.start].fold
    if candidate.stop - candidate.start > 1 or not word.endswith("s") or len(word) <= _SHORTEST:
        return False
    forms = [index.forms[row] for row, _, _, length in index.postings(word[:-1]) if length == 1]
    if not any(f.kind in ACCEPTED for f in forms):
        return False
    return not candidate.pairs or all(f.entity.id != candidate.form.entity.id for f in forms)


def plural(name: str) -> str:
    """The plural of a name, which keeps its letters in English (both Germanys)."""
    return name + ("es" if name.lower().endswith(_SIBILANTS) else "s")


def is_meant_as_plural(text: str, words: Sequence[Word], name: str) -> bool:
    """Whether a name with an s stands where `words` of a text do: what stands before them counts several.

    Many garbles end in an s by themselves (Komnans, Komňané), so that this alone says nothing.
    """
    if not words[-1].fold.endswith("s") or name.lower().endswith("s"):
        return False
    return is_counted(text, words[0].start, words[-1].end)


def is_plural_of_place(candidate: Candidate, run: Run, text: str) -> bool:
    """Whether a candidate's span is meant for several of a place."""
    form = candidate.form
    if form.entity.type is not EntityType.PLACE:
        return False
    return is_meant_as_plural(text, run.words[candidate.start : candidate.stop], form.text)
