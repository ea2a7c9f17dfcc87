"""HTML that is put together from pieces: what is not marked as HTML is escaped."""

from collections.abc import Iterable

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def filled(template: str, *values: object, **named: object) -> Markup:
    """`template`, which is HTML, with the values in the place of its fields, as `str.format` puts them there.

    A value that is no Markup is text: it is escaped.
    """
    return Markup(template.format(*map(_safe, values), **{name: _safe(value) for name, value in named.items()}))


def joined(pieces: Iterable[Markup]) -> Markup:
    """The pieces, one after the other."""
    return Markup("".join(pieces))


def _safe(value: object) -> Markup:
    return value if isinstance(value, Markup) else Markup(str(value).translate(_ESCAPED))
