"""What speaks for and against each candidate, as numbers; `FEATURES` names them in the order of the columns."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, log10

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from normalizer.gazetteer.forms import FormIndex, FormKind
from normalizer.linking.beside import place_cues, position, type_cues
from normalizer.linking.candidates import Candidate
from normalizer.linking.context import Context
from normalizer.linking.places import Surroundings, place_features
from normalizer.matching.given_names import equivalent_given_names
from normalizer.mentions.cues import is_title
from normalizer.model import EntityType
from normalizer.text.lexicon import FAMILY, GIVEN, ORGANIZATION, REGION, TOWN, TOWN_ALTERNATE, facts
from normalizer.text.tokens import Run, fold_words

FEATURES = (
    "ratio", "ratio_all", "winkler", "skeleton", "cosine", "per_letter", "cost", "first_letter", "last_letter",
    "length", "name_length", "length_difference", "distance", "words", "equal_letters", "joined", "marks_only",
    "given_name_equivalent", "given_name_alone", "doubled_letter", "vowels_only", "ending_s",
    "ending_other",
    "margin", "rivals",
    "zipf", "zipf_name", "lower_in_text", "demonym", "given", "family", "town", "town_alternate", "region", "firm",
    "name_known", "known_gain", "letters", "letters_gain", "both_pinyin", "both_romaji", "count",
    "capital_only_at_start",
    "entity_in_text", "full_name_in_text", "names_words_in_text", "spellings",
    "given_name_before", "other_word_before", "word_after", "title_before", "type_agrees", "type_disagrees",
    "sentence_start", "all_caps", "hyphen", "person", "place", "organization", "term",
    "alias", "surname", "variant",
    "near", "at_home", "abroad", "related", "population", "world", "joined_exact", "size",
    "place_cue", "country_beside", "region_named", "joined_among", "pinyin_of_fame",
)  # fmt: skip
_COLUMN = {name: i for i, name in enumerate(FEATURES)}


def similarity_score(candidate: Candidate) -> float:
    """A rough order of candidates by spelling alone, for margins: higher is more alike."""
    if not candidate.pairs:
        return 3.0
    return min(x.ratio + x.cosine - 0.5 * x.per_letter for x in candidate.pairs)


def feature_rows(
    candidates: Sequence[Candidate], context: Context, index: FormIndex, around: Surroundings
) -> NDArray[np.float32]:
    """The features of each candidate, one row each."""
    rows = np.zeros((len(candidates), len(FEATURES)), dtype=np.float32)
    scores = [similarity_score(c) for c in candidates]
    margins, rivals = _margins(candidates, scores)
    size = log10(1 + len(index.vocabulary))
    spellings = _spellings(candidates, scores, context.runs)
    neighbour_cache: dict[tuple[int, int, int], tuple[float, ...]] = {}
    for k, candidate in enumerate(candidates):
        key = (candidate.run, candidate.start, candidate.stop)
        run = context.runs[candidate.run]
        place = neighbour_cache.get(key)
        if place is None:
            place = neighbour_cache[key] = position(candidate, run, context)
        rows[k] = (
            *_spelling(candidate, run),
            margins[k],
            rivals[k],
            *_nil(candidate, run, context),
            *_document(candidate, context, spellings),
            *_surroundings(candidate, run, context, index),
            *type_cues(candidate, run, context),
            *place,
            *(float(candidate.form.entity.type is t) for t in EntityType),
            float(candidate.form.kind is FormKind.ALIAS),
            float(candidate.form.kind is FormKind.SURNAME),
            float(candidate.form.kind is FormKind.VARIANT),
            *place_features(candidate.form.entity, around),
            float(candidate.world),
            float(candidate.joined and not candidate.pairs and len(candidate.form.words) == 2),
            size + 1.0 * candidate.world,
            *place_cues(candidate, run, context, around, index),
            float(candidate.joined and not candidate.pairs and len(candidate.form.words) > 2),
            float(bool(candidate.form.entity.country) and _is_pinyin(candidate)),
        )
    return rows


def _spelling(candidate: Candidate, run: Run) -> tuple[float, ...]:
    pairs = candidate.pairs
    form = candidate.form
    name_letters = sum(map(len, form.words)) or 1
    if not pairs:
        return (
            1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0,
            *(2 * (float(name_letters),)), 0.0, 0.0, len(form.words), 1.0, 0.0,
            float(not candidate.joined), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
        )  # fmt: skip
    worst = min(pairs, key=lambda x: x.ratio + x.cosine)
    differing = sum(len(x.name) for x in pairs)
    alike = sum(x.ratio * len(x.name) for x in pairs) + name_letters - differing
    last = pairs[-1]
    equivalent = any(x.word in equivalent_given_names(x.name) for x in pairs)
    grown = last.word.startswith(last.name[:-1]) and len(last.word) > len(last.name) - 1
    return (
        min(x.ratio for x in pairs),
        alike / name_letters,
        min(x.winkler for x in pairs),
        min(x.skeleton for x in pairs),
        min(x.cosine for x in pairs),
        max(x.per_letter for x in pairs),
        sum(x.cost for x in pairs),
        float(all(x.word[0] == x.name[0] for x in pairs)),
        float(all(x.word[-1] == x.name[-1] for x in pairs)),
        len(worst.word),
        len(worst.name),
        sum(abs(len(x.word) - len(x.name)) for x in pairs),
        sum(OSA.distance(x.word, x.name) for x in pairs),
        len(form.words),
        1 - differing / name_letters,
        float(candidate.joined),
        0.0,
        float(equivalent and len(form.words) > 1),
        float(equivalent and len(form.words) == 1),
        float(all(_single(x.word) == _single(x.name) for x in pairs)),
        float(all(x.skeleton == 1 for x in pairs)),
        float(last.word == last.name + "s" or last.name == last.word + "s"),
        float(grown and last.word != last.name + "s" and last.word[len(last.name) - 1 :] in _ENDINGS),
    )


_ENDINGS = frozenset(
    """n an ian ese i ite er a ov ova ev eva sky ski skaya in ina ia y ism ist isk ic ish ers ians ans ns es
    k sk ck ka ska cka ske cke ska skeho skem sko skou skie skogo ky ny nyi na ne u om em e o""".split()
)


def _single(word: str) -> str:
    """A word with its doubled letters written once."""
    return "".join(c for i, c in enumerate(word) if i == 0 or word[i - 1] != c)


def _margins(candidates: Sequence[Candidate], scores: Sequence[float]) -> tuple[list[float], list[float]]:
    """The lead of each candidate over the best of another name that shares its words, and how many come near it."""
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, c in enumerate(candidates):
        for i in range(c.start, c.stop):
            at[c.run, i].append(k)
    margins, rivals = [], []
    for k, c in enumerate(candidates):
        names: dict[str, float] = {}
        for i in range(c.start, c.stop):
            for j in at[c.run, i]:
                other = candidates[j]
                if j == k or other.form.entity.id == c.form.entity.id or not _disagree(c, other):
                    continue
                text = other.form.text
                if scores[j] > names.get(text, -9.0):
                    names[text] = scores[j]
        best = max(names.values(), default=-1.0)
        margins.append(max(-1.0, min(1.5, scores[k] - best)))
        rivals.append(log(1 + sum(s > scores[k] - 0.25 for s in names.values())))
    return margins, rivals


def _disagree(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates would write a shared word differently."""
    mine = {x.word: x.name for x in a.pairs}
    return any(mine.get(x.word, x.word) != x.name for x in b.pairs) or not b.pairs


def _nil(candidate: Candidate, run: Run, context: Context) -> tuple[float, ...]:
    words = list(run.words[candidate.start : candidate.stop])
    differing = {x.word for x in candidate.pairs}
    if candidate.joined and not candidate.pairs:
        differing = {w.fold for w in words} - set(candidate.form.words)
    told = [w for w in words if w.fold in differing] or words
    known = [facts(w.text) for w in told]
    names = [facts(x.name) for x in candidate.pairs] or [facts(candidate.form.text)]
    worst_known = max(known, key=lambda f: f.known.frequency if f.known else -1.0)

    def frequency(flag: int) -> float:
        return max((f.known.frequency + 1 if f.known and f.known.flags & flag else 0.0 for f in known), default=0.0)

    name_frequency = min(f.known.frequency + 1 if f.known else 0.0 for f in names)
    likelihood = min(f.likelihood for f in known)
    return (
        max(f.zipf for f in known),
        min(f.zipf for f in names),
        float(any(w.text.lower() in context.lower_words for w in told)),
        float(any(f.demonym is not None for f in known)),
        frequency(GIVEN),
        frequency(FAMILY),
        frequency(TOWN),
        frequency(TOWN_ALTERNATE) if not worst_known.known or not worst_known.known.flags & TOWN else 0.0,
        float(frequency(REGION) > 0),
        float(frequency(ORGANIZATION) > 0),
        name_frequency,
        name_frequency - max(f.known.frequency + 1 if f.known else 0.0 for f in known),
        likelihood,
        likelihood - min(f.likelihood for f in names),
        float(all(f.pinyin for f in known) and all(f.pinyin for f in names)),
        float(all(f.romaji for f in known) and all(f.romaji for f in names)),
        log(min(context.word_counts[w.fold] for w in told) or 1),
        float(all(context.mid_sentence[w.fold] == 0 for w in told)),
    )


def _document(candidate: Candidate, context: Context, spellings: Counter[tuple[str, str]]) -> tuple[float, ...]:
    form = candidate.form
    mentions = context.entity_mentions.get(form.entity.id, ())
    full = any(len(m.words) > len(form.words) for m in mentions)
    counts = context.word_counts
    standing = min((counts[x.name] for x in candidate.pairs), default=0)
    return (
        log(1 + len(mentions)),
        float(full),
        log(1 + standing),
        log(max(1, spellings[form.entity.id, candidate.pairs[-1].name if candidate.pairs else ""])),
    )


def _spellings(
    candidates: Sequence[Candidate], scores: Sequence[float], runs: Sequence[Run]
) -> Counter[tuple[str, str]]:
    """How many distinct spellings of the document are alike to each word of each entity."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for c, score in zip(candidates, scores, strict=True):
        if score > 0.9:
            for x in c.pairs:
                seen[c.form.entity.id, x.name].add(x.word)
    return Counter({key: len(words) for key, words in seen.items()})


def _surroundings(candidate: Candidate, run: Run, context: Context, index: FormIndex) -> tuple[float, ...]:
    """Given name, stranger or nobody before the span, and a capitalised word after it."""
    given = other = 0.0
    form = candidate.form
    if candidate.start > 0:
        before = run.words[candidate.start - 1]
        adjacent = before.end + 1 >= run.words[candidate.start].start
        at_start = run.sentence_start and candidate.start == 1
        if adjacent and not is_title(before.text):
            rest = form.entity.canonical.lower()
            own = {w for name in (form.entity.canonical, *form.entity.aliases) for w in fold_words(name)} - set(
                form.words
            )
            if form.kind is FormKind.SURNAME and (
                before.fold in own
                or any(before.fold in equivalent_given_names(w) for w in own)
                or (len(before.fold) == 1 and rest[:1] == before.fold)
            ):
                given = 1.0
            elif not (at_start and facts(before.text).zipf > 3):
                other = 1.0
    after = 0.0
    if candidate.stop < len(run.words):
        following = run.words[candidate.stop]
        after = float(following.start <= run.words[candidate.stop - 1].end + 1)
    return given, other, after


def _is_pinyin(candidate: Candidate) -> bool:
    """Whether what differs is sound pinyin on both sides: then it is most likely another Chinese name."""
    return bool(candidate.pairs) and all(facts(x.word).pinyin and facts(x.name).pinyin for x in candidate.pairs)
