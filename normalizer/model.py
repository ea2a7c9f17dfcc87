"""The words of the field as plain data: what passes from one stage to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int | float | bool | None | list["Fact"]
"""A value that every report can write: JSON without objects."""


class EntityType(StrEnum):
    """What kind of thing a name names."""

    PERSON = "person"
    PLACE = "place"
    ORGANIZATION = "organization"
    TERM = "term"


class Severity(StrEnum):
    """MQM severity; its penalty multipliers are 0, 1, 5 and 25 (themqm.org, scoring models)."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Category(StrEnum):
    """The seven dimensions of MQM (themqm.org)."""

    TERMINOLOGY = "Terminology"
    ACCURACY = "Accuracy"
    LINGUISTIC_CONVENTIONS = "Linguistic conventions"
    STYLE = "Style"
    LOCALE_CONVENTIONS = "Locale conventions"
    AUDIENCE_APPROPRIATENESS = "Audience appropriateness"
    DESIGN_AND_MARKUP = "Design and markup"


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, organization or term of a gazetteer; the fields are the columns of its CSV files.

    `aliases` are accepted spellings, never flagged; a weak alias names the entity only where nothing else claims it;
    `variants` are known spellings that the house does not accept; `keep` holds phrases in which a variant stands.
    `country` is ISO 3166-1 alpha-2; latitude and longitude are degrees (WGS 84); `related` holds entity ids.
    """

    id: str
    canonical: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    related: tuple[str, ...] = ()
    description: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a decision, as data; `normalizer.reports.wording` turns it into a sentence.

    `weight` is what it adds to the log-odds of the decision, in nats (0 where it is shown for information only).
    """

    kind: str
    weight: float = 0.0
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """An answer of `Gazetteer.search`: `name` is the spelling of the entity that matched the query."""

    entity: Entity
    name: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def canonical(self) -> str:
        """The canonical name of the entity that matched."""
        return self.entity.canonical


@dataclass(frozen=True, slots=True)
class Edit:
    """The replacement of `text[start:end]`; offsets are code points of the input."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The entity that came second, and its probability (0–1)."""

    canonical: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports about `text[start:end]` of the input.

    `replacement` is None where there is no edit; `confidence` is the probability, 0–1, that the edit is right, set
    by hand where it follows from no model (variants, NAM003); `applied` says whether the edit was made.
    """

    rule: str
    start: int
    end: int
    text: str
    message: str
    severity: Severity
    category: Category
    replacement: str | None = None
    confidence: float = 1.0
    entity: str | None = None
    runner_up: RunnerUp | None = None
    evidence: tuple[Evidence, ...] = ()
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What `namewright rule CODE` prints: the examples are tests too."""

    code: str
    name: str
    summary: str
    why: str
    wrong: str
    right: str
    severity: Severity
    category: Category


@dataclass(frozen=True, slots=True)
class Correction:
    """A text and what was found in it: `original` came in, `text` goes out, `edits` lead from one to the other.

    `notes` are sentences about the text as a whole, such as that it is not English.
    """

    original: str
    text: str
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    notes: tuple[str, ...] = ()
