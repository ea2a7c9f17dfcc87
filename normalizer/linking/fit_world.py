"""Documents whose names were garbled, to fit the decision against the shipped gazetteer and the towns of the world.

The texts are the clean ones of an evaluation set; the garbles are those of `fit_garbles.py`.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from normalizer.gazetteer import Gazetteer
from normalizer.gazetteer.forms import FormKind
from normalizer.linking.fit_data import Collected, Labelled, append, kept, occurrences, read_jsonl
from normalizer.linking.fit_garbles import FOREIGN, garbled, garbled_towns, slipped
from normalizer.linking.link import analyse
from normalizer.linking.names import names_of
from normalizer.linking.writeback import replacement
from normalizer.mentions.cues import is_place_cue
from normalizer.model import Entity, EntityType
from normalizer.text.protect import protected_spans
from normalizer.text.tokens import fold_word

_SLIPPED = (FormKind.CANONICAL, FormKind.SURNAME, FormKind.ALIAS)
_LONG = 5
_SLIPPING = 0.4
"""Of the names that a text has, so many get slips: those of these kinds with a word of so many letters."""


def collect_world(out: Collected, folder: Path, name: str = "dev", seed: int = 1) -> None:
    """Add the candidates of the set's clean texts with garbled names, with slips, and of the same texts untouched.

    The gazetteer is the shipped one over the towns of the world; kinds are `town`, `slip` and `untouched`.
    """
    rnd, other = random.Random(seed), random.Random(seed)
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
        lines, wanted = _garble(d, *_slips(d, gazetteer, other), other)
        if wanted:
            _add(out, d, "slip", lines, wanted, gazetteer)


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
            if form.kind not in (FormKind.CANONICAL, FormKind.SURNAME) or not any(ord(c) > FOREIGN for c in native[0]):
                continue
            known = {fold_word(w) for w in standing.split()}
            words = native[-len(standing.split()) :]
            made = {_garbled_person(standing.split(), words, known, rnd) for _ in range(4)}
            garbles[standing] = sorted(g for g in made if len(g) > 3)
            found.append((mention.start, mention.end, standing))
        names.append(found)
    return names, {k: v for k, v in garbles.items() if v}


def _slips(
    d: dict[str, Any], gazetteer: Gazetteer, rnd: random.Random
) -> tuple[list[list[tuple[int, int, str]]], dict[str, list[str]]]:
    """Where each line names a person, place or organization of the gazetteer, and slips in some of these names."""
    names, slips = [], dict[str, list[str]]()
    for line in d["text"]:
        found = []
        for mention in analyse(line, names_of(gazetteer), protected_spans(line), weigh_all=True).context.exact:
            standing = line[mention.start : mention.end]
            if standing not in slips:
                words = standing.split()
                long = [i for i, w in enumerate(words) if len(w) >= _LONG and w.isascii() and w.isalpha()]
                slips[standing] = []
                if long and mention.forms[0].kind in _SLIPPED and rnd.random() < _SLIPPING:
                    for _ in range(4):
                        at = rnd.choice(long)
                        slip = slipped(words[at], rnd)
                        if fold_word(slip) != fold_word(words[at]):
                            slips[standing].append(" ".join([*words[:at], slip, *words[at + 1 :]]))
            found.append((mention.start, mention.end, standing))
        names.append(found)
    return names, {k: v for k, v in slips.items() if v}


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
            "kind": kind,
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
        gold = touched[0] if touched else -1
        restores = right = False
        if touched:
            row = out.gold[gold]
            corrected = text[min(start, row["start"]) : start] + new + text[end : max(end, row["end"])]
            restores, right = judged(row["ref_name"], corrected, c.form.entity)
        _label(data, gold, restores, right)


def judged(name: str, corrected: str, entity: Entity) -> tuple[bool, bool]:
    """Whether what a garbled name was corrected to, in whole or in part, restores it, and whether that is right.

    Right is also who is meant under another of his names, and a part put right: Putin of Vladimiir Putin.
    """
    restores = occurrences(name, corrected) > 0
    return restores, restores or fold_word(name) in map(fold_word, (entity.canonical, *entity.aliases))


def _label(data: Labelled, gold: int, restores: bool, right: bool) -> None:
    data.gold.append(gold)
    data.gold_right.append(restores)
    data.supported.append(right)
    data.strict.append(right)
    data.label.append(float(right))
    data.weight.append(1.0)
