"""JRC-Names: a name a line (id, type, language or u for any, name with + for its blanks), parted by tabs or blanks.

Lines that begin with # are comments. Types are P (person) and O (organization); `--value person=X` says what others
are. Names in Latin letters are aliases, the others native names. The names of an entity are sorted on disk, so they
need not stand together.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from normalizer.importers import Importer, ImportOptions, Report
from normalizer.importers._names import entity, is_latin, matching_language, tidy, translation
from normalizer.importers._source import Source, opened
from normalizer.importers._spool import grouped
from normalizer.model import Entity, EntityType

IMPORTER = Importer("jrc-names", "JRC-Names of the European Commission (people and organizations)")

_TYPES = {"p": EntityType.PERSON, "o": EntityType.ORGANIZATION}
_ANY = "u"
_MARK = "\t"


def rows(sources: Sequence[Path], options: ImportOptions, report: Report) -> Iterator[Entity]:
    """An entity for each id: named in the first of the languages, else in any, Latin letters first."""
    types = {**_TYPES, **translation(options.values).types}
    with opened(sources, report) as found:
        pairs = (pair for source in found for pair in _names(source, types, options, report))
        for key, packed in grouped(pairs):
            names = [(tuple(text.split(_MARK, 2))) for text in packed]
            yield _entity(key, [(type_, language, name) for type_, language, name in names], options.languages)


def _entity(key: str, names: Sequence[tuple[str, str, str]], languages: Sequence[str]) -> Entity:
    def order(named: tuple[str, str, str]) -> tuple[int, bool]:
        _, language, name = named
        place = matching_language(language, languages)
        return len(languages) + (language != _ANY) if place is None else place, not is_latin(name)

    spelled = [name for _, _, name in names]
    best = min(names, key=lambda named: order(named) if is_latin(named[2]) else (len(languages) + 2, True))
    chosen = min(names, key=order)
    canonical = chosen if matching_language(chosen[1], languages) is not None else best
    return entity(
        canonical[2],
        EntityType(names[0][0]),
        aliases=filter(is_latin, spelled),
        native=(name for name in spelled if not is_latin(name)),
        source=f"JRC-Names {key}",
    )


def _names(
    source: Source, types: dict[str, EntityType], options: ImportOptions, report: Report
) -> Iterator[tuple[str, str]]:
    """(id, type, language and name) of the lines."""
    for number, raw in source.lines():
        if not raw.strip() or raw.lstrip().startswith(b"#"):
            continue
        report.read += 1
        try:
            line = raw.decode("utf-8").strip()
        except UnicodeDecodeError:
            report.fault("this is not UTF-8", source.path, number)
            continue
        columns = [column.strip() for column in line.split("\t")] if line.count("\t") >= 3 else line.split(None, 3)
        name = tidy(" ".join(columns[3:]).replace("+", " "))
        if len(columns) < 4 or not columns[0].isdigit() or not name:
            report.fault("this is not id, type, language and name", source.path, number)
            continue
        type_ = types.get(columns[1].casefold(), options.type)
        if type_ is None:
            report.skip(f"type {columns[1][:10]} (--value says what it is)")
        else:
            yield columns[0], _MARK.join((type_, columns[2].casefold(), name))
