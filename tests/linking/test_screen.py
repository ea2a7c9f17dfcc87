"""What is left out before the document is asked changes nothing that is found."""

from pathlib import Path

import numpy as np
import pytest

from normalizer import Gazetteer
from normalizer.gazetteer.layers import Layer
from normalizer.gazetteer.parts import Parts
from normalizer.gazetteer.read import Action, Row
from normalizer.linking.features import FEATURES
from normalizer.linking.link import Names, analyse, link, score
from normalizer.linking.model import load_model
from normalizer.linking.names import made_ready, names_of
from normalizer.linking.spelling import STATIC
from normalizer.model import Entity, EntityType

EXPECTED = sorted((Path(__file__).parents[2] / "seeds").glob("*.expected.txt"))
ARTICLES = [path.with_name(path.name.replace(".expected", "")) for path in EXPECTED]


@pytest.fixture(scope="module")
def shipped() -> Names:
    return names_of(Gazetteer.default())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_links_are_those_of_all_candidates(path: Path, shipped: Names) -> None:
    text, model = path.read_text(encoding="utf-8"), load_model()
    found = {}
    for weigh_all in (False, True):
        analysis = analyse(text, shipped, (), weigh_all=weigh_all)
        links = link(analysis, score(analysis, model), model.fix_at)
        found[weigh_all] = (len(analysis.candidates), [(x.start, x.end, x.replacement) for x in links])
    assert found[False][1] == found[True][1]
    assert found[False][0] < found[True][0]


def test_what_counts_among_very_many_names_is_nothing_with_a_short_list(names: Names) -> None:
    analysis = analyse("Sudaschha and Steve Vitkof", names, (), weigh_all=True)
    columns = [i for i, name in enumerate(STATIC) if name.endswith("_in_many")]
    assert len(analysis.candidates) > 1
    assert not np.any(analysis.rows[:, columns])


def test_a_surname_follows_its_full_name_however_unlikely_it_is_alone(shipped: Names) -> None:
    text = "Steve Uitkof came. Later Uitkof left."
    found = {(c.form.text, c.start) for c in analyse(text, shipped, ()).candidates}
    assert any(form == "Witkoff" and start == 1 for form, start in found)


def test_a_name_of_a_desk_s_own_file_counts_as_one_of_a_short_list() -> None:
    def layer(name: str, *names: str) -> Layer:
        path = Path(f"{name}.csv")
        entities = [Entity(f"place/{n.lower()}", n, EntityType.PLACE) for n in names]
        return Layer(name, path, [Row(entity, Action.EXTEND, path, line) for line, entity in enumerate(entities, 2)])

    below = Parts().with_layers([layer("shipped", "Sudzha", "Sumy", "Kyiv", "Lviv", "Odesa")])
    own = Parts([below]).with_layers([layer("own", "Sandviga")])
    analysis = analyse("They left Sandwiga for Sudaschha.", made_ready(Parts([below, own])), (), weigh_all=True)
    sizes = analysis.rows[:, FEATURES.index("size")].tolist()
    found = {c.form.text: size for c, size in zip(analysis.candidates, sizes, strict=True)}
    assert found["Sandviga"] < 0.5 < found["Sudzha"] < 1
