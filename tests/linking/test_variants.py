"""Known variants, and what speaks for another bearer of the spelling."""

import pytest

from normalizer import Gazetteer, check
from normalizer.linking.link import Names, analyse
from normalizer.linking.variants import PLAIN, keeping_phrase, variant_mentions


def judged(names: Names, text: str) -> list[tuple[str, str, bool, list[str]]]:
    return [
        (text[m.start : m.end], m.replacement, m.probability >= PLAIN, [e.kind for e in m.evidence])
        for m in variant_mentions(analyse(text, names, ()))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He returned to Kiev.", [("Kiev", "Kyiv", True)]),
        ("Kiev's mayor, a Kiev-based paper", [("Kiev", "Kyiv", True), ("Kiev", "Kyiv", True)]),
        ("They ate chicken Kiev.", []),
        ("They ate chicken\nKiev.", []),
        ("They ate chicken\u00a0\r\n   Kiev.", []),
        ("They ate a chicken\nKiev", []),
        ("They ate a chickenKiev.", []),
        ("They ate chickens. Kiev slept.", [("Kiev", "Kyiv", True)]),
        ("They ate Chicken Kiev in Kiev.", [("Kiev", "Kyiv", True)]),
        ("Kyiv is Kyiv.", []),
        ("in Odessa in Texas", [("Odessa", "Odesa", False)]),
        ("Odessa, Texas, is a town. He left Odessa.", [("Odessa", "Odesa", False)]),
        ("in Odessa in Ukraine", [("Odessa", "Odesa", True)]),
        ("He left Odessa.", [("Odessa", "Odesa", True)]),
        ("Peking University, in Peking", [("Peking", "Beijing", False), ("Peking", "Beijing", True)]),
        ("a surgeon of Peking Union Medical College", [("Peking", "Beijing", False)]),
        ("the Hotel Peking", [("Peking", "Beijing", False)]),
        ("the Kiev region", [("Kiev", "Kyiv", True)]),
        ("Kiev Mayor Vitali Klitschko", [("Kiev", "Kyiv", True)]),
        ("Mr. Lvov said so.", [("Lvov", "Lviv", False)]),
        ("Dr. Lvov said so.", [("Lvov", "Lviv", False)]),
        ("Georgy Lvov said so.", [("Lvov", "Lviv", False)]),
        ("Anna Lvov said so.", [("Lvov", "Lviv", False)]),
        ("John Lvov said so.", [("Lvov", "Lviv", False)]),
        ("General Lvov said so.", [("Lvov", "Lviv", False)]),
        ("Anna Lvov left. Later Lvov said so.", [("Lvov", "Lviv", False), ("Lvov", "Lviv", False)]),
        ("Anna Lvov left. Later in Lvov she said so.", [("Lvov", "Lviv", False), ("Lvov", "Lviv", True)]),
        ("He met Anna. Lvov was quiet.", [("Lvov", "Lviv", True)]),
        ("On Sunday Lvov was quiet.", [("Lvov", "Lviv", True)]),
        ("In April Lvov was quiet.", [("Lvov", "Lviv", True)]),
        ("On Monday Lvov was quiet. Lvov slept.", [("Lvov", "Lviv", True), ("Lvov", "Lviv", True)]),
        ("In Georgia Lvov is unknown.", [("Lvov", "Lviv", True)]),
        ("He left Lvov.", [("Lvov", "Lviv", True)]),
        ("kiev", []),
    ],
)
def test_variants_and_what_speaks_against_them(names: Names, text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = judged(names, text)
    assert [row[:3] for row in found] == expected
    for _, _, plain, kinds in found:
        assert kinds[0] == "variant"
        assert plain is (len(kinds) == 1), "what speaks against it is told"


def test_the_phrase_that_keeps_a_variant_is_told(names: Names) -> None:
    analysis = analyse("They ate chicken Kiev in Kiev, and Chicken\nKiev.", names, ())
    phrases = [keeping_phrase(analysis.context, m) for m in analysis.context.exact]
    assert phrases == ["chicken Kiev", None, "chicken Kiev"]


def test_of_a_longer_name_no_more_is_told_than_was_looked_at(names: Names) -> None:
    (mention,) = variant_mentions(analyse("the Hotel Peking" + " Grand" * 50, names, ()))
    assert mention.evidence[1].facts["phrase"] == "Peking Grand Grand Grand Grand"


def test_a_canonical_name_goes_before_anothers_variant(gazetteer: Gazetteer) -> None:
    assert check("They saw Odesa and Kyiv.", gazetteer).findings == ()
