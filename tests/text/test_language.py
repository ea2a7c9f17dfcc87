import pytest

from normalizer.text.language import is_mostly_english

ENGLISH = "The minister said on Monday that the talks in the capital were over, and that he would not be back for more."
GERMAN = (
    "Der Minister sagte am Montag, dass die Gespräche in der Hauptstadt vorbei seien und dass er nicht noch einmal "
    "kommen werde, um mit den Vertretern der Regierung zu sprechen."
)
SPANISH = (
    "El ministro dijo el lunes que las conversaciones en la capital habían terminado y que no volvería para otra más."
)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (ENGLISH, True),
        (ENGLISH.upper(), True),
        (GERMAN, False),
        (SPANISH, False),
        ("Міністр сказав у понеділок, що переговори завершено", False),
        ("Київ", False),
        ("Kyiv", True),
        ("Kyiv Київ", False),
        ("Kyiv, Київ", False),
        ("Kramatorsk, Суми", True),
        ("Ấn Độ Ủy Ổ", True),
        ("n\u0303a\u0300o " * 3, True),
        ("Steve Witkoff, Jared Kushner", True),
        ("", True),
        ("1,234 + 5 = ?", True),
        (ENGLISH + " «Київ» сказав він", True),
        (f"{ENGLISH} “{GERMAN}”", True),
        ("Kyiv Lviv " * 10, False),
        ("Kyiv Lviv " * 9, True),
        (f"{ENGLISH} " * 50 + "Steve Witkoff " * 600, True),
        ("Steve Witkoff " * 4000 + f"{ENGLISH} " * 800, True),
        (f"{ENGLISH} " * 200 + f"{GERMAN} " * 2000, False),
    ],
)
def test_whether_a_text_is_english(text: str, english: bool) -> None:
    assert is_mostly_english(text) is english
