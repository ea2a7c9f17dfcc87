from dataclasses import replace

import pytest

from normalizer import reports
from normalizer.errors import InputError
from normalizer.model import RunnerUp
from normalizer.reports import _items, _numbers


def test_every_output_is_found_by_its_name_and_its_suffix():
    suffixes = {"csv": ".csv", "diff": ".diff", "html": ".html", "json": ".json", "md": ".md", "terminal": ""}
    assert {name: module.REPORT.suffix for name, module in reports.reports().items()} == suffixes
    for name, suffix in suffixes.items():
        assert reports.by_name(name).REPORT.name == name
        assert reports.by_name(name).REPORT.summary
        if suffix:
            assert reports.by_suffix(suffix.upper()).REPORT.name == name


def test_what_is_not_known_is_answered_with_what_is():
    with pytest.raises(InputError, match=r"'\.pdf'; use one of \.csv, \.diff, \.html, \.json, \.md$"):
        reports.by_suffix(".pdf")
    with pytest.raises(InputError, match="''"):
        reports.by_suffix("")
    with pytest.raises(InputError, match=r"'pdf'; use one of csv, diff"):
        reports.by_name("pdf")


@pytest.mark.parametrize("name", ["csv", "diff", "html", "json", "md", "terminal"])
def test_an_output_is_the_same_every_time_and_can_be_written(name, everything):
    module = reports.by_name(name)
    text = module.render(everything)
    assert text == module.render(everything)
    assert module.render([]) is not None
    if name != "diff":
        text.encode()


@pytest.mark.parametrize("name", ["html", "json", "md", "terminal"])
def test_notes_about_a_text_are_told(name, clean):
    noted = replace(clean, correction=replace(clean.correction, notes=("not English",)))
    assert "not English" in reports.by_name(name).render([noted])


def test_a_finding_is_headed_by_its_rule_or_where_there_is_no_edit_by_its_message(article):
    first, last = article.correction.findings[0], article.correction.findings[-1]
    assert _items.headline(first) == "garbled name"
    assert _items.headline(last) == last.message
    assert _items.headline(replace(first, rule="NEW001")) == first.message


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (RunnerUp("Smila", 0.01), True),
        (RunnerUp("Smila", 0.009), False),
        (RunnerUp("Sumy", 0.9), False),
        (None, False),
    ],
    ids=["worth a look", "told as 0.00", "written in the same way", "none"],
)
@pytest.mark.parametrize("name", ["html", "md", "terminal"])
def test_who_came_second_is_told_where_it_tells_something(make, name, second, told):
    result = make("a.txt", "Smie", ("Smie", 0, "Sumy", True, 0.97, [], {"runner_up": second}))
    assert ("runner-up" in reports.by_name(name).render([result]).lower()) == told


@pytest.mark.parametrize(
    ("confidence", "number", "words"),
    [
        (1.0, "1.00", "practically certain"),
        (0.9999, "0.99", "practically certain"),
        (0.9, "0.90", "very likely"),
        (0.899, "0.89", "likely"),
        (0.29, "0.29", "doubtful"),
        (0.57, "0.57", "more likely than not"),
        (0.0, "0.00", "doubtful"),
    ],
)
def test_confidence_is_never_rounded_up(confidence, number, words):
    assert _numbers.confidence_number(confidence) == number
    assert _numbers.confidence_words(confidence) == words
