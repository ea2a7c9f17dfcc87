"""How candidates are weighed against each other, and how the weights of the evidence add up."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.gazetteer.forms import Form, FormKind
from normalizer.linking import fit_curves as fit
from normalizer.linking.align import Candidate
from normalizer.linking.company import Garbles
from normalizer.linking.context import lower_words
from normalizer.linking.explain import evidence
from normalizer.linking.features import BASE, FEATURES, GROUPS
from normalizer.linking.link import Analysis, Names, analyse, by_likelihood, link, pool, score
from normalizer.linking.model import Curve, Model, load_model, probability
from normalizer.linking.rivals import span_logits
from normalizer.linking.surnames import SURNAME_ALONE, share_words
from normalizer.linking.told import told_words
from normalizer.model import Entity, EntityType
from normalizer.text.protect import protected_spans

Linked = Callable[[str], Analysis]
TEXT = (
    "The envoy Steve Vitkof said that Sudaschha, near Sudzha in the Kursk region, had not fallen. "
    "Mr. Vitkof was in Lviv. Vitkof said that Franz Stephan Gadi and Oleksander Sirskij had been in Smie, not in Lvov."
)


def with_weights(model: Model, **changes: Any) -> Model:
    """The model with other weights for a desk's own list."""
    return replace(model, listed=replace(model.listed, **changes))


def candidate(run: int, start: int, stop: int, entity: str, text: str = "") -> Candidate:
    form = Form(Entity(entity, entity, EntityType.PLACE), FormKind.CANONICAL, text or entity, (entity,))
    return Candidate(run, start, stop, form, (), False)


SPANS = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(3, 4))


@given(st.lists(st.tuples(SPANS, st.floats(-30, 12)), min_size=1, max_size=12))
def test_rival_entities_of_a_span_and_none_share_one_softmax(rows: list[tuple[tuple[int, int, int], float]]) -> None:
    candidates = [candidate(*span, f"e{k}") for k, (span, _) in enumerate(rows)]
    scores = np.array([z for _, z in rows])
    logits = span_logits(candidates, scores)
    by_span: dict[tuple[int, int, int], list[int]] = {}
    for k, (span, _) in enumerate(rows):
        by_span.setdefault(span, []).append(k)
    for members in by_span.values():
        total = 1 + sum(np.exp(scores[k]) for k in members)
        for k in members:
            assert probability(float(logits[k])) == pytest.approx(np.exp(scores[k]) / total, abs=1e-9)


@given(st.lists(st.tuples(SPANS, st.floats(-12, 12)), min_size=1, max_size=12))
def test_it_is_the_softmax_that_the_weights_are_fitted_with(rows: list[tuple[tuple[int, int, int], float]]) -> None:
    rows.sort(key=lambda row: row[0])
    scores = np.array([z for _, z in rows])
    keys = [span for span, _ in rows]
    starts = np.array([k for k in range(len(keys)) if k == 0 or keys[k] != keys[k - 1]])
    names = np.arange(len(rows))
    spans = fit.Spans(np.arange(len(rows)), starts, names, np.zeros(len(rows), bool), np.ones(len(starts)))
    fitted = np.zeros(len(rows))
    fit.span_logits(spans, scores, fitted)
    ours = span_logits([candidate(*span, f"e{k}") for k, span in enumerate(keys)], scores)
    assert ours == pytest.approx(fitted, abs=1e-6)


def test_two_forms_of_one_entity_are_no_rivals() -> None:
    scores = np.array([2.0, 1.0, 0.0])
    forms = [candidate(0, 0, 1, "a", "Alpha"), candidate(0, 0, 1, "a", "Alfa"), candidate(0, 0, 1, "b")]
    logits = span_logits(forms, scores)
    together = np.log(np.exp(2.0) + np.exp(1.0)) - np.log(1 + np.exp(0.0))
    assert logits == pytest.approx([together, together - 1, 0 - np.log(1 + np.exp(2.0) + np.exp(1.0))])


def test_entities_that_write_the_same_are_no_rivals() -> None:
    scores = np.array([1.0, 1.0, 0.0])
    brothers = [candidate(0, 0, 1, "a", "bin Zayed"), candidate(0, 0, 1, "b", "bin Zayed"), candidate(0, 0, 1, "c")]
    logits = span_logits(brothers, scores)
    together = np.log(2 * np.exp(1.0)) - np.log(1 + np.exp(0.0))
    assert logits == pytest.approx([together, together, 0 - np.log(1 + 2 * np.exp(1.0))])


def test_no_candidates_no_odds() -> None:
    assert len(span_logits([], np.zeros(0))) == 0


def test_every_mention_of_a_spelling_is_as_sure_as_the_surest(analysed: Linked, steady: Model) -> None:
    analysis = analysed(TEXT)
    logits = np.arange(len(analysis.candidates), dtype=float)
    pooled = pool(analysis, logits)
    alone = [k for k, c in enumerate(analysis.candidates) if c.form.text == "Witkoff" and c.stop - c.start == 1]
    assert len(alone) == 3
    assert {pooled[k] for k in alone} == {max(logits[k] for k in alone)}
    assert (pooled >= logits).all()


@pytest.mark.parametrize(
    ("text", "name", "country", "decided"),
    [
        ("Borys Filimonov sang.", "Borys Filatov", "", False),
        ("Boris Filimonov sang.", "Borys Filatov", "", False),
        ("Robert Ficco sang.", "Robert Fico", "", True),
        ("Borys Filatow sang.", "Borys Filatov", "", True),
        ("Alexander Ovechkin scored.", "Aleksandr Ovechkin", "", False),
        ("Alexander Ovechkin scored.", "Aleksandr Ovechkin", "RU", True),
        ("Oleksandr Ovechkin scored.", "Aleksandr Ovechkin", "", True),
        ("Alexander Ovetchkin scored.", "Aleksandr Ovechkin", "", True),
    ],
)
def test_people_who_are_as_likely_others_are_as_likely_as_not_at_most(
    text: str,
    name: str,
    country: str,
    decided: bool,
    analysed_with: Callable[[str, list[Entity]], Analysis],
    steady: Model,
) -> None:
    analysis = analysed_with(text, [Entity(name.lower(), name, EntityType.PERSON, country=country)])
    likeliest = max(map(probability, score(analysis, with_weights(steady, bias=4.0)).pooled.tolist()))
    assert likeliest > 0.5 if decided else likeliest == 0.5


def test_garbles_that_were_put_right_still_keep_the_others_company(analysed: Linked) -> None:
    analysis, model = analysed("The envoy Steve Vitkof left on Monday."), load_model()
    alone = score(analysis, model).pooled
    assert (score(analysis, model, {"wladimir putyn": "Vladimir Putin"}).pooled >= alone).all()
    assert (score(analysis, model, {"wladimir putyn": "Vladimir Putin"}).pooled > alone).any()


@pytest.mark.parametrize("model", ["steady", "shipped"])
def test_the_weights_of_the_evidence_add_up_to_the_log_odds(analysed: Linked, steady: Model, model: str) -> None:
    chosen = steady if model == "steady" else load_model()
    analysis = analysed(TEXT)
    scores = score(analysis, chosen)
    links = link(analysis, scores, 0.0)
    assert links
    for found in links:
        told = evidence(analysis, found, chosen, scores)
        log_odds = float(scores.pooled[found.row])
        assert sum(e.weight for e in told) == pytest.approx(log_odds, abs=0.002)
        assert found.probability == pytest.approx(probability(log_odds))
        assert told[-1].kind == "model" and told[-1].facts["logit"] == pytest.approx(log_odds, abs=0.001)
        shown = [abs(e.weight) for e in told[:-1]]
        assert shown == sorted(shown, reverse=True)


def test_every_feature_is_told_with_one_kind_of_evidence() -> None:
    told = [feature for members in (*GROUPS.values(), BASE) for feature in members]
    assert len(told) == len(set(told))
    assert set(FEATURES) == set(told)


def test_links_do_not_overlap_and_stand_in_order(analysed: Linked, steady: Model) -> None:
    analysis = analysed(TEXT)
    links = link(analysis, score(analysis, steady), 0.0)
    for before, after in pairwise(links):
        assert before.end <= after.start


def test_the_whole_name_goes_before_its_surname(analysed: Linked, steady: Model) -> None:
    analysis = analysed("The analyst Franz Stephan Gadi said so.")
    (found, *_) = link(analysis, score(analysis, steady), 0.3)
    assert (found.candidate.form.text, found.replacement) == ("Franz-Stefan Gady", "Franz-Stefan Gady")


def test_nothing_is_linked_below_the_least_probability(analysed: Linked, steady: Model) -> None:
    analysis = analysed(TEXT)
    scores = score(analysis, steady)
    assert all(x.probability >= 0.6 for x in link(analysis, scores, 0.6))
    assert link(analysis, scores, 1.0) == []


def test_evidence_tells_what_was_seen(analysed: Linked, steady: Model) -> None:
    analysis = analysed(TEXT)
    more = dict.fromkeys(("near", "type_agrees"), steady.listed.curves["ratio"])
    told_by = with_weights(steady, curves={**steady.listed.curves, **more})
    scores = score(analysis, told_by)
    sudzha = next(x for x in link(analysis, scores, 0.0) if x.candidate.form.text == "Sudzha")
    facts = {e.kind: e.facts for e in evidence(analysis, sudzha, told_by, scores)}
    assert facts["sound"]["name"] == "Sudzha"
    alignment = facts["sound"]["alignment"]
    assert isinstance(alignment, list)
    steps = [step for step in alignment if isinstance(step, list)]
    assert "".join(str(step[0]) for step in steps).strip("^$") == "sudzha"
    assert "".join(str(step[1]) for step in steps).strip("^$") == "sudaschha"
    assert facts["document"] == {"name": "Sudzha", "line": 1, "count": 1}
    assert facts["distance"]["place"] in {"Sudzha", "Kursk Oblast"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Witkof said so.\nSteve Witkoff agreed.", {"name": "Steve Witkoff", "line": 2, "count": 1}),
        ("Stewe Witkof said so.\nSteve agreed.", {"name": "Steve Witkoff", "count": 0}),
        ("Witkof said so.", {"name": "Steve Witkoff", "count": 0}),
    ],
)
def test_evidence_of_the_document(analysed: Linked, steady: Model, text: str, told: dict[str, object]) -> None:
    analysis = analysed(text)
    curve = Curve((0.0, 1.0), (1.0, 1.5))
    told_by = with_weights(steady, curves={**steady.listed.curves, "names_words_in_text": curve})
    scores = score(analysis, told_by)
    found = next(x for x in link(analysis, scores, 0.0) if x.candidate.form.entity.id == "person/steve-witkoff")
    facts = {e.kind: e.facts for e in evidence(analysis, found, told_by, scores)}
    assert facts["document"] == told


@pytest.mark.parametrize(
    ("full", "alone", "expected"),
    [
        (3.0, -1.0, (3.0, 3.0 - SURNAME_ALONE)),
        (-1.0, 1.0, (1.0, 1.0)),
        (0.0, 0.0, (0.0, 0.0)),
    ],
)
def test_full_name_and_surname_share_what_speaks_for_either(
    full: float, alone: float, expected: tuple[float, float]
) -> None:
    pair = (("makron", "macron"),)
    told = share_words(["macron", "macron", ""], [(2, pair), (1, pair), (1, pair)], np.array([full, alone, -5.0]))
    assert tuple(told) == pytest.approx((*expected, -5.0)), "what is no person is left as it is"


def test_a_longer_name_is_as_sure_as_its_garbled_word_alone() -> None:
    pair, both = ("manchestar", "manchester"), (("manchestar", "manchester"), ("unitd", "united"))
    words = [(1, (pair,)), (2, (pair,)), (2, both), (0, (pair,))]
    told = share_words(["", "", "", ""], words, np.array([1.0, -2.0, -3.0, -4.0]))
    assert told.tolist() == [1.0, 1.0, -3.0, -4.0], "not where more is garbled, nor a part of a name in a shorter span"


@pytest.mark.parametrize(
    ("name", "told"),
    [("Franz Stephen Gadi", ["Gadi"]), ("Franz Stephen Gady", ["Stephen"]), ("Franz Stefen Gadi", ["Stefen", "Gadi"])],
)
def test_a_given_name_in_another_language_tells_nothing_beside_a_garbled_surname(
    name: str, told: list[str], analysed: Linked
) -> None:
    analysis = analysed(f"The analyst {name} said so.")
    found = [c for c in analysis.candidates if c.form.text == "Franz-Stefan Gady" and c.stop - c.start == 3]
    assert [[w.text for w in told_words(c, analysis.context.runs[c.run])] for c in found] == [told]


@pytest.mark.parametrize(("fix_at", "first"), [(1.0, "a whole name"), (0.6, "a part"), (0.4, "a whole name")])
def test_what_is_only_shown_keeps_nothing_from_being_put_right(fix_at: float, first: str) -> None:
    found = [candidate(0, 0, 4, "a whole name"), candidate(0, 3, 4, "a part")]
    order = by_likelihood(found, np.array([-0.2, 1.6]), fix_at)
    assert found[order[0]].form.entity.id == first


def test_a_full_name_is_no_company_of_its_surname() -> None:
    garbles = Garbles()
    garbles.add("narendra moudi", "Narendra Modi", 0.9, (0, 0, 2))
    assert garbles.beside("moudi", "Modi", ["modi"], (0, 1, 2)) == (0, False, True)
    assert garbles.beside("moudi", "Modi", ["modi"], (3, 0, 1)) == (1, False, True)
    garbles.add("narendra moudi", "Narendra Modi", 0.9, (5, 0, 2))
    assert garbles.beside("moudi", "Modi", ["modi"], (0, 1, 2)) == (1, False, True)


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("Aleksandr Maslenikov sang.", 0.0),
        ("Alexandr Maslenikov sang.", 0.0),
        ("Aleksundr Maslenikov sang.", 1.0),
    ],
)
def test_a_given_name_in_another_language_is_no_second_garble(
    text: str, several: float, analysed_with: Callable[[str, list[Entity]], Analysis]
) -> None:
    analysis = analysed_with(text, [Entity("a", "Aleksandr Maslennikov", EntityType.PERSON)])
    told = dict(zip(FEATURES, analysis.rows.T.tolist(), strict=True))["several_in_list"]
    full = [k for k, c in enumerate(analysis.candidates) if len(c.form.words) == 2]
    assert [told[k] for k in full] == [several]


def features_of(analysis: Analysis, form: str) -> dict[str, float]:
    """What is known of the first candidate of a form."""
    row = next(k for k, c in enumerate(analysis.candidates) if c.form.text == form)
    return dict(zip(FEATURES, analysis.rows[row].tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "form", "told"),
    [
        ("In Kyiv the phones of Huawaiq failed.", "Huawai", (1.0, 1.0)),
        ("In Kyiv the phones of Huawei failed.", "Huawai", (0.0, 0.0)),
        ("In Kyiv Witkov spoke.", "Witkoff", (1.0, 0.0)),
        ("In Kyiv Kushnir spoke.", "Kushner", (0.0, 0.0)),
    ],
)
def test_what_is_no_word_and_no_name_of_anybody(
    text: str, form: str, told: tuple[float, float], analysed_with: Callable[[str, list[Entity]], Analysis]
) -> None:
    people = [Entity(form, f"Steve {form}", EntityType.PERSON) for form in ("Witkoff", "Kushner")]
    found = features_of(analysed_with(text, [*people, Entity("o", "Huawai", EntityType.ORGANIZATION)]), form)
    assert (found["unknown_in_list"], found["unknown_organization_in_list"]) == told


def test_firms_are_abroad_as_people_are(analysed: Linked) -> None:
    told = features_of(analysed("In Kyiv the phones of Huawai failed."), "Huawei")
    assert (told["abroad"], told["person_abroad"]) == (0.0, 1.0)


@pytest.mark.parametrize(("text", "told"), [("ENVOY MEETS VITKOF TODAY", 0.0), ("ENVOY KOVALUK VITKOF KYLYVA", 1.0)])
def test_common_words_in_capitals_are_no_names_beside_a_span(text: str, told: float, analysed: Linked) -> None:
    found = features_of(analysed(text), "Witkoff")
    assert (found["other_word_before"], found["word_after"]) == (told, told)


def test_the_words_of_a_full_name_in_the_same_letters_are_nobody_elses(
    analysed_with: Callable[[str, list[Entity]], Analysis],
) -> None:
    xi = Entity("a", "Xi Jinping", EntityType.PERSON)
    split = features_of(analysed_with("The chairman Xi Jin Ping left.", [xi]), "Xi Jinping")
    assert (split["family"], split["zipf"]) == (0.0, 0.0)


def test_addresses_hold_no_words_in_lower_case(names: Names) -> None:
    text = "Vitkof left, see https://example.org/vitkof-left for more."
    analysis = analyse(text, names, protected_spans(text))
    assert analysis.context.lower_words == {"left", "see", "for", "more"}
    assert lower_words(text, ()) == analysis.context.lower_words | {"https", "example", "org", "vitkof"}


@pytest.mark.parametrize(("name", "told"), [("Kaya Kalas", True), ("Kaya Kallas", True), ("Kaja Kalas", False)])
def test_a_given_name_that_is_romanised_otherwise_is_nobody_elses(name: str, told: bool, analysed: Linked) -> None:
    found = features_of(analysed(f"The envoy {name} left."), "Kaja Kallas")
    assert (found["given"] == found["family"] == found["town"] == 0.0) is told


def test_capitals_speak_against_no_name_in_capitals(analysed_with: Callable[[str, list[Entity]], Analysis]) -> None:
    entities = [Entity("a", "ECOWAS", EntityType.ORGANIZATION), Entity("b", "Evovas", EntityType.PLACE)]
    analysis = analysed_with("The envoy of ECOVAS left.", entities)
    assert {form: features_of(analysis, form)["all_caps"] for form in ("ECOWAS", "Evovas")} == {
        "ECOWAS": 0,
        "Evovas": 1,
    }


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("The envoy VITKOF left Kyiv.", "capitals"),
        ("He left. Vitkof-based men stayed.", "hyphen"),
        ("He left. Vitkof stayed.", "sentence start"),
    ],
)
def test_what_of_its_position_is_told(text: str, at: str, analysed: Linked, steady: Model) -> None:
    curve = {name: Curve((0.0, 1.0), (0.0, -1.0)) for name in ("all_caps", "hyphen", "sentence_start")}
    listed = replace(steady.listed, curves=steady.listed.curves | curve, bias=0.0)
    model = replace(steady, listed=listed)
    analysis = analysed(text)
    scores = score(analysis, model)
    found = next(x for x in link(analysis, scores, 0.0) if x.candidate.form.text == "Witkoff")
    assert {e.kind: e.facts for e in evidence(analysis, found, model, scores)}["position"] == {"at": at}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("they don't, isn't and won't", {"they", "and"}),
        ("a café in kyivská", set()),
        ("on macOS at five o'clock", {"five"}),
        ("the town's mayor, half-kyiv", {"the", "town", "mayor", "half", "kyiv"}),
    ],
)
def test_only_whole_words_stand_in_lower_case(text: str, words: set[str]) -> None:
    assert lower_words(text, ()) == words


def test_a_line_break_of_two_characters_says_the_same_as_one(names: Names) -> None:
    text = (
        "In the village of\nSudaschha\nregion the painter\nWitkof\nsaid, and at\nSmie\n, a town in Ukraine,\ntwo\nKyivs"
    )
    told = [
        [(c.form.text, p) for c, p in zip(a.candidates, score(a, load_model()).pooled.tolist(), strict=True)]
        for a in (analyse(x, names, ()) for x in (text, text.replace("\n", "\r\n")))
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("text", "costs_nothing"),
    [
        ("Kim Jeong-eun left.", True),
        ("Gim Jong-un left.", True),
        ("Kim Jong-eon left.", False),
    ],
)
def test_another_romanisation_of_a_korean_name_costs_nothing(
    text: str, costs_nothing: bool, analysed_with: Callable[..., Analysis]
) -> None:
    kim = Entity("person/kim-jong-un", "Kim Jong-un", EntityType.PERSON, native=("김정은",), country="KP")
    analysis = analysed_with(text, [kim])
    costs = [
        row[FEATURES.index("cost")]
        for c, row in zip(analysis.candidates, analysis.rows, strict=True)
        if len(c.form.words) > 2 and not c.joined
    ]
    assert costs and all((cost == 0) == costs_nothing for cost in costs)
