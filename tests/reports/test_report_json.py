import json
from dataclasses import replace
from importlib import resources

import jsonschema

from normalizer.model import Correction, Evidence
from normalizer.reports import FileResult
from normalizer.reports.json import render

SCHEMA = json.loads(resources.files("normalizer.reports").joinpath("schema/report.schema.json").read_text("utf-8"))


def strict(node):
    """The schema without room for fields that it does not document."""
    if isinstance(node, list):
        return [strict(part) for part in node]
    if not isinstance(node, dict):
        return node
    node = {key: strict(value) for key, value in node.items()}
    if "properties" in node and isinstance(node.get("required"), list):
        node.setdefault("additionalProperties", False)
    return node


def test_the_schema_is_valid_and_describes_everything():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for name, definition in SCHEMA["$defs"].items():
        assert definition["description"], name
        for field, value in definition.get("properties", {}).items():
            assert value.get("description") or "$ref" in value, f"{name}.{field}"
        assert set(definition.get("required", [])) == set(definition.get("properties", {})), name


def test_reports_hold_to_the_schema(everything):
    for results in ([], *([result] for result in everything), everything):
        jsonschema.Draft202012Validator(strict(SCHEMA)).validate(json.loads(render(results)))


def test_the_facts_come_through(article):
    (file,) = json.loads(render([article]))["files"]
    assert file["path"] == "news/article.txt"
    assert file["counts"] == {"findings": 12, "changed": 8, "shown": 4}
    first = file["findings"][0]
    assert first["text"] == article.correction.original[first["start"] : first["end"]] == "Smie"
    assert (first["line"], first["column"], first["replacement"], first["applied"]) == (2, 45, "Sumy", True)
    assert first["runner_up"] == {"canonical": "Smila", "confidence": 0.013}
    assert first["evidence"][1] == {"kind": "distance", "weight": 1.4, "facts": {"km": 97.0, "place": "Sudzha"}}
    assert [f["start"] for f in file["findings"]] == sorted(f["start"] for f in file["findings"])
    assert file["findings"][-1]["replacement"] is None


def test_the_edits_lead_from_the_input_to_the_output(everything):
    for result, file in zip(everything, json.loads(render(everything))["files"], strict=True):
        text = result.correction.original
        for edit in reversed(file["edits"]):
            text = text[: edit["start"]] + edit["replacement"] + text[edit["end"] :]
        assert text == result.correction.text


def test_lone_surrogates_and_infinity_are_valid_json(hostile, article):
    assert render([hostile]).isascii()
    assert r"\ud800" in render([hostile])
    finding = article.correction.findings[0]
    odd = Evidence("odd", float("-inf"), {"x": [float("nan"), 1.5]})
    correction = Correction("", "", (replace(finding, start=0, end=0, evidence=(odd,)),), ())
    (file,) = json.loads(render([FileResult("a", correction)]))["files"]
    assert file["findings"][0]["evidence"] == [{"kind": "odd", "weight": None, "facts": {"x": [None, 1.5]}}]
