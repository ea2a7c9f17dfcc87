"""The concepts of a TBX document, one at a time: version 2 (martif) and 3 (tbx), TBX-Min, both styles.

In style DCA a data category is the attribute `type` of termNote, descrip or admin, in DCT (and in TBX-Min) it is the
element's own name; elements and picklists are those of ISO 30042:2008 and :2019 and of tbxinfo.net. A DOCTYPE is
accepted and never fetched. Entities are not expanded: a concept that refers to one is malformed, and a document whose
entities refer to others is refused.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from normalizer.errors import InputError
from normalizer.importers._source import Source

_ROOTS = frozenset({"martif", "tbx"})
_CONCEPTS = frozenset({"termentry", "conceptentry", "entry"})
_LANGUAGES = frozenset({"langset", "langsec", "langgroup"})
_TERMS = frozenset({"tig", "ntig", "termsec", "termgroup"})
_STATUS = frozenset({"administrativestatus", "normativeauthorization", "termstatus", "usagestatus", "status"})
_KIND = frozenset({"subjectfield", "termtype", "concepttype", "semantictype"})
_DEFINITION = "definition"
_CARRIERS = frozenset({"termnote", "descrip", "admin"})
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"[&%][^\W\d]")


@dataclass(slots=True)
class Term:
    """A term with its language, its status as the document writes it, and its notes."""

    language: str
    text: str = ""
    status: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Concept:
    """An entry: `kinds` are its subject fields and the like, `fault` is what makes it unusable."""

    row: int
    id: str
    terms: list[Term] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    fault: str = ""


def concepts(source: Source) -> Iterator[Concept]:
    """The concepts in their order; raises InputError with the place where the document is ill-formed or no TBX."""
    builder = _Builder(source)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    builder.attach(parser)
    data = b"start"
    while data:
        data = source.read(_CHUNK)
        try:
            parser.Parse(data, not data)
        except expat.ExpatError as error:
            row, column = error.lineno, error.offset + 1
            reason = expat.ErrorString(error.code)
            problem = f"the document is ill-formed or cut off: {reason} (column {column})"
            raise InputError(problem, path=source.path, row=row, mend="get the file again") from None
        except (LookupError, ValueError) as error:  # what expat has of Python's codecs
            problem = f"the document is in an encoding that cannot be read: {error}"
            raise InputError(problem, path=source.path, row=1, mend="save it as UTF-8, or get the file again") from None
        while builder.done:
            yield builder.done.popleft()


class _Builder:
    """Puts concepts together from what the parser reports."""

    def __init__(self, source: Source) -> None:
        self.done: deque[Concept] = deque()
        self._source = source
        self._path: list[str] = []
        self._language = ""
        self._concept: Concept | None = None
        self._term: Term | None = None
        self._category = ""
        self._text: list[str] | None = None
        self._depth = 0

    def attach(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._declared
        parser.DefaultHandler = self._other  # with it, references to entities are not expanded

    def _refuse(self, problem: str, mend: str) -> InputError:
        return InputError(problem, path=self._source.path, row=self._parser.CurrentLineNumber, mend=mend)

    def _declared(self, _name: str, _parameter: bool, value: str | None, *_rest: object) -> None:
        if value is not None and _REFERENCE.search(value):
            raise self._refuse("an entity is declared by other entities", "take the declarations out")

    def _other(self, data: str) -> None:
        if data.startswith("&") and self._concept:
            self._concept.fault = f"the entity {data} is not expanded"

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2].casefold()
        self._path.append(name)
        if len(self._path) == 1 and name not in _ROOTS:
            raise self._refuse(f"this is a document of {tag}, not TBX", "its root is martif or tbx")
        if name in _CONCEPTS:
            key = attributes.get("id") or attributes.get("xml:id") or ""
            self._concept = Concept(self._parser.CurrentLineNumber, key)
            self._language, self._term = "", None
        elif self._concept is None:
            return
        elif name in _LANGUAGES:
            self._language = attributes.get("xml:lang") or attributes.get("lang") or ""
        elif name in _TERMS:
            self._term = Term(self._language)
        elif self._text is None:
            category = attributes.get("type", "").casefold() if name in _CARRIERS else name
            if category in (_STATUS | _KIND | {"term", "note", _DEFINITION}):
                self._category, self._text, self._depth = category, [], len(self._path)

    def _characters(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2].casefold()
        if self._text is not None and len(self._path) == self._depth:
            self._said(" ".join("".join(self._text).split()))
            self._text = None
        self._path.pop()
        if self._concept is None:
            return
        if name in _TERMS and self._term:
            self._concept.terms.append(self._term)
            self._term = None
        elif name in _CONCEPTS:
            self.done.append(self._concept)
            self._concept = None

    def _said(self, text: str) -> None:
        concept, term = self._concept, self._term
        if concept is None or not text:
            return
        if self._category in _KIND:
            concept.kinds.append(text)
        elif self._category == _DEFINITION:
            concept.definitions.append(text)
        elif term is None:
            return
        elif self._category == "term":
            term.text = text
        elif self._category in _STATUS:
            term.status = term.status or text
        else:
            term.notes.append(text)
