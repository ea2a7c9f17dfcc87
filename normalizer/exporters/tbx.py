"""TBX version 3 (ISO 30042:2019), dialect TBX-Basic in style DCA.

Canonical name, aliases and variants are preferred, admitted and deprecated terms of one language section; a weak alias
is admitted with a note; native names have sections of their own, of their language where their script and country leave
only one, else `und`. The type is the subject field, the description the definition. Coordinates, population, related
ids, phrases to keep and sources have no place in TBX-Basic and are not written.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from normalizer.exporters import Exporter
from normalizer.importers._names import native_language
from normalizer.importers.tbx import UNDETERMINED, WEAK
from normalizer.model import Entity

EXPORTER = Exporter("tbx", "TBX-Basic of version 3, for terminology tools")

LANGUAGE = "en"
"""The language of canonical names, aliases and variants."""

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="{LANGUAGE}" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader><fileDesc><sourceDesc><p>Exported from a gazetteer by namewright</p></sourceDesc></fileDesc></tbxHeader>
  <text><body>
"""
_TAIL = "  </body></text>\n</tbx>\n"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(entities: Iterable[Entity], file: BinaryIO) -> None:
    """A concept entry for each entity, in UTF-8; its id is the entity's with a full stop for the slash."""
    file.write(_HEAD.encode())
    for number, entity in enumerate(entities, 1):
        file.write("".join(f"    {line}\n" for line in _entry(entity, number)).encode("utf-8", "replace"))
    file.write(_TAIL.encode())


def _entry(entity: Entity, number: int) -> Iterator[str]:
    yield f"<conceptEntry id={quoteattr(_id(entity.id, number))}>"
    yield f'  <descrip type="subjectField">{entity.type}</descrip>'
    if entity.description:
        yield f'  <descrip type="definition">{_text(entity.description)}</descrip>'
    yield f'  <langSec xml:lang="{LANGUAGE}">'
    yield _term(entity.canonical, "preferredTerm")
    yield from (_term(name, "admittedTerm") for name in entity.aliases)
    yield from (_term(name, "admittedTerm", f"<note>{WEAK}</note>") for name in entity.weak_aliases)
    yield from (_term(name, "deprecatedTerm") for name in entity.variants)
    yield "  </langSec>"
    tagged = sorted(((_language(name, entity.country), name) for name in entity.native), key=itemgetter(0))
    for language, names in groupby(tagged, key=itemgetter(0)):
        yield f'  <langSec xml:lang="{language}">'
        yield from (_term(name) for _, name in names)
        yield "  </langSec>"
    yield "</conceptEntry>"


def _term(name: str, status: str = "", note: str = "") -> str:
    said = f'<termNote type="administrativeStatus">{status}-admn-sts</termNote>' if status else ""
    return f"    <termSec><term>{_text(name)}</term>{said}{note}</termSec>"


def _language(name: str, country: str) -> str:
    language = native_language(name, country)
    return language if language and language != LANGUAGE else UNDETERMINED


def _id(key: str, number: int) -> str:
    """The id as XML allows it; an id of another form than type/slug is replaced by a number."""
    return key.replace("/", ".", 1) if re.fullmatch(r"[a-z]+/[a-z0-9-]+", key) else f"c{number}"


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text))
