"""The sample articles: what comes out is what lies beside each, and correcting that changes nothing more."""

import difflib
from functools import cache
from pathlib import Path

import pytest

from normalizer import Gazetteer, correct
from normalizer.edits import apply_edits
from normalizer.model import Correction, Edit

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
EXPECTED = sorted(SEEDS.glob("*.expected.txt"))
NAMES = [path.name.removesuffix(".expected.txt") for path in EXPECTED]


@cache
def shipped() -> Gazetteer:
    return Gazetteer.default()


def read(name: str) -> str:
    return (SEEDS / name).read_bytes().decode("utf-8")


@cache
def corrected(name: str) -> Correction:
    return correct(read(f"{name}.txt"), shipped())


def differences(text: str, wanted: str) -> list[str]:
    """The words in which two texts differ, for the message of a failing test."""
    return [line for line in difflib.ndiff(text.split(), wanted.split()) if line[0] in "-+"]


def test_there_are_samples() -> None:
    assert len(NAMES) >= 3
    files = (path for path in SEEDS.iterdir() if path.is_file())  # desk/ is the README's walk-through
    assert {path.name for path in files if ".fixed." not in path.name and ".report." not in path.name} == {
        f"{name}{suffix}" for name in NAMES for suffix in (".txt", ".expected.txt")
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_corrected(name: str) -> None:
    wanted = read(f"{name}.expected.txt")
    assert differences(corrected(name).text, wanted) == []
    assert corrected(name).text == wanted


@pytest.mark.parametrize("name", NAMES)
def test_a_corrected_sample_changes_no_more(name: str) -> None:
    wanted = read(f"{name}.expected.txt")
    assert differences(correct(wanted, shipped()).text, wanted) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_edits_of_a_sample_lead_from_its_text_to_the_corrected_one(name: str) -> None:
    done = corrected(name)
    assert apply_edits(read(f"{name}.txt"), done.edits) == done.text
    told = [Edit(f.start, f.end, f.replacement) for f in done.findings if f.applied and f.replacement is not None]
    assert apply_edits(read(f"{name}.txt"), told) == done.text


def test_one_sample_has_nothing_to_change() -> None:
    clean = [name for name in NAMES if read(f"{name}.txt") == read(f"{name}.expected.txt")]
    assert clean


@pytest.mark.parametrize("name", NAMES)
def test_no_spelling_of_a_sample_is_kept_in_the_gazetteer_for_it(name: str) -> None:
    """Most garbles of a sample are found by their sound: no more than a few are listed as variants."""
    findings = [f for f in corrected(name).findings if f.applied]
    assert sum(f.rule == "NAM002" for f in findings) <= len(findings) / 3


@pytest.mark.parametrize("name", NAMES)
def test_the_evidence_says_what_a_known_name_is_not_where_it_is_from(name: str) -> None:
    kinds = {"given", "family", "town", "town-alternate", "town-part", "region", "organization", "notable"}
    told = [e.facts["kinds"] for f in corrected(name).findings for e in f.evidence if e.kind == "known_name"]
    assert all(isinstance(some, list) and kinds.issuperset(map(str, some)) for some in told)
    assert told or name in ("clean", "german"), "garbles that are known names of others stand in the other samples"
