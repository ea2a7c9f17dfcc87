"""What is left out before the document is asked changes nothing that is found."""

from pathlib import Path

import numpy as np
import pytest

from normalizer import Gazetteer
from normalizer.linking.link import Names, analyse, link, score
from normalizer.linking.model import load_model
from normalizer.linking.names import names_of
from normalizer.linking.spelling import STATIC

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
ARTICLES = [path for path in SEEDS if not path.name.endswith(".expected.txt")]


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
