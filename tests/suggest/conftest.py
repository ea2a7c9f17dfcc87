"""A small gazetteer, and what is missing from it."""

from collections.abc import Callable

import pytest

from normalizer.gazetteer import Gazetteer
from normalizer.suggest.gather import Gathered
from normalizer.suggest.group import Suggestion
from normalizer.suggest.texts import gather, missing

ROWS = """\
canonical,type,aliases,weak_aliases,variants,country
Kyiv,place,,,Kiev,UA
Petra,place,,,,JO
Petra Kvitova,person,,,,CZ
Kursk,place,,,,RU
Volodymyr Zelensky,person,Zelenskyy,,,UA
Donald Trump,person,,,,US
Chen Jining,person,,Chen,,CN
United Nations,organization,UN,,,
"""

Missing = Callable[..., list[Suggestion]]


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("names") / "names.csv"
    path.write_text(ROWS, encoding="utf-8")
    return Gazetteer.read(path)


@pytest.fixture
def missing_from(gazetteer: Gazetteer) -> Missing:
    """The names that texts hold, `least` times or more, and the gazetteer lacks."""

    def run(*texts: str, least: int = 1, **options: object) -> list[Suggestion]:
        gathered = Gathered()
        for number, text in enumerate(texts, 1):
            gather(gathered, f"{number}.txt", text, gazetteer, **options)
        return missing(gathered, gazetteer, least)

    return run
