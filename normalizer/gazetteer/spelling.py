"""How an entity may be spelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import Indel

from normalizer.model import Entity, EntityType
from normalizer.text.tokens import PARTICLES, fold_words


class FormKind(IntEnum):
    """How a form belongs to its entity; the lower kind claims a spelling more strongly."""

    CANONICAL = 0
    ALIAS = 1
    SURNAME = 2
    WEAK_ALIAS = 3
    VARIANT = 4
    GIVEN_NAME = 5


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling under which an entity may stand in a text; `words` are its folded words."""

    entity: Entity
    kind: FormKind
    text: str
    words: tuple[str, ...]


_RESPELLED = 0.7
SURNAME_FIRST = frozenset({"CN", "TW", "HK", "KP", "KR", "VN"})
"""States whose people's surname usually stands first in English text."""


def surname(entity: Entity) -> str | None:
    """The surname of a person whose canonical name has several words, with its particles (al-Burhan, von der Leyen)."""
    words = entity.canonical.split()
    if entity.type is not EntityType.PERSON or len(words) < 2 or entity.country in SURNAME_FIRST:
        return None
    start = len(words) - 1
    if words[start].rstrip(".").lower() in ("jr", "sr", "ii", "iii", "iv") and start > 1:
        start -= 1
    last = words[start]
    while start > 1 and words[start - 1].lower() in PARTICLES and words[start - 1].islower():
        start -= 1
    name = " ".join([*words[start:-1], last] if start < len(words) - 1 else [last])
    return name if len(last) > 1 else None


def spellings(entity: Entity) -> dict[str, FormKind]:
    """Every spelling of an entity that has words, with the strongest kind that it is."""
    spelled: dict[str, FormKind] = {}

    def add(kind: FormKind, names: Iterable[str]) -> None:
        for name in names:
            spelled.setdefault(name, kind)

    add(FormKind.CANONICAL, [entity.canonical])
    add(FormKind.ALIAS, entity.aliases)
    if family := surname(entity):
        add(FormKind.SURNAME, [family])
        head = family.split()[-1]
        for prefix in ("al-", "el-", "ash-", "as-", "an-", "ar-", "at-", "ad-", "az-"):
            if head.startswith(prefix) and len(head) > len(prefix) + 2:
                add(FormKind.SURNAME, [head[len(prefix) :]])
        add(FormKind.SURNAME, _respelled(entity, family))
    add(FormKind.WEAK_ALIAS, entity.weak_aliases)
    add(FormKind.VARIANT, entity.variants)
    if entity.type is EntityType.PERSON:
        add(FormKind.GIVEN_NAME, [w for w in entity.canonical.split()[:-1] if len(w) > 2 and w[0].isupper()])
        if entity.country in SURNAME_FIRST:
            add(FormKind.GIVEN_NAME, [entity.canonical.split()[-1]])
    return {name: kind for name, kind in spelled.items() if fold_words(name)}


def _respelled(entity: Entity, family: str) -> list[str]:
    """A person's surname in accepted spellings: the last words of aliases that are like it (Pedro Sanchez)."""
    length = len(family.split())
    last = [alias.split()[-length:] for alias in entity.aliases if len(alias.split()) > length]
    return [" ".join(w) for w in last if _likeness(" ".join(w), family) >= _RESPELLED]


def _likeness(one: str, other: str) -> float:
    return Indel.normalized_similarity(" ".join(fold_words(one)), " ".join(fold_words(other)))


def forms_of(entity: Entity) -> list[Form]:
    """Every form of an entity, one for each distinct spelling, the strongest kind first."""
    return [Form(entity, kind, name, fold_words(name)) for name, kind in spellings(entity).items()]


def first_word(spelling: str) -> str:
    """The letters and digits with which a spelling begins, after opening marks."""
    start = 0
    while start < len(spelling) and not spelling[start].isalnum():
        start += 1
    end = start
    while end < len(spelling) and spelling[end].isalnum():
        end += 1
    return spelling[start:end]
