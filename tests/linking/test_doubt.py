"""Candidates that are held at even odds, and what is told of them."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest

from normalizer.gazetteer.forms import Form, FormKind
from normalizer.linking.align import Candidate
from normalizer.linking.doubt import Doubt, doubts
from normalizer.linking.explain import evidence
from normalizer.linking.features import STATIC
from normalizer.linking.link import Analysis, link, score
from normalizer.linking.model import Model, probability
from normalizer.linking.rivals import behind
from normalizer.model import Entity, EntityType, Evidence
from normalizer.reports import wording
from normalizer.text.tokens import runs

Analysed = Callable[[str, Iterable[Entity]], Analysis]
PERSON, PLACE = EntityType.PERSON, EntityType.PLACE
SUDZHA = Entity("place/sudzha", "Sudzha", PLACE, country="RU")
UKRAINE = Entity("place/ukraine", "Ukraine", PLACE, country="UA")
KUSHNER = Entity("person/kushner", "Jared Kushner", PERSON, country="US")
BURHAN = Entity("person/burhan", "Abdel Fattah al-Burhan", PERSON, country="SD")
FILATOV = Entity("person/filatov", "Borys Filatov", PERSON)
CAPUTOVA = Entity("person/caputova", "Zuzana Čaputová", PERSON, country="SK")
OVECHKIN = Entity("person/ovechkin", "Aleksandr Ovechkin", PERSON)
YAVAS = Entity("person/yavas", "Mansur Yavaş", PERSON, country="TR", description="mayor of Ankara")
OHTANI = Entity("person/ohtani", "Shohei Ohtani", PERSON, country="JP")
TONOSAKI = Entity("person/tonosaki", "Tonosaki", PERSON)
TONOZAKI = Entity("person/tonozaki", "Tonozaki", PERSON)


@pytest.fixture
def surest(steady: Model) -> Model:
    """A model that finds all candidates likely."""
    return replace(steady, listed=replace(steady.listed, bias=4.0))


@pytest.mark.parametrize(
    ("text", "entities", "doubt"),
    [
        ("They left Swjato-Sudzja for good.", [SUDZHA], Doubt.HALF),
        ("They left Sudzja-Swjato for good.", [SUDZHA], Doubt.HALF),
        ("They left Swjato\u2011Sudzja for good.", [SUDZHA], Doubt.HALF),
        ("They left the Kyiv-Sudzja road.", [SUDZHA], None),
        ("They left the Sudzja-based firm.", [SUDZHA], None),
        ("They left North-Sudzja for good.", [SUDZHA], None),
        ("The Ukranian army left.", [UKRAINE], Doubt.DEMONYM),
        ("Three Ukranians left.", [UKRAINE], Doubt.DEMONYM),
        ("They left Ukrane for good.", [UKRAINE], None),
        ("Three Ukraynes left.", [UKRAINE], Doubt.PLURAL),
        ("THREE UKRAYNES LEFT", [UKRAINE], Doubt.PLURAL),
        ("Of the Ukraynes they left three.", [UKRAINE], None),
        ("Three Filatows left.", [FILATOV], None),
        ("The batter Shohei Otani left.", [OHTANI], Doubt.ROMANISATION),
        ("The batter Shohei Ohtany left.", [OHTANI], None),
        ("The batter Shohei Otani left.", [replace(OHTANI, country="")], None),
        ("The Kushnir family left.", [KUSHNER], Doubt.BORNE_BY_OTHERS),
        ("The Kushnar family left.", [KUSHNER], None),
        ("Jared Kushnir left. The Kushnir family stayed.", [KUSHNER], None),
        ("The Kushnir family left.", [replace(KUSHNER, country="")], None),
        ("The trader Burhany Ismailova left.", [BURHAN], Doubt.GIVEN_NAME),
        ("The general Burhany left.", [BURHAN], None),
        ("The general Burhany Said No.", [BURHAN], None),
        ("The general Burhany Wednesday left.", [BURHAN], None),
        ("The general Abdel Fattah al-Burhany Ismailowr left.", [BURHAN], Doubt.MORE_BEHIND),
        ("The general Abdel Fattah al-Burhany\nIsmailowr left.", [BURHAN], None),
        ("The general Abdel Fattah al-Burhany Zelensky left.", [BURHAN], None),
        ("The general Abdel Fattah al-Burhany Ismailowr left.", [replace(BURHAN, country="")], None),
        ("The general Burhany Jr. left.", [BURHAN], None),
        ("The general Burhany UNAMID left.", [BURHAN], None),
        ("The Burhany Oblast left.", [BURHAN], Doubt.PLACE),
        ("The Burhany-Ismailova talks failed.", [BURHAN], None),
        ("The general Burhany Fattah left.", [BURHAN], None),
        ("The Burhany Ukraine talks failed.", [BURHAN, UKRAINE], None),
        ("BURHANY RESIGNS AGAIN", [BURHAN], None),
        ("The mayor Boris Filimonov left.", [FILATOV], Doubt.ANOTHER_SURNAME),
        ("The mayor Boris Filatof left.", [FILATOV], None),
        ("The president Zuzana Fajtlova left.", [CAPUTOVA], Doubt.UNLIKE),
        ("The president Zuzana Caputowa left.", [CAPUTOVA], None),
        ("The president Zuzana Fajtlova left.", [replace(CAPUTOVA, country="")], None),
        ("The grocer Mansur Yavasz left.", [YAVAS], Doubt.OCCUPATION),
        ("A neighbour, Mansur Yavasz, left.", [YAVAS], Doubt.OCCUPATION),
        ("The grocer Mansur Yavasz left. Then Mansur Yavasz said no.", [YAVAS], Doubt.OCCUPATION),
        ("The grocer Mansur Yavasz left. Then Yavasz said no.", [YAVAS], Doubt.OCCUPATION),
        ("The mayor Mansur Yavasz left.", [YAVAS], None),
        ("The grocer Mansur Yavasz left.", [replace(YAVAS, description="")], None),
        ("The grocer Mansur Yavasz left.", [replace(YAVAS, description="grocer in Ankara")], None),
        ("It rained in Yavasz on Monday.", [YAVAS], Doubt.PLACE),
        ("The village of Yavasz burned.", [YAVAS], Doubt.PLACE),
        ("It rained in Yavasz's garden.", [YAVAS], None),
        ("It rained in Yavasz on Monday.", [replace(YAVAS, country="")], None),
        ("The forward Alexander Ovechkin left.", [OVECHKIN], Doubt.ENGLISH_GIVEN_NAME),
        ("The forward Aleksander Ovechkin left.", [OVECHKIN], None),
        ("The forward Alexander Ovechkin left.", [replace(OVECHKIN, country="RU")], None),
        ("The singer Sotozaki left.", [TONOSAKI, TONOZAKI], Doubt.READ_OTHERWISE),
        ("The singer Sotozaki left.", [TONOSAKI], None),
    ],
)
def test_what_is_doubted_is_as_likely_as_not_at_most(
    text: str, entities: list[Entity], doubt: Doubt | None, analysed_with: Analysed, surest: Model
) -> None:
    analysis = analysed_with(text, entities)
    found = link(analysis, score(analysis, surest), 0.0)
    assert {analysis.doubts.get(x.row) for x in found} == {doubt}
    assert all(x.probability == 0.5 if doubt else x.probability > 0.5 for x in found)


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("Sotozaki hit a double in Saitama. Sotozaki was cheered.", False),
        ("Sotozaki hit a double in Saitama. Tonosaki was cheered.", True),
        ("Outosaki hit a double in Saitama.", False),
        ("Tonosakki hit a double in Saitama.", True),
    ],
)
def test_what_nothing_tells_from_its_rival_is_as_likely_as_not_at_most(
    text: str, decided: bool, analysed_with: Analysed, surest: Model
) -> None:
    analysis = analysed_with(text, [TONOSAKI, TONOZAKI])
    scores = score(analysis, surest)
    for logits in (scores.shared, scores.lone, scores.pooled):
        likeliest = max(probability(z) for z in logits.tolist())
        assert likeliest > 0.5 if decided else likeliest == 0.5


def test_another_full_name_keeps_the_surname_alone(analysed_with: Analysed, surest: Model) -> None:
    text = "The grocer Mansur Yavasz met the mayor, Manzur Yavasz. Then Yavasz said no."
    analysis = analysed_with(text, [YAVAS])
    found = link(analysis, score(analysis, surest), 0.0)
    doubted = {text[s : s + 6]: analysis.doubts.get(x.row) for x in found for s in [start_of(analysis, x.candidate)]}
    assert doubted == {"Mansur": Doubt.OCCUPATION, "Manzur": None, "Yavasz": None}


def start_of(analysis: Analysis, candidate: Candidate) -> int:
    return analysis.context.runs[candidate.run].words[candidate.start].start


def test_what_doubt_takes_away_is_told(analysed_with: Analysed, surest: Model) -> None:
    analysis = analysed_with("The Ukranian army left.", [UKRAINE])
    scores = score(analysis, surest)
    told = {e.kind: e for e in evidence(analysis, link(analysis, scores, 0.0)[0], surest, scores)}
    assert told["doubt"].facts == {"reason": "demonym"}
    assert told["doubt"].weight < 0
    assert sum(e.weight for e in told.values()) == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_has_words_of_its_own(doubt: Doubt) -> None:
    told = wording(Evidence("doubt", -1.0, {"reason": str(doubt)}))
    assert told.endswith("so at most as likely as not")
    assert not told.startswith(f"but {doubt},")


def test_a_name_far_behind_the_most_alike_of_its_span_is_doubtful() -> None:
    def candidate(entity: str, start: int) -> Candidate:
        form = Form(Entity(entity, entity, EntityType.PLACE), FormKind.CANONICAL, entity, (entity.lower(),))
        return Candidate(0, start, start + 1, form, (), False)

    found = [candidate("Hostomel", 0), candidate("Gomel", 0), candidate("Gomel", 1), candidate("Hostomel", 0)]
    static = np.zeros((4, len(STATIC)), dtype=np.float32)
    static[:, STATIC.index("cost")] = 1.0, 7.0, 7.0, 9.0
    far = behind(found, static)
    assert far.tolist() == [0.0, 6.0, 0.0, 0.0], "other forms of one entity and other spans are no rivals"
    assert doubts(found, runs("Gomer Gomer", ()), "Gomer Gomer", static, far, {}, set()) == {1: Doubt.FAR}
