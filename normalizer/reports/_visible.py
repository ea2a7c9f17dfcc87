"""Characters that act on a screen instead of being seen are shown as something to see."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001]"
)
_UNSEEN_OR_LAYOUT = re.compile(f"[\t\n]|{_UNSEEN.pattern}")


def _placeholder(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def visible_text(text: str) -> str:
    """`text` with its controls, bidi controls and lone surrogates made visible; tabs and line feeds stay."""
    return _UNSEEN.sub(_placeholder, text)


def visible_line(text: str) -> str:
    """`text` on one line: like `visible_text`, and tabs and line feeds are made visible too."""
    return _UNSEEN_OR_LAYOUT.sub(_placeholder, text)
