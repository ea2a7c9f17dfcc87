"""What is no garble, however alike."""

import pytest

from normalizer.gazetteer.forms import Form, FormKind
from normalizer.linking.rules import is_no_garble, is_word_or_acronym
from normalizer.linking.similar import likeness
from normalizer.model import Entity, EntityType
from normalizer.text.tokens import Word, fold_word


@pytest.mark.parametrize(
    ("word", "name", "alone", "no_garble"),
    [
        ("Zelenskyy", "zelensky", True, True),
        ("Zelenskij", "zelensky", True, False),
        ("Admiral", "admiralty", True, True),
        ("Admiral", "admiralty", False, False),
        ("Libyan", "libya", True, True),
        ("Witkoffs", "witkoff", True, True),
        ("Aleksei", "oleksii", True, True),
        ("Aleksei", "oleksii", False, False),
        ("T90", "t80", True, True),
        ("Sudaschha", "sudzha", True, False),
        ("Trumped", "trump", True, True),
        ("AstanaTV", "astana", True, True),
        ("Aztana", "astana", True, False),
        ("MEPs", "memphis", True, True),
        ("Meps", "memphis", True, False),
        ("Airforce", "cairo", True, True),
        ("Portlend", "portland", True, False),
        ("Airforce", "cairo", False, False),
        ("Paralympic", "olympic", False, True),
        ("Hydrometeorological", "meteorological", False, True),
        ("Meteorological", "hydrometeorological", False, True),
        ("Reparis", "paris", True, True),
        ("Podkrkonoše", "krkonose", False, False),
    ],
)
def test_other_words_and_other_spellings(word: str, name: str, alone: bool, no_garble: bool) -> None:
    pair = likeness(fold_word(word), name, 0.8, 1.0)
    assert is_no_garble(pair, Word(word, fold_word(word), 0, len(word)), last=True, alone=alone) is no_garble


@pytest.mark.parametrize(
    ("kind", "text", "too_little"),
    [
        (FormKind.SURNAME, "Field", True),
        (FormKind.CANONICAL, "Field", False),
        (FormKind.SURNAME, "Witkoff", False),
        (FormKind.SURNAME, "MD", True),
        (FormKind.CANONICAL, "NATO", True),
        (FormKind.CANONICAL, "ECOWAS", False),
    ],
)
def test_words_and_short_acronyms_are_not_garbled(kind: FormKind, text: str, too_little: bool) -> None:
    form = Form(Entity("a", text, EntityType.PERSON), kind, text, (text.lower(),))
    assert is_word_or_acronym(form) is too_little
