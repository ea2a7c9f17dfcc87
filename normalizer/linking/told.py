"""What the world knows of the words of a span that differ from a name's."""

from collections.abc import Sequence

from normalizer.linking.align import Candidate
from normalizer.linking.similar import Likeness
from normalizer.matching.given_names import is_same_given_name
from normalizer.matching.readings import MOST, read_otherwise
from normalizer.model import EntityType
from normalizer.text.korean import KOREAN, is_same_syllable, romanisations
from normalizer.text.lexicon import FAMILY, GIVEN, NOTABLE, ORGANIZATION, REGION, TOWN, facts
from normalizer.text.lexicon_romanise import press_key
from normalizer.text.tokens import PARTICLES, Run, Word

_SYLLABLES = 3
"""Of a Korean's full name."""
_COMMON_SURNAME = 3.5
"""How frequent a surname is (`KnownName.frequency`) that many bear."""


def told_words(candidate: Candidate, run: Run) -> Sequence[Word]:
    """The words of a candidate's span that differ from the name's; all of them where none does.

    A given name in another spelling or language (Franz Stephen Gadi, for Franz-Stefan Gady) tells nothing beside
    another that differs: that it is known speaks against no one who bears it.
    """
    words = run.words[candidate.start : candidate.stop]
    if candidate.joined and not candidate.pairs:
        own = candidate.form.words
        return [w for w in words if w.fold not in own and w.text not in PARTICLES] or words
    if len(words) == 1 or not candidate.pairs:
        return words
    differing = {x.word for x in candidate.pairs}
    garbled = differing.difference(x.word for x in candidate.pairs if is_same_given_name(x.word, x.name))
    return [w for w in words if w.fold in (garbled or differing)] or words


def known_words(candidate: Candidate, told: Sequence[Word]) -> tuple[float, ...]:
    """What the world knows of the words that differ, and of the name's."""
    known = [facts(w.text) for w in told]
    names = [facts(x.name) for x in candidate.pairs] or [facts(candidate.form.text)]
    same = _is_split_full_name(candidate) or is_respelt_korean(candidate)
    borne = [] if same or _is_respelt_given_name(candidate) else [f.known for f in known if f.known]

    def frequency(flag: int) -> float:
        return max([name.frequency + 1 for name in borne if name.flags & flag], default=0.0) if borne else 0.0

    zipf, zipf_name = max([f.zipf for f in known]), min([f.zipf for f in names])
    if same or (_is_surname_behind_own_given_name(candidate) and frequency(FAMILY) - 1 < _COMMON_SURNAME):
        zipf = 0.0
    likelihood = min([f.likelihood for f in known])
    romaji = all(f.romaji for f in known) and all(f.romaji for f in names)
    return (
        zipf,
        zipf_name,
        min(zipf, zipf_name),
        frequency(GIVEN),
        frequency(FAMILY),
        frequency(TOWN),
        float(frequency(REGION) > 0),
        float(frequency(ORGANIZATION) > 0),
        float(frequency(NOTABLE) > 0),
        likelihood,
        likelihood - min([f.likelihood for f in names]),
        float(all(f.pinyin for f in known) and all(f.pinyin for f in names)),
        _read_otherwise(candidate) if romaji else 0.0,
    )


def _is_surname_behind_own_given_name(candidate: Candidate) -> bool:
    """Whether the last word of a person's name differs and none before it: who writes Donald Tramp means no tramp.

    Where many bear the word as a surname (Mike Spence), it is no ordinary word either way.
    """
    form, pairs = candidate.form, candidate.pairs
    return (
        form.entity.type is EntityType.PERSON and len(form.words) > 1 == len(pairs) and pairs[0].name == form.words[-1]
    )


def _is_split_full_name(candidate: Candidate) -> bool:
    """Whether a person's full name stands in the same letters, one of its words as two: in Xi Jin Ping, that Jin is a
    surname and Ping a word speaks of nobody else.
    """
    form = candidate.form
    if form.entity.type is not EntityType.PERSON or candidate.pairs or not candidate.joined:
        return False
    return 1 < len(form.words) < candidate.stop - candidate.start


def is_respelt_korean(candidate: Candidate) -> bool:
    """Whether the full name of a Korean, of whom the gazetteer has the native name, is only written in another
    romanisation: that Jeong of Kim Jeong-eun is a surname and a town speaks of nobody but Kim Jong-un.
    """
    form, pairs = candidate.form, candidate.pairs
    if form.entity.country not in KOREAN or form.entity.type is not EntityType.PERSON or candidate.joined:
        return False
    if not pairs or len(form.words) < _SYLLABLES:
        return False
    return any(
        all(_is_romanised(x, name[form.words.index(x.name)], x.name == form.words[0]) for x in pairs)
        for name in form.entity.native
        if len(name) == len(form.words)
    )


def _is_romanised(pair: Likeness, syllable: str, is_surname: bool) -> bool:
    """Whether a word is a romanisation of a Hangul syllable; surnames have spellings of their own."""
    return pair.word in romanisations(syllable) or (is_surname and is_same_syllable(pair.word, pair.name))


def _is_respelt_given_name(candidate: Candidate) -> bool:
    """Whether a person's given name differs in romanisation only, and if at all the surname too: who writes Kaya Kallas
    or Kaya Kalas means no town of Kaya, nor anybody else.
    """
    form, pairs = candidate.form, candidate.pairs
    if form.entity.type is not EntityType.PERSON or not pairs or candidate.joined or len(form.words) < 2:
        return False
    return pairs[0].name != form.words[-1] and all(press_key(x.word) == press_key(x.name) for x in pairs)


def _read_otherwise(candidate: Candidate) -> float:
    """How likely a Japanese name was only read otherwise, as `readings.read_otherwise` has it of all its words."""
    if not candidate.pairs or candidate.form.entity.country not in ("", "JP"):
        return 0.0
    return max(0.0, MOST - sum([MOST - read_otherwise(x.word, x.name) for x in candidate.pairs]))
