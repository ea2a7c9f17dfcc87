"""The known variants of a text, and whether each stands for the entity that the house spells otherwise."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from normalizer.gazetteer.forms import Form, FormKind
from normalizer.linking.context import Context
from normalizer.linking.link import Analysis
from normalizer.linking.writeback import fit, written_form
from normalizer.mentions.cues import (
    cue_types,
    is_behind_person_noun,
    is_calendar_word,
    is_place_word,
    is_title,
    neighbours,
)
from normalizer.mentions.find import ExactMention
from normalizer.model import Entity, EntityType, Evidence
from normalizer.text.lexicon import FAMILY, GIVEN, REGION, facts
from normalizer.text.phrases import holds
from normalizer.text.tokens import Word, adjoins

PLAIN = 0.97
"""A listed variant with nothing against it: what is left is for bearers of the name that nobody lists."""
IN_A_LONGER_NAME = 0.6
"""A variant before or after another capitalised word that is neither a title nor a person: it may be part of a name."""
SPEAKS_FOR_ANOTHER = 0.2
_NEAR = 3
"""Characters between a spelling and a related name that stands right behind it: Odessa, Texas."""
_LONGEST_REST = 4
"""Words of a longer name behind a variant that begins it: Peking Union Medical College."""
_ORDINARY = 3.0
_COMMONER = 2.3
"""By how much (log10) a word is commoner among people than in English: Anna and John, not Sunday, Grace or Mark."""
_NAMES_OF_THEIR_OWN = frozenset(
    """university college school institute academy hospital post times opera ballet orchestra philharmonic symphony
    museum gallery club stock exchange conservatory street avenue road square hotel protocol declaration film studio
    records press cake cutlet dynamo""".split()
)


@dataclass(frozen=True, slots=True)
class VariantMention:
    """A variant in the text; `probability` (0–1) is that of the replacement being right."""

    start: int
    end: int
    entity: Entity
    replacement: str
    probability: float
    evidence: tuple[Evidence, ...]


def variant_mentions(analysis: Analysis) -> Iterator[VariantMention]:
    """Every mention that is spelled as a variant and as nothing that claims the spelling more strongly."""
    context = analysis.context
    variants = [m for m in context.exact if m.forms[0].kind is FormKind.VARIANT or _weakly_claimed(m.forms)]
    borne = {_spelled(context, m): m for m in variants if _is_behind_a_persons(context, m)}
    for mention in variants:
        form = next(f for f in mention.forms if f.kind is FormKind.VARIANT)
        if keeping_phrase(context, mention) is None and (found := _judge(context, mention, form, borne)) is not None:
            yield found


def keeping_phrase(context: Context, mention: ExactMention) -> str | None:
    """The phrase to keep in which a variant stands, if any (chicken Kiev)."""
    variant = next((f for f in mention.forms if f.kind is FormKind.VARIANT), None)
    keep = variant.entity.keep if variant else ()
    return next((phrase for phrase in keep if holds(context.text, mention.start, mention.end, phrase)), None)


def _weakly_claimed(forms: tuple[Form, ...]) -> bool:
    kinds = {f.kind for f in forms}
    return FormKind.VARIANT in kinds and kinds <= {FormKind.VARIANT, FormKind.WEAK_ALIAS, FormKind.GIVEN_NAME}


def _judge(
    context: Context, mention: ExactMention, form: Form, borne: Mapping[str, ExactMention]
) -> VariantMention | None:
    """What comes of a variant; `borne` has the spellings that somebody bears, and where his given name stands."""
    entity, spelled = form.entity, _spelled(context, mention)
    run = context.runs[mention.run]
    last, after = run.words[mention.words.stop - 1], run.words[mention.words.stop : mention.words.stop + 1]
    # A title is large before a name: Scheich Hasina is Sheikh Hasina, a Scheich a sheikh.
    large = (mention.words.start == 0 and run.sentence_start) or any(adjoins(last, word) for word in after)
    words = [(run.words[i].start - mention.start, run.words[i].end - mention.start) for i in mention.words]
    new = fit(spelled, written_form(form, context), words, large)
    if new == spelled:
        return None
    evidence = [Evidence("variant", facts={"variant": form.text, "canonical": entity.canonical})]
    probability = PLAIN
    other = _other_bearer(context, mention, form)
    own_name = _name_of_its_own(context, mention, entity)
    bearer = _bearer(context, mention, entity, borne)
    if other is not None:
        probability = SPEAKS_FOR_ANOTHER
        evidence.append(Evidence("other_entity", facts={"name": other}))
    elif bearer is not None:
        probability = SPEAKS_FOR_ANOTHER
        evidence.append(Evidence("longer_name", facts={"phrase": _phrase(context, bearer)}))
    elif own_name:
        probability = IN_A_LONGER_NAME if own_name == "maybe" else SPEAKS_FOR_ANOTHER
        evidence.append(Evidence("longer_name", facts={"phrase": _phrase(context, mention)}))
    return VariantMention(mention.start, mention.end, entity, new, probability, tuple(evidence))


def _other_bearer(context: Context, mention: ExactMention, form: Form) -> str | None:
    """Another entity that bears the spelling, where the article says more of its surroundings than of the variant's."""
    own = _support(context, form.entity, mention)
    for other in mention.forms:
        if other.entity.id != form.entity.id and _support(context, other.entity, mention) > own:
            return other.entity.canonical
    return None


def _support(context: Context, entity: Entity, mention: ExactMention) -> int:
    """How many exact mentions of what is related to an entity the article has; the nearest counts twice."""
    own = context.entity_mentions.get(entity.id, [])
    score = len(own) - _between(own, mention.start, mention.start)
    for key in entity.related:
        related = context.entity_mentions.get(key, [])
        score += len(related) + _between(related, mention.end - _NEAR, mention.end + _NEAR)
    return score


def _between(mentions: Sequence[ExactMention], first: int, last: int) -> int:
    """How many mentions, which are in order, start at offsets from `first` to `last`."""
    return bisect_right(mentions, last, key=_start) - bisect_left(mentions, first, key=_start)


def _start(mention: ExactMention) -> int:
    return mention.start


def _name_of_its_own(context: Context, mention: ExactMention, entity: Entity) -> str:
    """`yes` or `maybe` where the variant is a word of a longer name (Peking Union Medical College), else nothing."""
    run = context.runs[mention.run]
    following = run.words[mention.words.stop] if mention.words.stop < len(run.words) else None
    before, *_ = neighbours(context.text, mention.start, mention.end)
    if before in _NAMES_OF_THEIR_OWN and mention.words.start > 0:
        return "yes"
    if following is None or following.start > mention.end + 1 or not following.text[0].isupper():
        return ""
    if any(w.text.lower() in _NAMES_OF_THEIR_OWN for w in _capitalised_after(context, mention)):
        return "yes"
    if entity.type is not EntityType.PLACE or is_title(following.text) or is_place_word(following.text):
        return ""
    known = facts(following.text)
    if (known.known and known.known.flags & (GIVEN | FAMILY | REGION)) or known.demonym:
        return ""
    return "maybe"


def _bearer(
    context: Context, mention: ExactMention, entity: Entity, borne: Mapping[str, ExactMention]
) -> ExactMention | None:
    """Where somebody is named whose surname a spelling of what is no person is; elsewhere than there it is that still,
    unless it is cued as what the gazetteer has ("in Charkov").
    """
    if entity.type is EntityType.PERSON:
        return None
    if _is_after(is_title, context, mention) or _is_behind_a_persons(context, mention):
        return mention
    cues = cue_types(*neighbours(context.text, mention.start, mention.end))
    return None if entity.type in cues else borne.get(_spelled(context, mention))


def _is_behind_a_persons(context: Context, mention: ExactMention) -> bool:
    """Whether a given name or a noun that people's names follow stands right before a spelling."""
    return _is_after(_is_given_name, context, mention) or is_behind_person_noun(context.text, mention.start)


def _is_after(told: Callable[[str], bool], context: Context, mention: ExactMention) -> bool:
    """Whether a word of which something is told, a title or a given name, stands right before a spelling, so that it is
    likely somebody's surname.
    """
    if mention.words.start == 0:
        return False
    before, word = context.runs[mention.run].words[mention.words.start - 1 : mention.words.start + 1]
    return adjoins(before, word) and told(before.text)


def _is_given_name(word: str) -> bool:
    """Whether a word is a given name, and no region and hardly an English word (Anna, not Sunday)."""
    told = facts(word)
    if told.known is None or not told.known.flags & GIVEN or told.known.flags & REGION or is_calendar_word(word):
        return False
    return told.zipf <= _ORDINARY or told.known.frequency - told.zipf >= _COMMONER


def _spelled(context: Context, mention: ExactMention) -> str:
    return context.text[mention.start : mention.end]


def _phrase(context: Context, mention: ExactMention) -> str:
    return context.text[mention.start : max([mention.end, *(w.end for w in _capitalised_after(context, mention))])]


def _capitalised_after(context: Context, mention: ExactMention) -> list[Word]:
    """The next capitalised words of a mention's run, as many as a longer name may have behind it."""
    words = context.runs[mention.run].words
    after = (words[i] for i in range(mention.words.stop, len(words)))
    return list(islice((w for w in after if w.text[0].isupper()), _LONGEST_REST))
