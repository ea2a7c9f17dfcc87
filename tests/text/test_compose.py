"""Letters that a text writes with several characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.text.compose import composed

MIXED = st.text(st.sampled_from("aeoZ \n-\u0306\u0308\u0301\u0336\u00ad\u200b\u2060\ufeffé1_"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Erdog\u0306an", "Erdoğan"),
        ("Zelen\u00adsky", "Zelensky"),
        ("Zelen\u200d\u2060sky", "Zelensky"),
        ("Ke\u0301\u00adi\u0308ta", "Kéïta"),
        ("a\u0336b", "ab"),
        ("\ufeffKyiv", None),
        ("Kyiv\u00ad \u2060Lviv", None),
        ("Kyiv\u200bLviv", None),
        ("👨\u200d👩\u200d👧", None),
        ("\u0301 Kyiv", None),
        ("Erdoğan", None),
        ("", None),
    ],
)
def test_each_letter_is_one_character(text: str, expected: str | None) -> None:
    found = composed(text)
    assert (found and found.text) == expected


@given(MIXED)
def test_what_is_composed_is_found_again_in_the_text(text: str) -> None:
    view = composed(text)
    if view is None:
        return
    places = [view.origin(k) for k in range(len(view.text) + 1)]
    assert (places[0], places[-1]) == (0, len(text))
    for k, character in enumerate(view.text):
        written = text[places[k] : places[k + 1]]
        assert written == character or (len(written) > 1 and unicodedata.normalize("NFC", written)[0] == character)
        assert all(view.place(offset) == k for offset in range(places[k], places[k + 1]))
