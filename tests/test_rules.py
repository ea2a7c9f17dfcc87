"""The examples of the rules, held against the shipped gazetteer."""

from functools import cache

import pytest

from normalizer import Gazetteer, check, correct
from normalizer.checks import rules
from normalizer.model import Rule

RULES = list(rules().values())


@cache
def shipped() -> Gazetteer:
    return Gazetteer.default()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_flags_its_wrong_example(rule: Rule) -> None:
    findings = check(rule.wrong, shipped()).findings
    assert {f.rule for f in findings} == {rule.code}
    assert {(f.severity, f.category) for f in findings} == {(rule.severity, rule.category)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_flags_a_right_example(rule: Rule) -> None:
    assert check(rule.right, shipped()).findings == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_right_example_is_what_comes_out_of_the_wrong_one(rule: Rule) -> None:
    done = correct(rule.wrong, shipped())
    if any(f.replacement is not None for f in done.findings):
        assert done.text == rule.right
    else:
        assert done.text == rule.wrong, "what is only shown is not edited"
