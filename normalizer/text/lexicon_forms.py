"""Feminine forms of family names, for compiling the lexicon."""

import re
from typing import Final

_CONSONANT = "bcdfghjklmnprstvzčďřšťňž"
_FEMININE: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "Russian": (
        (r"(ov|ev|in|yn)$", r"\1a"),
        (r"(s|ts|dz)k(?:y|iy|ii|i)$", r"\1kaya"),
        (r"oy$", "aya"),
        (r"ny$", "naya"),
    ),
    "Belarusian": ((r"(ov|ev|in|yn)$", r"\1a"), (r"(s|ts)k(?:y|iy|ii|i)$", r"\1kaya")),
    "Ukrainian": ((r"(ov|ev|in|yn)$", r"\1a"), (r"(s|ts|z)k(?:yi|yy|y|ii|iy)$", r"\1ka"), (r"y[iy]$", "a")),
    "Bulgarian": ((r"(ov|ev|in)$", r"\1a"), (r"ski$", "ska")),
    "Macedonian": ((r"ski$", "ska"),),
    "Polish": ((r"(s|c|dz)ki$", r"\1ka"),),
    "Czech": (
        (r"ý$", "á"),
        (rf"([{_CONSONANT}])ek$", r"\1ková"),
        (r"ec$", "cová"),
        (r"el$", "lová"),
        (r"[aeo]$", "ová"),
        (rf"([{_CONSONANT}])$", r"\1ová"),
    ),
    "Lithuanian": ((r"(?:as|ys|is|us)$", "ienė"), (r"us$", "iūtė")),
    "Latvian": ((r"is$", "e"), (r"[sš]$", "a")),
}
_FEMININE["Slovak"] = _FEMININE["Czech"]


def feminine_forms(surname: str, origin: str) -> tuple[str, ...]:
    """Return the feminine form of a masculine surname of a language named in English; none where it has none."""
    for pattern, replacement in _FEMININE.get(origin, ()):
        if re.search(pattern, surname):
            return (re.sub(pattern, replacement, surname),)
    return ()
