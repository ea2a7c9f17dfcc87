"""What a span may stand for at all, before anything is weighed."""

from collections.abc import Callable

import pytest

from normalizer.linking.link import Analysis
from normalizer.model import Entity, EntityType

Linked = Callable[[str], Analysis]


def found(analysis: Analysis) -> set[tuple[str, str]]:
    of_text = analysis.context.runs
    return {
        (" ".join(w.text for w in of_text[c.run].words[c.start : c.stop]), c.form.text) for c in analysis.candidates
    }


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("near Sudaschha", "Sudaschha", "Sudzha"),
        ("near SUDASCHHA", "SUDASCHHA", "Sudzha"),
        ("the Smie region", "Smie", "Sumy"),
        ("Meeting at Smie", "Smie", "Sumy"),
        ("Sudaschha's main street", "Sudaschha", "Sudzha"),
        ("a Sudaschha-based unit", "Sudaschha", "Sudzha"),
        ("Vitkof said", "Vitkof", "Witkoff"),
        ("Steven Witkof said", "Steven Witkof", "Steve Witkoff"),
        ("S. Vitkof said", "S. Vitkof", "Steve Witkoff"),
        ("Franz Stephan Gadi said", "Franz Stephan Gadi", "Franz-Stefan Gady"),
        ("Franz\nStephan Gadi said", "Franz Stephan Gadi", "Franz-Stefan Gady"),
        ("Oleksander Sirskij said", "Oleksander Sirskij", "Oleksandr Syrskyi"),
        ("Gen. al-Bourhane said", "al Bourhane", "al-Burhan"),
        ("with von der Leien", "von der Leien", "von der Leyen"),
        ("the Blackbird Group", "Blackbird Group", "Black Bird Group"),
        ("the Airforce School", "Airforce", "Air Force"),
        ("in Newyrok", "Newyrok", "New York"),
        ("near Novo Pavlivka", "Novo Pavlivka", "Novopavlivka"),
        ("near Novo-Pavlivka", "Novo Pavlivka", "Novopavlivka"),
        ("Stevewitkoff said", "Stevewitkoff", "Steve Witkoff"),
        ("the Rapid Suport Forces", "Rapid Suport Forces", "Rapid Support Forces"),
        ("Donald Tramp said", "Donald Tramp", "Donald Trump"),
        ("with Ron de Santis", "Ron de Santis", "Ron DeSantis"),
        ("with Kaya Kallas", "Kaya Kallas", "Kaja Kallas"),
        ("Libya Vitkof trip", "Vitkof", "Witkoff"),
        ("president Lee Jae-miung said", "Lee Jae miung", "Lee Jae-myung"),
        ("with Kim Dschong-un", "Kim Dschong un", "Kim Jong-un"),
        ("flew from Beijin to", "Beijin", "Beijing"),
        ("with Xi Jingping in", "Xi Jingping", "Xi Jinping"),
        ("phones of Huawai are", "Huawai", "Huawei"),
        ("a vote in Equador on", "Equador", "Ecuador"),
        ("the Phillipine navy", "Phillipine", "Philippines"),
        ("a suit against Open AI said", "Open AI", "OpenAI"),
        ("Wladimir Selezneff said", "Wladimir Selezneff", "Vladimir Seleznev"),
        ("Stiv Vitkof sang. Marek Vitkof said", "Vitkof", "Witkoff"),
    ],
)
def test_a_garble_has_its_name_among_its_candidates(analysed: Linked, text: str, span: str, name: str) -> None:
    assert (span, name) in found(analysed(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sudzha fell", "Sudzha"),
        ("the Cable News Network said", "New York"),
        ("with Marek Stefan Witkof", "Steve Witkoff"),
        ("the Blackbird sings", "Black Bird Group"),
        ("the Blackbird Party Group", "Black Bird Group"),
        ("Stefan Gady Franz said", "Franz-Stefan Gady"),
        ("Witkoffs said", "Witkoff"),
        ("Sudzhas fell", "Sudzha"),
        ("the whole of Sudzhsko", "Sudzha"),
        ("Captain Yan Bin said", "Yang Di"),
        ("Captain Wang Di said", "Yang Di"),
        ("Libyan forces", "Libya"),
        ("Ukrainians said", "Ukraine"),
        ("Kh-102 missiles", "Kh-101"),
        ("X-102 missiles", "Kh-101"),
        ("W. said", "Witkoff"),
        ("Rapid Support Force", "Rapid Support Forces"),
        ("in the middle of March", "Kyiv"),
        ("a Tramp said", "Trump"),
        ("with Kaya Novak", "Kaja Kallas"),
        ("Ms. Selezneva said", "Seleznev"),
        ("Olga Selezneva said", "Seleznev"),
        ("Olena Syrska said", "Syrskyi"),
        ("Marek Vitkof said", "Witkoff"),
        ("Kayas fell", "Kiev"),
        ("flew from Beiying to", "Beijing"),
        ("near Shenyan", "Shenyang"),
        ("with Xi Jinming in", "Xi Jinping"),
        ("the Mosuli poet", "Mosul"),
        ("the dam of Misakubocho", "Misakubo"),
        ("two Sri Lankan ministers", "Sri Lanka"),
        ("the Phillipine navy", "The Philippines"),
        ("Open AI models are few", "OpenAI"),
        ("a suit against Open Ai said", "OpenAI"),
        ("Marek Vitkof sang. Vitkof said", "Witkoff"),
        ("Mr. Witkof Witkoff said", "Witkoff"),
        ("Mr. Witkoff Witkof said", "Witkoff"),
    ],
)
def test_what_is_no_candidate(analysed: Linked, text: str, name: str) -> None:
    assert name not in {form for _, form in found(analysed(text))}


def test_no_whole_word_is_added_or_dropped(analysed: Linked) -> None:
    analysis = analysed("Steve Vitkof, Stephan Gadi, the Blackbird Group, Al Burhan and Sudaschha region")
    for c in analysis.candidates:
        assert c.joined or c.stop - c.start == len(c.form.words)
        assert abs(c.stop - c.start - len(c.form.words)) <= 1


def test_each_span_holds_a_word_that_no_mention_covers(analysed: Linked) -> None:
    analysis = analysed("Steve Witkoff met Vitkof in Sudzha and Sudaschha. Franz-Stefan Gady met Franz Gadi.")
    covered = {(m.run, i) for m in analysis.context.exact if not m.is_given_name for i in m.words}
    for c in analysis.candidates:
        assert any((c.run, i) not in covered for i in range(c.start, c.stop))


def test_common_words_are_not_searched(analysed: Linked) -> None:
    assert analysed("The President said that In Many Ways This Was The First Year").candidates == []


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("Steve Vittkhopf said", "Steve Vittkhopf", "Steve Witkoff"),
        ("Franz-Stefan Gd said", "Franz Stefan Gd", "Franz-Stefan Gady"),
        ("Sudaschha fell, in sudaschha", "sudaschha", "Sudzha"),
        ("Steve Witkoff left, and witkof said", "witkof", "Witkoff"),
    ],
)
def test_what_stands_beside_an_equal_word_or_lost_its_capital(
    analysed: Linked, text: str, span: str, name: str
) -> None:
    assert (span, name) in found(analysed(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr. Witkoff left", "Steve Witkoff"),
        ("Mr. Vitkof left", "Steve Witkoff"),
        ("the RFS", "RSF"),
        ("in sudaschha fell", "Sudzha"),
        ("Steve Witkoff left, and the witkoffers said", "Witkoff"),
        ("Steve Witkoff left, and the vitkov said", "Witkoff"),
        ("the Forces left", "Rapid Support Forces"),
    ],
)
def test_no_title_acronym_or_lower_case_word_is_drawn_into_a_name(analysed: Linked, text: str, name: str) -> None:
    assert name not in {form for _, form in found(analysed(text))}


def test_each_mention_of_a_full_name_has_it_that_no_search_of_its_words_finds(analysed: Linked) -> None:
    analysis = analysed("Oleksandr Suaresakou spoke. They met Oleksandr Suaresakou again.")
    assert not found(analysed("They met Suaresakou again."))
    assert [c.form.text for c in analysis.candidates if c.stop - c.start == 2] == ["Oleksandr Syrskyi"] * 2


def test_an_ordinary_compound_is_no_name_that_lost_its_capital(analysed: Linked) -> None:
    spans = found(analysed("The Airforce School has an airforce jet."))
    assert ("Airforce", "Air Force") in spans
    assert ("airforce", "Air Force") not in spans


@pytest.mark.parametrize(
    ("text", "name", "candidate"),
    [
        ("with Liangyun in", "Liang Yun", True),
        ("with Zhang Liangyun in", "Liang Yun", False),
        ("with Futian in", "Fu Tian", False),
        ("with Dingdong in", "Ding Dong", False),
        ("with Davido in", "David Ho", False),
        ("with Davidho in", "David Ho", True),
        ("with Stevewitkof in", "Steve Witkoff", True),
    ],
)
def test_one_word_that_may_be_a_full_name(
    text: str, name: str, candidate: bool, analysed_with: Callable[[str, list[Entity]], Analysis]
) -> None:
    analysis = analysed_with(text, [Entity("person/id", name, EntityType.PERSON)])
    assert (text.split()[-2], name) in found(analysis) if candidate else name not in {x for _, x in found(analysis)}


@pytest.mark.parametrize(("word", "candidate"), [("Uherskohradišťsko", False), ("Uherskohradišť", True)])
def test_the_area_around_a_town_of_two_words_is_not_the_town(
    word: str, candidate: bool, analysed_with: Callable[[str, list[Entity]], Analysis]
) -> None:
    analysis = analysed_with(f"in {word} itself", [Entity("place/id", "Uherské Hradiště", EntityType.PLACE)])
    assert ((word, "Uherské Hradiště") in found(analysis)) is candidate


@pytest.mark.parametrize(
    ("text", "joined"),
    [("FC Barselona", False), ("Barselona CF", False), ("Barse Lona", True), ("UKR Energgo", True)],
)
def test_an_acronym_is_half_of_a_name_that_begins_with_it_alone(
    text: str, joined: bool, analysed_with: Callable[[str, list[Entity]], Analysis]
) -> None:
    names = [Entity("a", "Barcelona", EntityType.PLACE), Entity("b", "Ukrenergo", EntityType.ORGANIZATION)]
    spans = {span for span, _ in found(analysed_with(f"They saw {text} there.", names))}
    assert (text in spans) is joined


@pytest.mark.parametrize(
    ("word", "name", "kind", "is_one"),
    [
        ("Bolsonaristas", "Jair Bolsonaro", EntityType.PERSON, True),
        ("Putinism", "Vladimir Putin", EntityType.PERSON, True),
        ("Orbanites", "Viktor Orban", EntityType.PERSON, True),
        ("Bolsonarro", "Jair Bolsonaro", EntityType.PERSON, False),
        ("Lian", "Wang Liao", EntityType.PERSON, False),
        ("Abovian", "Abovea", EntityType.PLACE, False),
    ],
)
def test_followers_of_somebody(
    word: str, name: str, kind: EntityType, is_one: bool, analysed_with: Callable[[str, list[Entity]], Analysis]
) -> None:
    candidates = found(analysed_with(f"They met the {word} there.", [Entity("a", name, kind)]))
    assert (not candidates) is is_one


NAMES = {
    entity.canonical: entity
    for entity in (
        Entity("person/jan-novakovich", "Jan Novakovich", EntityType.PERSON),
        Entity("place/hooftland", "'t Hooftland", EntityType.PLACE),
        Entity("place/hwaseong", "Hwaseong", EntityType.PLACE, country="KR"),
        Entity("person/choe-son-hui", "Choe Son-hui", EntityType.PERSON, country="KP"),
        Entity("person/choi-sang-mok", "Choi Sang-mok", EntityType.PERSON, weak_aliases=("Choi",), country="KR"),
        Entity("person/kim-keon-hee", "Kim Keon Hee", EntityType.PERSON, country="KR"),
        Entity("person/lin-xiangyang", "Lin Xiangyang", EntityType.PERSON),
        Entity("person/kwon-seong-dong", "Kwon Seong-dong", EntityType.PERSON, country="KR"),
    )
}


@pytest.mark.parametrize(
    ("text", "name", "is_candidate"),
    [
        ("The writer Jannovakovitch left.", "Jan Novakovich", True),
        ("The writer Novakovitch left.", "Jan Novakovich", False),
        ("They left Thooftlant.", "'t Hooftland", True),
        ("They left Hoftland.", "'t Hooftland", False),
        ("They left Hwa Seung.", "Hwaseong", True),
        ("The adviser Hwa Seung-rak left.", "Hwaseong", False),
        ("The minister Choi Seon-hee left.", "Choe Son-hui", True),
        ("Kim Gun-hee left.", "Kim Keon Hee", True),
        ("Kim Jun-hee left.", "Kim Keon Hee", False),
        ("Kwon Sung-dong left.", "Kwon Seong-dong", True),
        ("Lyn Xiangyan left.", "Lin Xiangyang", True),
        ("They met in Xiangyan.", "Lin Xiangyang", False),
        (f"Za{'kaw' * 11_000} Brod left.", "Hwaseong", False),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else None,
)
def test_what_may_stand_for_a_name(
    text: str, name: str, is_candidate: bool, analysed_with: Callable[..., Analysis]
) -> None:
    assert (name in {c.form.text for c in analysed_with(text, NAMES.values()).candidates}) == is_candidate
