"""What became of the letters of a name, in words."""

from normalizer.model import Fact
from normalizer.reports._facts import quoted

_SHOWN = 3


def sound_changes(alignment: Fact) -> list[str]:
    """What became of the letters: neighbouring differences are told as one, the first few of them.

    Raises TypeError where a step of the alignment is no pair. The channel marks where a word begins and ends by ^ and
    $, which are no letters.
    """
    runs: list[tuple[str, str]] = []
    differs = False
    for pair in alignment if isinstance(alignment, list) else []:
        if not isinstance(pair, list) or len(pair) < 2:
            raise TypeError("alignment")
        name, text = (str(part or "").strip("^$") for part in pair[:2])
        same = name.casefold() == text.casefold()
        if not same and differs:
            runs[-1] = (runs[-1][0] + name, runs[-1][1] + text)
        elif not same:
            runs.append((name, text))
        differs = not same
    changes = [_sound_change(name, text) for name, text in runs[:_SHOWN]]
    return [*changes, "…"] if len(runs) > _SHOWN else changes


def _sound_change(name: str, text: str) -> str:
    if not name or not text:
        letters = "a space" if (name or text).isspace() else quoted(name or text)
        return f"{letters} {'left out' if name else 'put in'}"
    return f"{quoted(name)} written {quoted(text)}"
