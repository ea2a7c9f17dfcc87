"""What the tests of the command line share: folders of their own, and a pipeline that always says the same."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import normalizer
from normalizer.cli.main import cli
from normalizer.model import Category, Correction, Finding, Severity
from normalizer.sections import Section

Invoke = Callable[..., Result]
SURE, UNSURE = 0.97, 0.6


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder is empty, and the user has no gazetteer."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("NAMEWRIGHT_GAZETTEER", "own.csv")
    monkeypatch.setenv("PYTHONPATH", str(Path(normalizer.__file__).parent.parent))  # for processes of the tests
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def invoke() -> Invoke:
    """Runs a command line in this process."""

    def run(*args: str, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(cli, list(args), input=stdin)

    return run


@pytest.fixture
def steady_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Smie becomes Sumy for sure, Suda perhaps Sudzha: what the command line does does not hang on the model."""

    def correct(text: str, _gazetteer: Any, **options: Any) -> Correction:
        fix_at = 0.9 if options["fix_at"] is None else options["fix_at"]
        kept = set(options["keep"])
        findings = [
            Finding(
                "NAM001", m.start(), m.end(), m[0], "garbled", Severity.MAJOR, Category.ACCURACY,
                "Sumy" if m[0] == "Smie" else "Sudzha", probability, applied=probability >= fix_at,
            )
            for m in re.finditer(r"\b(?:Smie|Suda)\b", text)
            if m[0] not in kept
            for probability in (SURE if m[0] == "Smie" else UNSURE,)
        ]  # fmt: skip
        after = text
        for finding in reversed(findings):
            if finding.applied and finding.replacement:
                after = after[: finding.start] + finding.replacement + after[finding.end :]
        notes = ("this text is mostly not English",) if "nicht" in text else ()
        return Correction(text, after, tuple(findings), (), notes)

    def corrector(gazetteer: Any, **options: Any) -> Callable[[Section], Correction]:
        return lambda section: correct(section.text, gazetteer, **options)

    monkeypatch.setattr("normalizer.pipeline.corrector", corrector)
