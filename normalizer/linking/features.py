"""What speaks for and against each candidate, as numbers; `FEATURES` names them in the order of the columns.

First what the candidate's own words and name say (`spelling.STATIC`), which is the same in every document, then what
the document says (`DOCUMENT`).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from math import log

import numpy as np
from numpy.typing import NDArray

from normalizer.gazetteer.forms import Form, FormIndex, FormKind
from normalizer.linking.align import Candidate, spelling
from normalizer.linking.beside import countries_beside, foreign_beside, position, region_named, type_cues
from normalizer.linking.context import Context
from normalizer.linking.inflections import count_names
from normalizer.linking.places import PlaceFeatures, Surroundings
from normalizer.linking.rules import ORDINARY
from normalizer.linking.spelling import READ_OTHERWISE, STATIC, similarity_score
from normalizer.linking.told import told_words
from normalizer.matching.given_names import is_same_given_name
from normalizer.mentions.cues import cue_types, is_title, neighbours
from normalizer.model import EntityType
from normalizer.text.lexicon import facts
from normalizer.text.tokens import JOINTS, Run, Word, adjoins, fold_word, fold_words

DOCUMENT = (
    "lower_in_text", "entity_in_text", "full_name_in_text", "names_words_in_text", "spellings",
    "given_name_before", "other_word_before", "word_after", "own_given_in_text", "other_given_in_text",
    "type_agrees", "type_disagrees",
    "sentence_start", "all_caps", "hyphen",
    "near", "at_home", "compatriots", "abroad", "person_at_home", "person_abroad", "related",
    "other_country_beside", "region_named", "foreign_beside", "never_cued", "read_elsewhere", "behind",
)  # fmt: skip
FEATURES = STATIC + DOCUMENT
GROUPS: dict[str, tuple[str, ...]] = {
    "sound": (
        "ratio", "ratio_all", "winkler", "cosine", "per_letter", "cost", "length", "length_difference", "distance",
        "words", "equal_letters", "marks_only", "given_name_equivalent", "doubled_letter", "vowels_only",
        "ending_other", "same_romanisation", "confidence", "more_marks", "several_in_list",
    ),
    "reading": ("read_otherwise", "read_elsewhere"),
    "margin": ("behind",),
    "word": ("zipf", "zipf_name", "both_zipf", "lower_in_text"),
    "known_name": ("given", "family", "town", "region", "firm", "notable", "unknown_in_list",
        "unknown_organization_in_list"),
    "letters": ("letters", "letters_gain", "both_pinyin", "person_letters", "odd_letters_in_many"),
    "document": ("entity_in_text", "full_name_in_text", "names_words_in_text"),
    "repetition": ("spellings",),
    "neighbours": ("given_name_before", "other_word_before", "word_after", "own_given_in_text",
        "other_given_in_text", "foreign_beside"),
    "cue": ("type_agrees", "type_disagrees", "never_cued"),
    "position": ("sentence_start", "all_caps", "hyphen"),
    "type": ("person", "place", "alias", "surname", "variant", "shared"),
    "distance": ("near",),
    "country": ("at_home", "compatriots", "abroad", "person_at_home", "person_abroad", "other_country_beside"),
    "related": ("related",),
    "region": ("region_named",),
    "prior": ("population", "world"),
}  # fmt: skip
"""The kinds of evidence and the features that each sums up."""

BASE = ("size",)
"""Features that say nothing of a candidate, only how many names there are: part of the base rate."""
_ALIKE = 0.9


_Beside = tuple[
    tuple[float, ...], tuple[str, str, str], frozenset[EntityType], list[frozenset[EntityType]], frozenset[str]
]
"""Of a span: its position, what `neighbours` finds beside it, what that is a cue of, the cues of all spans spelled like
it, and the countries of which its sentence speaks beside it."""


def document_rows(
    candidates: Sequence[Candidate],
    context: Context,
    index: FormIndex,
    around: Surroundings,
    static: NDArray[np.float32],
    far: NDArray[np.float32],
) -> NDArray[np.float32]:
    """What the document says of each candidate, one row each, beside their `static` features and how `far` they are
    behind the most alike name of their span.
    """
    gains = static[:, READ_OTHERWISE]
    rows: list[tuple[float, ...]] = []
    spellings = _spellings(candidates)
    elsewhere = 1.0 - context.japanese if gains.any() else 0.0
    places = PlaceFeatures(around)
    beside: dict[tuple[int, int, int], _Beside] = {}
    cues: dict[str, list[frozenset[EntityType]]] = defaultdict(list)
    for candidate in candidates:
        key = (candidate.run, candidate.start, candidate.stop)
        if key not in beside:
            run = context.runs[candidate.run]
            start, end = run.words[candidate.start].start, run.words[candidate.stop - 1].end
            words = neighbours(context.text, start, end)
            place = (*position(candidate, run, context), foreign_beside(context.text, start, end))
            types = cue_types(*words)
            of_spelling = cues[spelling(candidate, run)]
            of_spelling.append(types)
            countries = countries_beside(context.text, start, end, around)
            beside[key] = place, words, types, of_spelling, countries
    for candidate, gain, farther in zip(candidates, gains.tolist(), far.tolist(), strict=True):
        run = context.runs[candidate.run]
        place, words, types, of_spelling, countries = beside[candidate.run, candidate.start, candidate.stop]
        near, *home, related = places.of(candidate.form.entity)
        country = candidate.form.entity.country
        row = (
            _in_lower_case(told_words(candidate, run), context),
            *_named(candidate, context, spellings),
            *_surroundings(candidate, run),
            *_given_in_text(candidate, run, context),
            *type_cues(candidate.form.entity.type, types),
            place[0],
            place[1] * (not candidate.form.text.isupper()),
            place[2],
            near,
            *_at_home(candidate.form.entity.type, *home),
            related,
            float(bool(countries) and bool(country) and country not in countries),
            region_named(candidate, words, index),
            *place[3:],
            _never_cued(candidate.form.entity.type, of_spelling),
            gain * elsewhere if gain and not country else 0.0,
            farther,
        )
        rows.append(row)
    return np.array(rows, dtype=np.float32).reshape(-1, len(DOCUMENT))


def _at_home(kind: EntityType, home: float, compatriots: float, abroad: float) -> tuple[float, ...]:
    """Whether the document names the country of a place, or people of it, or only others; and whether it names that of
    anybody else or only others: people travel, and so does what firms sell.
    """
    return (home, compatriots, abroad, 0.0, 0.0) if kind is EntityType.PLACE else (0.0, 0.0, 0.0, home, abroad)


def _never_cued(kind: EntityType, cues: Sequence[frozenset[EntityType]]) -> float:
    """How often a spelling stands (as a logarithm) if nowhere with a cue of the type, 0 otherwise."""
    return 0.0 if any(kind in types for types in cues) else log(len(cues))


def _in_lower_case(told: Sequence[Word], context: Context) -> float:
    """Whether one of the differing words stands in lower case too."""
    return float(any(w.text.lower() in context.lower_words for w in told))


def _named(candidate: Candidate, context: Context, spellings: Counter[tuple[str, str]]) -> tuple[float, ...]:
    """How often the document names the entity, whether in full, the name's words, and their other spellings."""
    form = candidate.form
    mentions = context.entity_mentions.get(form.entity.id, ())
    full = bool(mentions) and any(len(m.words) > len(form.words) for m in mentions)
    standing = min([context.word_counts[x.name] for x in candidate.pairs], default=0)
    return (
        log(1 + len(mentions)),
        float(full),
        log(1 + standing),
        log(max(1, spellings[form.entity.id, candidate.pairs[-1].name if candidate.pairs else ""])),
    )


def _spellings(candidates: Sequence[Candidate]) -> Counter[tuple[str, str]]:
    """How many distinct spellings of the document are alike to each word of each entity, inflections of one as one."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for c in candidates:
        if similarity_score(c) > _ALIKE:
            for x in c.pairs:
                seen[c.form.entity.id, x.name].add(x.word)
    return Counter({key: count_names(words) for key, words in seen.items()})


def _surroundings(candidate: Candidate, run: Run) -> tuple[float, ...]:
    """Given name, stranger or nobody before the span, and a capitalised word after it."""
    given = other = 0.0
    form = candidate.form
    if candidate.start > 0:
        before = run.words[candidate.start - 1]
        adjacent = adjoins(before, run.words[candidate.start])
        at_start = run.sentence_start and candidate.start == 1
        if adjacent and not is_title(before.text):
            first = fold_word(form.entity.canonical)[:1]
            own = _other_words(form)
            if form.kind is FormKind.SURNAME and (_is_one_of(before.fold, own) or (before.fold == first)):
                given = 1.0
            elif (
                before.text not in JOINTS
                and not (at_start and facts(before.text).zipf > ORDINARY)
                and not _is_shouted(before)
            ):
                other = 1.0
    after = 0.0
    if candidate.stop < len(run.words):
        following = run.words[candidate.stop]
        adjacent = adjoins(run.words[candidate.stop - 1], following)
        after = float(adjacent and following.text not in JOINTS and not _is_shouted(following))
    return given, other, after


def _is_shouted(word: Word) -> bool:
    """Whether a word is a common English one in capitals, as in a headline, and no name."""
    return word.text.isupper() and facts(word.text).zipf > ORDINARY


def _given_in_text(candidate: Candidate, run: Run, context: Context) -> tuple[float, float]:
    """Whether a given name stands somewhere before the span's only word: one of the entity's, one of somebody else."""
    before = context.given_before.get(run.words[candidate.start].fold)
    if not before or candidate.stop - candidate.start > 1:
        return 0.0, 0.0
    own = _other_words(candidate.form) if candidate.form.entity.type is EntityType.PERSON else set()
    ours = sum(_is_one_of(name, own) for name in before)
    return float(ours > 0), float(ours < len(before))


def _other_words(form: Form) -> set[str]:
    """The words of an entity's names that a form lacks."""
    names = (form.entity.canonical, *form.entity.aliases)
    return {w for name in names for w in fold_words(name)} - set(form.words)


def _is_one_of(word: str, names: Set[str]) -> bool:
    """Whether a word is one of the names, or the same given name in another spelling or language."""
    return word in names or any(is_same_given_name(word, name) for name in names)
