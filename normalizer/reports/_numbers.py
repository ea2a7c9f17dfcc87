"""How numbers are told to people."""

import math


def plural(count: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def confidence_number(confidence: float) -> str:
    """A probability with two decimals, rounded down: 0.899 did not reach 0.90, and 0.999 is not certainty."""
    return f"{math.floor(confidence * 100 + 1e-9) / 100:.2f}"


def confidence_words(confidence: float) -> str:
    """A probability (0–1) in words."""
    steps = ((0.99, "practically certain"), (0.9, "very likely"), (0.7, "likely"), (0.5, "more likely than not"))
    return next((words for least, words in steps if confidence >= least), "doubtful")
