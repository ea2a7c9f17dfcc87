"""Whether a span most likely names something else than a candidate, however alike: another town, somebody else."""

from collections.abc import Set
from itertools import pairwise

from rapidfuzz.distance import OSA, Indel, Prefix

from normalizer.gazetteer.forms import FormKind
from normalizer.linking.align import COMMON, Candidate
from normalizer.linking.demonyms import demonym_like
from normalizer.linking.inflections import MANS
from normalizer.linking.similar import Likeness
from normalizer.linking.writeback import canonical_form
from normalizer.mentions.cues import is_calendar_word
from normalizer.mentions.find import Place, bears, given_name_before, is_surname, words_of
from normalizer.model import EntityType
from normalizer.text.korean import KOREAN, syllable_key
from normalizer.text.lexicon import FAMILY, GIVEN, REGION, TOWN, facts, is_region, word_zipf
from normalizer.text.lexicon_romanise import press_key
from normalizer.text.tokens import CONNECTORS, JOINTS, PARTICLES, Run, adjoins, fold_word, fold_words

PERSON, PLACE = EntityType.PERSON, EntityType.PLACE
_WRITE_PINYIN = frozenset({"CN", "TW", "HK", "MO", "SG"})
_ORDINARY_ZIPF = 3.5
"""How common an English word is (`word_zipf`) that is no given name before a surname."""
_COMMON_SURNAME, _VERY_COMMON_SURNAME = 3.5, 4.0
"""How frequent a surname is (`KnownName.frequency`) that 3,000 bear, and ten thousand."""
_FULL_NAME = 10
"""Letters that a full name has at least which is written as one word and garbled."""
_NEARLY_THE_SAME = 0.85
"""Share of the letters (Indel) of pinyin and the variant that it was found by (Kuangtschou)."""
_LIKE_ONE_NAME = 0.6
"""Share of the letters (Indel) from which on two given names may be one, garbled."""
_TWO_SYLLABLES = 6
"""Letters of a given name that has two syllables, at least."""
_METROPOLIS = 5_000_000
"""Inhabitants of a city that is likelier short of a letter than another place is named."""
_MANS_SKY, _WOMANS_SKY = ("sky", "skyi", "skyy", "skiy", "ski"), ("ska", "skaya", "skaia")
_CASES = frozenset("ova ove ovi ovu ovy evi em om ei ej iy yi oy oi ov ev ami ach ah mi um ou ego oho emu omu".split())
"""Endings that the cases of Slavic languages put to a name."""
_AREA = ("sko", "cko")
"""Endings of the areas that Czech and Slovak name after a town: Liberecko."""
_NO_AREA = ("sk", "ck", "ko")
"""Endings of names that only take a case with these: Bryansko, Lukashenko."""
_TOWNS = ("cho", "machi", "mura")
"""Endings with which Japanese tells a town or a village from the rest: Misakubocho."""
_LONG_STEM = 4
"""Letters that a word shares with the name that it is made of, at least."""
_FOLLOWERS = frozenset("ista istas ismo isme ism ist ists istes isti ite ites ian ians".split())
"""Endings of followers and movements in several languages, before which a name loses a last vowel: Bolsonaristas."""
_MAKE_DEMONYMS_IN_I = frozenset(
    "AE AF AZ BD BH DJ DZ EG IL IN IQ IR JO KW LB LY MA MR NP OM PK PS QA SA SD SO SY TN YE".split()
)
"""Countries of whose towns people and things are named with an i: the Mosuli poet."""


def is_namesake(candidate: Candidate, run: Run) -> bool:
    """Whether a surname alone is somebody's, and only in marks or romanisation not that of a person of world fame.

    Otani need not be Shohei Ohtani, nor Sanchez Pedro Sánchez, where the text has no full name. As with pinyin, a
    desk's own list is another matter.
    """
    form = candidate.form
    if form.kind is not FormKind.SURNAME or not form.entity.country or candidate.stop - candidate.start > 1:
        return False
    word = run.words[candidate.start]
    known = facts(word.text).known
    if known is None or not known.flags & FAMILY:
        return False
    if not candidate.pairs:
        return known.frequency >= _COMMON_SURNAME
    return all(press_key(x.word) == press_key(x.name) for x in candidate.pairs)


def is_somebody_else(candidate: Candidate, run: Run) -> bool:
    """Whether the words are most likely no form of the name: somebody's surname, or sound pinyin of another sound."""
    return (
        _is_surname_of_another(candidate, run)
        or _is_other_pinyin(candidate)
        or _is_other_korean(candidate)
        or _is_other_chinese_surname(candidate)
        or _is_no_full_name(candidate, run)
        or _is_womans(candidate)
        or _is_derived(candidate, run)
        or _is_of_a_place(candidate, run)
        or _is_sentence_start(candidate, run)
        or _doubles_a_neighbour(candidate, run)
    )


def _doubles_a_neighbour(candidate: Candidate, run: Run) -> bool:
    """Whether a word would become the one that stands right beside it: Karapet Karapetyan."""
    start, stop = candidate.start, candidate.stop
    if stop - start > 1 or len(names := fold_words(canonical_form(candidate.form))) != 1:
        return False
    near = run.words[max(0, start - 1) : stop + 1]
    return any(adjoins(a, b) and names[0] in (a.fold, b.fold) for a, b in pairwise(near))


def _is_other_pinyin(candidate: Candidate) -> bool:
    """Whether what differs is sound pinyin on both sides, of a Chinese name of world fame.

    Few syllables make very many Chinese names: next to each famous one there is a real one that differs by a letter.
    A desk's own list, whose names have no country, is another matter: there the article is likely about them. A place
    that was found by a variant or by a name of another language is judged by its usual name, unless the two are nearly
    the same (Kuangtschou). Firms are few (Huawai), and in a full name of world fame n and ng are taken for each other
    (Xi Jingping).
    """
    entity, pairs = candidate.form.entity, candidate.pairs
    if entity.country not in _WRITE_PINYIN or not pairs or _is_metropolis_short_of_a_letter(candidate):
        return False
    if entity.type is EntityType.ORGANIZATION:
        return False
    if entity.type is PERSON and len(candidate.form.words) > len(pairs) == 1 and _is_same_but_for_ng(pairs[0]):
        return False
    if all(facts(x.word).pinyin and facts(x.name).pinyin for x in pairs) and not candidate.world:
        return True
    word, name = pairs[0].word, fold_word(entity.canonical)
    if entity.type is not PLACE or not (facts(word).pinyin and facts(name).pinyin):
        return False
    return OSA.distance(word, name) <= 1 or pairs[0].ratio < _NEARLY_THE_SAME


def _is_same_but_for_ng(pair: Likeness) -> bool:
    """Whether a given name of two syllables has n for ng, or ng for n."""
    return len(pair.name) >= _TWO_SYLLABLES and pair.word.replace("ng", "n") == pair.name.replace("ng", "n")


def _is_metropolis_short_of_a_letter(candidate: Candidate) -> bool:
    """Whether a word that is no known name lacks a letter of a very large place: Beijin, Guangzhu."""
    pair, entity = candidate.pairs[0], candidate.form.entity
    if entity.type is not PLACE or (entity.population or 0) < _METROPOLIS or facts(pair.word).known is not None:
        return False
    one_short = len(pair.word) == len(pair.name) - 1 and OSA.distance(pair.word, pair.name) == 1
    return len(candidate.pairs) == 1 and one_short


def is_behind_another_given_name(candidate: Candidate, run: Run, named: Set[Place]) -> bool:
    """Whether a person's name stands behind a given name that is not that of the one who is meant, nor much like it.

    Sadiya Umar Farouk is not Umar Farooq. What is `named` is no given name, nor is a region before a full name.
    """
    entity, before = candidate.form.entity, given_name_before(run, candidate.start)
    if entity.type is not PERSON or not before or (candidate.run, candidate.start - 1) in named:
        return False
    if not is_surname(candidate.form) and (candidate.stop == candidate.start + 1 or is_region(before)):
        return False
    alike = max(Indel.normalized_similarity(before, word) for word in words_of(entity))
    return alike < _LIKE_ONE_NAME and not bears(entity, before)


def _is_derived(candidate: Candidate, run: Run) -> bool:
    """Whether a word is of those who follow somebody (Bolsonaristas), or a name of world fame with more behind it than
    a case takes: Macronism, Macronix, Muskat.

    A desk's own list is another matter: there what follows may be a river or a town (Jiangkou he). A word in lower case
    that begins with any name is derived from it.
    """
    if len(candidate.pairs) != 1 or candidate.pairs[0].name != candidate.form.words[-1]:
        return False
    word, name = candidate.pairs[0].word, candidate.pairs[0].name
    stem = name[:-1] if name[-1] in "aeio" else name
    is_follower = word.startswith(stem) and word[len(stem) :] in _FOLLOWERS
    if is_follower and len(stem) >= _LONG_STEM and candidate.form.entity.type is PERSON:
        return True
    more = word.removeprefix(name)
    if name[-1] + more == "sch":
        return False  # as German writes a last š
    if more == word or run.words[candidate.stop - 1].text.islower():
        return more != word
    return bool(candidate.form.entity.country) and len(more) > 1 and not (more in _CASES or set(more) == {name[-1]})


def _is_of_a_place(candidate: Candidate, run: Run) -> bool:
    """Whether a word is the area around a town (Liberecko), a town of a name (Misakubocho) or what is of a place: the
    Mosuli poet, the Phillipine navy beside the Philippines.
    """
    form, pairs = candidate.form, candidate.pairs
    if len(pairs) != 1 or pairs[0].name not in (form.words[-1], "".join(form.words)):
        return False
    word, name = pairs[0].word, pairs[0].name
    area = word.endswith(_AREA) and not name.endswith(_NO_AREA)
    town = word.endswith(_TOWNS) and not name.endswith(_TOWNS) and facts(word).romaji
    if area or town:
        return Prefix.similarity(word, name) >= _LONG_STEM
    if form.entity.type is not PLACE:
        return False
    if word[-1] == "i" and form.entity.country in _MAKE_DEMONYMS_IN_I and word[:-1] in words_of(form.entity):
        return True
    return len(form.words) > 1 and bool(demonym_like(run.words[candidate.stop - 1].text, form))


def _is_sentence_start(candidate: Candidate, run: Run) -> bool:
    """Whether a common word begins a sentence, and is no half of a name that it would be joined to: Open AI models."""
    at_start = run.sentence_start and candidate.start == 0 and candidate.stop == 2
    return at_start and candidate.joined and not candidate.pairs and word_zipf(run.words[0].fold) >= COMMON


def _is_other_chinese_surname(candidate: Candidate) -> bool:
    """Whether a family name that many Chinese bear stands for another of these: Zhang Bin is not Wang Bin."""
    form, pairs = candidate.form, candidate.pairs
    if form.entity.type is not PERSON or not len(form.words) > len(pairs) == 1 or pairs[0].name != form.words[0]:
        return False
    return _is_common_chinese_surname(pairs[0].word) and _is_common_chinese_surname(pairs[0].name)


def _is_no_full_name(candidate: Candidate, run: Run) -> bool:
    """Whether one word would be two of a person's name, and is short and garbled at that (Davido is not David Ho), is a
    town or an English word (Futian is not Fu Tian), or has a Chinese surname before it: Zhang Xiaoyan is not Xiao Yan.
    """
    words, start = run.words, candidate.start
    if candidate.form.entity.type is not PERSON or not candidate.joined or candidate.stop - start > 1:
        return False
    if candidate.pairs and len(words[start].fold) < _FULL_NAME:
        return True
    told = facts(words[start].text)
    if told.zipf or (told.known is not None and told.known.flags & TOWN):
        return True
    return start > 0 and adjoins(words[start - 1], words[start]) and _is_common_chinese_surname(words[start - 1].fold)


def _is_common_chinese_surname(word: str) -> bool:
    told = facts(word)
    if not told.pinyin or told.known is None or not told.known.flags & FAMILY:
        return False
    return told.known.frequency >= _VERY_COMMON_SURNAME


def _is_womans(candidate: Candidate) -> bool:
    """Whether a surname is a woman's, and a man's is what would stand in its place: Selezneva, Zelenskaya."""
    if candidate.form.entity.type is not PERSON or not candidate.pairs:
        return False
    word, name = candidate.pairs[-1].word, candidate.pairs[-1].name
    if word.endswith(_WOMANS_SKY):
        return name.endswith(_MANS_SKY)
    return word[:-1] == name and word[-1] == "a" and name.endswith(MANS)


def _is_other_korean(candidate: Candidate) -> bool:
    """Whether a syllable is another Korean one, not the same romanised otherwise: Park Geun-hee, not Park Geun-hye."""
    if candidate.form.entity.country not in KOREAN or candidate.form.entity.type is not PERSON:
        return False
    keys = [(syllable_key(x.word), syllable_key(x.name)) for x in candidate.pairs]
    return any(own and other and own != other for own, other in keys)


def _is_surname_of_another(candidate: Candidate, run: Run) -> bool:
    """Whether a given name or "Mr." stands right before what would become a place: Serhii Kuzan is not Kazan."""
    if candidate.form.entity.type is not PLACE or candidate.start == 0:
        return False
    before = run.words[candidate.start - 1]
    if before.text in PARTICLES and before.text not in JOINTS:
        return True
    if not adjoins(before, run.words[candidate.start]) or before.text in CONNECTORS or is_calendar_word(before.text):
        return False
    if before.text.endswith("."):
        return True
    told = facts(before.text)
    flags = told.known.flags if told.known else 0
    return bool(flags & GIVEN) and not flags & (TOWN | REGION) and told.zipf < _ORDINARY_ZIPF
