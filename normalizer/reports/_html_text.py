"""The article's own text as HTML, each finding marked and led to its entry in the list."""

from normalizer.reports._article import Piece
from normalizer.reports._markup import Markup, filled, joined
from normalizer.reports._visible import visible_text

_FIRST = (
    '<a class="finding" id="{f}-t{number}" href="#{f}-n{number}">{piece}'
    '<sup><span class="vh">, finding </span>{number}</sup></a>'
)
_OTHER = (
    '<a class="finding" id="{f}-t{number}" href="#{f}-n{number}">'
    '<sup><span class="vh">finding </span>{number}</sup></a>'
)


def article_line(f: str, number: int, pieces: list[Piece]) -> Markup:
    """A line of the text; `f` stands before all ids of its file."""
    return filled('<p id="{}-l{}" dir="auto">{}</p>', f, number, joined(_piece(f, piece) for piece in pieces))


def _piece(f: str, piece: Piece) -> Markup:
    if piece.kind == "same":
        return filled("{}", visible_text(piece.text))
    if not piece.numbers:
        return _marked(piece)
    first, *others = piece.numbers
    links = [filled(_FIRST, f=f, number=first, piece=_marked(piece))]
    return joined([*links, *(filled(_OTHER, f=f, number=other) for other in others)])


def _marked(piece: Piece) -> Markup:
    text = visible_text(piece.text)
    if piece.kind == "shown":
        return filled('<mark><span class="vh">only shown: </span>{}</mark>', text)
    old = filled('<del><span class="vh">deleted: </span>{}</del>', text) if piece.text else Markup()
    new = visible_text(piece.replacement)
    return joined([old, filled('<ins><span class="vh">inserted: </span>{}</ins>', new) if new else Markup()])
