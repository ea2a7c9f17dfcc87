"""People whom a text says to be somebody else than the gazetteer has: the grocer Mansur Yavuz is no mayor of Ankara."""

from collections.abc import Sequence

from normalizer.linking.align import Candidate, spelling
from normalizer.mentions.occupations import is_of, occupation
from normalizer.model import EntityType
from normalizer.text.tokens import Run


def said_to_be_others(candidates: Sequence[Candidate], runs: Sequence[Run], text: str) -> list[int]:
    """The rows of garbles of people whom the text says to be what no description in the gazetteer does.

    The same full name is nobody else's elsewhere, nor is the surname alone, unless another full name has it.
    """
    people = {k: c for k, c in enumerate(candidates) if _is_described(c)}
    nouns: dict[tuple[int, int, int], str] = {}
    for c in people.values():
        if (place := (c.run, c.start, c.stop)) not in nouns:
            words = runs[c.run].words
            nouns[place] = occupation(text, words[c.start].start, words[c.stop - 1].end)
    told = {k for k, c in people.items() if _is_another(c, nouns[c.run, c.start, c.stop])}
    if not told:
        return []
    spelled = {k: (c.form.entity.id, spelling(c, runs[c.run])) for k, c in people.items()}
    borne = {k: {(c.form.entity.id, x.word) for x in c.pairs} for k, c in people.items()}
    full = {k for k, c in people.items() if len(c.form.words) > 1}
    others = {spelled[k] for k in full & told}
    of_others = {pair for k in full if spelled[k] in others for pair in borne[k]}
    of_their_own = {pair for k in full if spelled[k] not in others for pair in borne[k]}
    alone = of_others - of_their_own
    return [k for k in people if k in told or spelled[k] in others or (k not in full and borne[k] <= alone)]


def _is_described(candidate: Candidate) -> bool:
    entity = candidate.form.entity
    return entity.type is EntityType.PERSON and bool(candidate.pairs and entity.description)


def _is_another(candidate: Candidate, noun: str) -> bool:
    return bool(noun) and not is_of(noun, candidate.form.entity.description)
