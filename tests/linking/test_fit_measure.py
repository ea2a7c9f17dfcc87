"""What a fitted decision is worth, language by language."""

import numpy as np

from normalizer.linking.fit_curves import Chosen
from normalizer.linking.fit_data import Collected
from normalizer.linking.fit_measure import by_pair


def test_garbles_fixed_and_turned_wrong_by_language() -> None:
    data = Collected(pairs=["ja-en", "ja-en", "cs-en"])
    data.gold = [{"kind": kind} for kind in ("garble", "garble", "style", "garble", "garble")]
    data.gold_document = [0, 1, 1, 2, 2]
    data.candidates.gold = [0, 1, 2, 3, -1, 4]
    data.candidates.gold_right = [True, False, True, True, False, False]
    chosen = Chosen(np.arange(6), np.array([0.9, 0.8, 0.9, 0.4, 0.9, 0.9]))
    assert by_pair(data, chosen, 0.5) == {"cs": (2, 0.0, 50.0), "ja": (2, 50.0, 50.0)}
    assert by_pair(data, chosen, 0.85) == {"cs": (2, 0.0, 50.0), "ja": (2, 50.0, 0.0)}
