"""Importers: names from other people's sources as entities of a gazetteer, one source a module.

A module has `IMPORTER` and `rows(sources, options, report)`, which streams entities. An entity that is yielded has its
own id only where the source is one of our files; else `source` says which record it is, and entities of one `source`
are united by `import_names`, which also gives the ids.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from normalizer.errors import InputError
from normalizer.model import Entity, EntityType
from normalizer.registry import discover

SHOWN_FAULTS = 20
"""How many malformed rows a report keeps word by word; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Importer:
    """What is said of an importer: its name on the command line, what it reads, and which special options it takes.

    `options` holds names of fields of ImportOptions that only some importers know: features, map.
    """

    kind: str
    summary: str
    options: frozenset[str] = frozenset()
    needs_source: bool = True


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user asked for.

    `languages` are ISO 639 codes, the first gives the canonical names; `type` is the type of rows of which the source
    does not say it; `countries` are ISO 3166-1 alpha-2; `features` are GeoNames classes or codes (P, A.ADM1, S.HTL);
    `map` and `values` are pairs as the user wrote them, ours=theirs (or theirs=ours where only that fits).
    """

    languages: tuple[str, ...] = ("en",)
    type: EntityType | None = None
    min_population: int | None = None
    countries: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    map: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that could not be read: its file, its line (1-based) and what is wrong."""

    path: str
    row: int
    problem: str

    def __str__(self) -> str:
        return f"{self.path}:{self.row}: {self.problem}"


@dataclass(slots=True)
class Report:
    """Counts of an import while it runs: records read, entities kept, and records skipped by reason.

    `on_bytes` is told how many bytes of the sources have been read since it was last told.
    """

    strict: bool = False
    on_bytes: Callable[[int], None] | None = None
    read: int = 0
    kept: int = 0
    malformed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def skip(self, reason: str, count: int = 1) -> None:
        """Counts a record that is left out for a reason that is no fault."""
        self.skipped[reason] += count

    def fault(self, problem: str, path: Path | str, row: int) -> None:
        """Counts a malformed row; with `strict` raises InputError instead."""
        if self.strict:
            mend = "mend the row, or leave --strict out to skip it"
            raise InputError(problem, path=path, row=row, mend=mend)
        self.malformed += 1
        if len(self.faults) < SHOWN_FAULTS:
            self.faults.append(Fault(str(path), row, problem))


class _Module(Protocol):
    IMPORTER: Importer

    def rows(self, sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]: ...


def importers() -> dict[str, _Module]:
    """The modules of this package by the kind of source that each of them reads."""
    modules = (cast(_Module, module) for module in discover(__name__).values())
    return {module.IMPORTER.kind: module for module in modules}


def import_names(
    kind: str,
    sources: Sequence[Path],
    options: ImportOptions,
    output: Callable[[Iterable[Entity]], None],
    report: Report,
    known: Mapping[str, Entity] | None = None,
) -> None:
    """Reads sources of one kind and hands the entities, sorted by their new ids, to `output`.

    `known` are entities of the layers in force by id: their ids are given only to what may be the same entity.
    Raises InputError for a source that cannot be parsed, for options that do not fit, and with `options.strict` for
    the first malformed row; `output` has then not been called.
    """
    from normalizer.importers._collect import collect

    found = importers()
    if kind not in found:
        raise InputError(f"there is no importer {kind!r}", mend=f"the kinds are {', '.join(sorted(found))}")
    module = found[kind]
    _check(module.IMPORTER, sources, options)
    collect(module.rows(sources, options, report), options, output, report, known or {})


def _check(importer: Importer, sources: Sequence[Path], options: ImportOptions) -> None:
    from normalizer.importers._names import translation

    translation(options.values)
    if importer.needs_source and not sources:
        raise InputError(f"{importer.kind} needs a file to read", mend="name one")
    if sources and not importer.needs_source:
        raise InputError(f"{importer.kind} reads no file", path=sources[0], mend="leave it out")
    for name, given in (("feature", options.features), ("map", options.map)):
        if given and name not in importer.options:
            raise InputError(f"--{name} has no meaning for {importer.kind}", mend="leave it out")
