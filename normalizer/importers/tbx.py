"""Terminology in TBX: preferred = canonical, admitted = alias, deprecated, superseded and obsolete = variant.

Terms without a status are ordinary: the first is canonical where none is preferred, the others are aliases. Terms in
languages that were not asked for are native names where they are in other letters than Latin, or where their language
is `und`, as our own export writes them; others are left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path

from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._names import entity, is_latin, matching_language, translation
from normalizer.importers._source import opened
from normalizer.importers._tbx_reader import Concept, Term, concepts
from normalizer.model import Entity, EntityType

IMPORTER = Importer("tbx", "TBX of versions 2 and 3: Core, Min, Basic, in both styles")

WEAK = "weak alias"
"""The note by which our own export tells a weak alias from an alias."""

UNDETERMINED = "und"

_OWN_ID = re.compile(rf"({'|'.join(EntityType)})\.([a-z0-9-]+)")
_KINDS: Mapping[str, EntityType] = {
    **{str(type_): type_ for type_ in EntityType},
    **dict.fromkeys(
        ("people", "persons", "personal name", "person name", "anthroponym", "individual"), EntityType.PERSON
    ),
    **dict.fromkeys(
        ("places", "place name", "geography", "geographical name", "geographic name", "toponym", "location", "city",
         "country", "region", "settlement"),
        EntityType.PLACE,
    ),
    **dict.fromkeys(
        ("organisation", "organizations", "organisations", "company", "institution", "agency", "political party"),
        EntityType.ORGANIZATION,
    ),
}  # fmt: skip


class _Rank(IntEnum):
    """How a term stands to be canonical."""

    PREFERRED = 0
    ORDINARY = 1
    ADMITTED = 2
    REFUSED = 3


_RANKS = {
    "preferred": _Rank.PREFERRED,
    "recommended": _Rank.PREFERRED,
    "admitted": _Rank.ADMITTED,
    "allowed": _Rank.ADMITTED,
    "deprecated": _Rank.REFUSED,
    "superseded": _Rank.REFUSED,
    "obsolete": _Rank.REFUSED,
    "notrecommended": _Rank.REFUSED,
    "forbidden": _Rank.REFUSED,
    "prohibited": _Rank.REFUSED,
    "rejected": _Rank.REFUSED,
    "donotuse": _Rank.REFUSED,
}


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """The concepts that have a term which is not refused; their type is said by their subject field, else `term`."""
    kinds = {**_KINDS, **translation(options.values).types}
    with opened(sources, report) as found:
        for source in found:
            for concept in concepts(source):
                report.read += 1
                if concept.fault or not any(term.text for term in concept.terms):
                    report.fault(concept.fault or "the entry has no term", source.path, concept.row)
                    continue
                built = _entity(concept, kinds, options)
                if built is None:
                    report.skip("every term is deprecated")
                else:
                    yield built


def _entity(concept: Concept, kinds: Mapping[str, EntityType], options: ImportOptions) -> Entity | None:
    terms = [term for term in concept.terms if term.text]
    main = _main_language(terms, options.languages)
    own = [term for term in terms if _belongs(term, main, options.languages)]
    accepted = sorted((t for t in own if _rank(t) is not _Rank.REFUSED), key=_rank)
    if not accepted:
        return None
    others = [t for t in terms if t not in own and _rank(t) is not _Rank.REFUSED]
    also = [t.text for t in others if matching_language(t.language, options.languages) is not None]
    native = [t.text for t in others if t.text not in also and (t.language == UNDETERMINED or not is_latin(t.text))]
    type_ = next((kinds[k.casefold()] for k in concept.kinds if k.casefold() in kinds), None)
    key = _OWN_ID.fullmatch(concept.id)
    return entity(
        accepted[0].text,
        type_ or options.type or EntityType.TERM,
        aliases=[*(t.text for t in accepted[1:] if not _is_weak(t)), *also],
        weak_aliases=[t.text for t in accepted[1:] if _is_weak(t)],
        variants=[t.text for t in own if _rank(t) is _Rank.REFUSED],
        native=native,
        description=next(iter(concept.definitions), ""),
        key=f"{key[1]}/{key[2]}" if key else "",
        curated=True,
    )


def _main_language(terms: Sequence[Term], languages: Sequence[str]) -> str:
    """The language of the canonical name: the first of the chosen ones with an accepted term, else of such a term."""
    accepted = [term for term in terms if _rank(term) is not _Rank.REFUSED]
    for place, language in enumerate(languages):
        if any(matching_language(term.language, languages) == place for term in accepted):
            return language
    latin = [term.language for term in accepted if is_latin(term.text) and term.language != UNDETERMINED]
    return next(iter(latin), next((term.language for term in accepted), ""))


def _belongs(term: Term, main: str, languages: Sequence[str]) -> bool:
    if main in languages:
        return matching_language(term.language, (main,)) == 0
    return term.language == main


def _rank(term: Term) -> _Rank:
    """The rank that a status gives, in any of the forms of the picklists: preferredTerm-admn-sts, preferredTerm, …"""
    status = re.sub(r"[^a-z]", "", term.status.casefold().removesuffix("-admn-sts"))
    return _RANKS.get(status.removesuffix("term"), _Rank.ORDINARY)


def _is_weak(term: Term) -> bool:
    return WEAK in term.notes
