"""Japanese names whose characters are read otherwise."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.matching.data_files import DATA
from normalizer.matching.readings import FILE, MOST, read_otherwise
from normalizer.matching.train_readings import learn, spellings

WORDS = st.text("aeioukstnhmyrwgzdb", max_size=12)


@pytest.mark.parametrize(
    ("word", "name", "characters"),
    [
        ("sotozaki", "tonosaki", "外崎"),
        ("sugano", "kanno", "菅野"),
        ("takano", "kono", "高野"),
        ("koyama", "oyama", "小山"),
        ("kamimachi", "kamicho", "上町"),
        ("yoshinori", "yoshitoku", "吉徳"),
        ("toriya", "toritani", "鳥谷"),
        ("takaichi", "koichi", "高市"),
        ("nakata", "nakada", "中田"),
    ],
)
def test_one_name_in_two_readings(word: str, name: str, characters: str) -> None:
    assert 4 < read_otherwise(word, name) < MOST, characters
    assert 4 < read_otherwise(name, word) < MOST, characters


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("tanaka", "nakata"),
        ("yamada", "yamato"),
        ("takeda", "tokuda"),
        ("ishiba", "ishida"),
        ("motegi", "kishida"),
        ("putin", "putina"),
        ("boroda", "borodin"),
        ("macron", "makoto"),
        ("", "ono"),
        ("ono", ""),
    ],
)
def test_other_names(word: str, name: str) -> None:
    assert read_otherwise(word, name) == 0


@given(WORDS, WORDS)
def test_bounds(word: str, name: str) -> None:
    assert 0 <= read_otherwise(word, name) <= MOST


@pytest.mark.parametrize("name", ["tonosaki", "kanno", "oyama", "yoshitoku"])
def test_a_name_is_itself(name: str) -> None:
    assert read_otherwise(name, name) == MOST


def test_likelier_readings_say_more() -> None:
    assert read_otherwise("toriya", "toritani") > read_otherwise("sugano", "kanno")


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("キョウ", {"kyou", "kyo"}),
        ("シュン", {"shun"}),
        ("チョウ", {"chou", "cho"}),
        ("ジュ", {"ju"}),
        ("オオ", {"oo", "o"}),
        ("ヒャク", {"hyaku"}),
        ("ザキ", {"zaki"}),
    ],
)
def test_hepburn(kana: str, written: set[str]) -> None:
    assert spellings(kana) == written


def test_sounds_are_given_to_their_characters() -> None:
    names = ["山田ヤマダ", "山本ヤマモト", "本田ホンダ", "田中タナカ", "中山ナカヤマ", "山中ヤマナカ"]
    learned = learn([(name[:2], name[2:], "surname") for name in names])
    best = {character: max(some, key=some.__getitem__) for character, some in learned.items()}
    assert best["山"] == "ヤマ" and best["中"] == "ナカ"


def test_the_table() -> None:
    with (DATA / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["character"] for row in rows] == sorted({row["character"] for row in rows})
    assert all(re.fullmatch(r"[a-z]+:[1-9]\d*(;[a-z]+:[1-9]\d*)*", row["readings"]) for row in rows)
