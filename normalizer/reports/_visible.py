"""Characters that act on a screen instead of being seen are shown as something to see."""

import re

from normalizer.text.positions import LINE_END

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001]"
)


def visible_text(text: str) -> str:
    """`text` with what acts unseen (controls, bidi controls, spaces of no width, lone surrogates) as `[U+001B]`.

    Tabs and line ends (as LF) stay.
    """
    return _UNSEEN.sub(lambda match: f"[U+{ord(match.group()):04X}]", LINE_END.sub("\n", text))


def visible_line(text: str) -> str:
    """`text` on one line: like `visible_text`, with `↵` for a line end and `[U+0009]` for a tab."""
    return visible_text(text).replace("\n", "↵").replace("\t", "[U+0009]")
