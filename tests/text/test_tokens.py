import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.text.tokens import fold_word, fold_words, lower_case_runs, pieces, runs, starts_sentence

RUNS = [
    ("nothing here has a capital", []),
    ("the President spoke", ["President"]),
    ("the envoy Steve Witkoff said", ["Steve Witkoff"]),
    ("President Vladimir V. Putin and Trump met", ["President Vladimir V. Putin and Trump"]),
    ("Gen. Syrskyi and Lt. Col. Brovdi", ["Gen. Syrskyi and Lt. Col. Brovdi"]),
    ("J.D. Vance, J. D. Vance", ["J. D. Vance", "J. D. Vance"]),
    ("the U.N. said", ["U. N."]),
    ("Abdel Fattah al-Burhan", ["Abdel Fattah al Burhan"]),
    ("then al-Burhan left", ["al Burhan"]),
    ("met von der Leyen, de la Cruz, bin al-Salman", ["von der Leyen", "de la Cruz", "bin al Salman"]),
    ("an den Haag, siren-al-Haag, all-Haag", ["den Haag", "al Haag", "Haag"]),
    ("Deir ez-Zor fell", ["Deir ez Zor"]),
    ("Ursula von der Leyen", ["Ursula von der Leyen"]),
    ("Prince Mohammed bin Salman", ["Prince Mohammed bin Salman"]),
    ("the Bank of the West", ["Bank of the West"]),
    ("Rostov-on-Don", ["Rostov on Don"]),
    ("Kamianets-Podilskyi", ["Kamianets Podilskyi"]),
    ("the Sumy-based paper", ["Sumy"]),
    ("pro-Kyiv forces", ["Kyiv"]),
    ("Kyiv, Kharkiv (Lviv) and Odesa", ["Kyiv", "Kharkiv", "Lviv", "Odesa"]),
    ("Kyiv–Kharkiv, Kyiv—Lviv, Kyiv/Odesa", ["Kyiv", "Kharkiv", "Kyiv", "Lviv", "Kyiv", "Odesa"]),
    ("Kyiv's mayor", ["Kyiv"]),
    ("Kyiv’s mayor", ["Kyiv"]),
    ("Zelenskyʼs office", ["Zelensky"]),
    ("KYIV'S MAYOR SAID", ["KYIV", "MAYOR SAID"]),
    ("Hamas’ fault, Hamas's fault", ["Hamas", "Hamas"]),
    ("O'Brien and D’Arc", ["O'Brien and D’Arc"]),
    ("Mu’ammar, Slovʼiansk", ["Mu’ammar", "Slovʼiansk"]),
    ("Jean-Noël Barrot", ["Jean Noël Barrot"]),
    ("Kim Jong-un's sister, Kim Yo-jong", ["Kim Jong un", "Kim Yo jong"]),
    ("Hong Kong-led talks, a Soviet-era tank, Abu Dhabi-based", ["Hong Kong", "Soviet", "Abu Dhabi"]),
    ("Kim Jong-un-like, in Jong-un's, Mr. Jong-unhappily", ["Kim Jong un", "Jong", "Mr. Jong"]),
    ("Kim\r\nJong-un, Lee Jae\u2011myung", ["Kim Jong un", "Lee Jae myung"]),
    ("United States-funded", ["United States"]),
    ("Łukaszenka, İstanbul, Ǆemal", ["Łukaszenka", "İstanbul", "Ǆemal"]),
    ("Steve\nWitkoff", ["Steve Witkoff"]),
    ("Steve \r\nWitkoff", ["Steve Witkoff"]),
    ("Steve\n\nWitkoff", ["Steve", "Witkoff"]),
    ("Steve\n  Witkoff", ["Steve", "Witkoff"]),
    ("Kyiv\u00a0Oblast", ["Kyiv Oblast"]),
    ("Nur\u2011Sultan", ["Nur Sultan"]),
    ("iPhone and eBay", []),
    ("the X-101 and the 47th", ["X"]),
    ("Sudzha.Then he left", ["Sudzha", "Then"]),
]


@pytest.mark.parametrize(("text", "expected"), RUNS, ids=[repr(text) for text, _ in RUNS])
def test_runs_of_capitalised_words(text: str, expected: list[str]) -> None:
    found = [" ".join(w.text for w in run.words) for run in runs(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "protected", "expected"),
    [
        ("Steve Witkof Example.com wrote", (13, 24), ["Steve Witkof"]),
        ("See <b>Kyiv Post</b> here", (4, 7), ["See", "Kyiv Post"]),
        ("Kyiv", (0, 4), []),
        ("Kyiv Lviv Odesa", (5, 9), ["Kyiv", "Odesa"]),
    ],
)
def test_protected_spans_part_runs(text: str, protected: tuple[int, int], expected: list[str]) -> None:
    assert [" ".join(w.text for w in run.words) for run in runs(text, [protected])] == expected


@pytest.mark.parametrize(
    ("text", "at_start"),
    [
        ("Kyiv fell", True),
        ("It fell. Kyiv rose", True),
        ("It fell! “Kyiv rose”", True),
        ("It fell: Kyiv rose", True),
        ("It fell\nKyiv rose", True),
        ("• Kyiv rose", True),
        ("  (Kyiv rose", True),
        ("it fell, Kyiv rose", False),
        ("it fell in Kyiv", False),
        ("it fell (Kyiv)", False),
    ],
)
def test_where_a_capital_says_nothing(text: str, at_start: bool) -> None:
    assert starts_sentence(text, text.index("Kyiv")) is at_start
    assert next(r for r in runs(text) if r.words[0].text == "Kyiv").sentence_start is at_start


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Sudzha", "sudzha"),
        ("Łukaszenka", "lukaszenka"),
        ("Téhéran", "teheran"),
        ("O'Brien", "obrien"),
        ("Mu’ammar", "muammar"),
        ("Суджа", "sudzha"),
        ("X-101", "x101"),
        ("J.", "j"),
        ("—", ""),
    ],
)
def test_folding_takes_case_marks_and_script_away(word: str, folded: str) -> None:
    assert fold_word(word) == folded


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Franz-Stefan Gady", ("franz", "stefan", "gady")),
        ("Abdel Fattah al-Burhan", ("abdel", "fattah", "al", "burhan")),
        ("J.D. Vance", ("j", "d", "vance")),
        ("St. Petersburg", ("st", "petersburg")),
        ("O'Brien", ("obrien",)),
        ("X-101", ("x", "101")),
        ("", ()),
    ],
)
def test_the_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert fold_words(name) == words
    assert tuple(fold_word(name[a:b]) for a, b in pieces(name)) == words


@given(st.text(alphabet="AbÉ s'’ʼ.-\n\r\u00a0al ", max_size=40))
def test_words_are_spans_of_the_text_in_order(text: str) -> None:
    position = 0
    for run in runs(text):
        assert run.words
        for word in run.words:
            assert position <= word.start < word.end
            assert text[word.start : word.end] == word.text
            assert fold_word(word.text) == word.fold != ""
            position = word.end


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("Rafach fell. In rafach nobody stayed.", {"rafach"}, ["Rafach", "In", "rafach"]),
        ("Rafach fell. The rafach-based unit, rafachs.", {"rafach"}, ["Rafach", "The"]),
        ("Rafach fell. In rafach nobody stayed.", set(), ["Rafach", "In"]),
    ],
)
def test_names_that_lost_their_capital(text: str, words: set[str], spans: list[str]) -> None:
    found = lower_case_runs(text, runs(text), words)
    assert [word.text for run in found for word in run.words] == spans


def test_what_is_protected_has_no_lost_capitals() -> None:
    text = "Rafach fell, see rafach.example."
    assert len(lower_case_runs(text, runs(text), {"rafach"}, [(17, 31)])) == len(runs(text))


@pytest.mark.parametrize("word", ["Giv‘at", "Giv`at", "Sa‘īd", "Baʿal", "Ju’aymah"])
def test_the_mark_of_an_ayin_parts_no_word(word: str) -> None:
    assert [[w.text for w in run.words] for run in runs(f"near {word} and ‘Kyiv‘ too")] == [[word], ["Kyiv"]]
