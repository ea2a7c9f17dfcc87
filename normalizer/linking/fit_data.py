"""Reads an evaluation set and labels the candidates in it; needed for fitting only.

The set is a folder as `names_in_mt.py` reads it: translations with references, the labelled wrong spellings, the
names of the references, clean texts and the spellings accepted in them.
"""

import csv
import gzip
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalizer.gazetteer import Gazetteer
from normalizer.linking.align import Candidate, spelling
from normalizer.linking.link import Analysis, analyse, is_as_good
from normalizer.linking.names import names_of
from normalizer.linking.spelling import similarity_score
from normalizer.linking.surnames import person_of, words_of_name
from normalizer.linking.writeback import canonical_form, replacement
from normalizer.text.protect import protected_spans
from normalizer.text.tokens import fold_word

_TYPES = {"person": "person", "place": "place", "org": "organization", "organization": "organization"}
_WORD = re.compile(r"\w+")
_PER_SPAN = 4


@dataclass(slots=True)
class Labelled:
    """Candidates of all documents, a row each: features, label, weight and what tells their documents apart.

    `person` is the id of a person (else empty); `words` how many words the name has, and which garbled one is which;
    `doubtful` whether `doubt.doubts` has it.
    """

    rows: list[NDArray[np.float32]] = field(default_factory=list)
    label: list[float] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    document: list[int] = field(default_factory=list)
    span: list[tuple[int, int, int]] = field(default_factory=list)
    group: list[tuple[str, str]] = field(default_factory=list)
    gold: list[int] = field(default_factory=list)
    gold_right: list[bool] = field(default_factory=list)
    strict: list[bool] = field(default_factory=list)
    supported: list[bool] = field(default_factory=list)
    same: list[bool] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    person: list[str] = field(default_factory=list)
    words: list[tuple[int, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    doubtful: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class Collected:
    """All that fitting needs: candidates, and of each document its source (several systems translate one), language
    pair, kind (mt, house, clean, own, …) and words.
    """

    candidates: Labelled = field(default_factory=Labelled)
    sources: list[str] = field(default_factory=list)
    pairs: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    gold: list[dict[str, Any]] = field(default_factory=list)
    gold_document: list[int] = field(default_factory=list)


def together(parts: Sequence[Collected]) -> Collected:
    """Several sources as one."""
    out = Collected()
    for part in parts:
        documents, golds = len(out.pairs), len(out.gold)
        out.sources += part.sources
        out.pairs += part.pairs
        out.kinds += part.kinds
        out.words += part.words
        out.gold += part.gold
        out.gold_document += [d + documents for d in part.gold_document]
        own, other = out.candidates, part.candidates
        own.document += [d + documents for d in other.document]
        own.gold += [g + golds if g >= 0 else -1 for g in other.gold]
        for name in set(Labelled.__slots__) - {"document", "gold"}:
            getattr(own, name).extend(getattr(other, name))
    return out


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines, gzipped or not."""
    if path.exists():
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with gzip.open(path.with_name(path.name + ".gz"), "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file, without quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def gazetteer_of(rows: Sequence[dict[str, str]]) -> Gazetteer:
    """A gazetteer of a set's list of names, read from a file as a user's is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["canonical", "type"])
            writer.writerows((row["name"], _TYPES.get(row["type"], "term")) for row in rows)
        return Gazetteer.read(path)


@lru_cache(100_000)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + re.escape(name) + r"(?!\w)")


def occurrences(name: str, text: str) -> int:
    """How often a name stands in a text as whole words."""
    return len(_whole(name).findall(text)) if name in text else 0


def collect(folder: Path, name: str = "dev") -> Collected:
    """Every candidate of the set's translations, of its clean texts with other documents' names and with their own."""
    out = Collected()
    names = [r for r in read_tsv(folder / f"names_{name}.tsv") if r["suspect"] == "0"]
    reference_names = {r["id"]: r["names"] for r in read_jsonl(folder / f"refnames_{name}.jsonl")}
    gold: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in read_tsv(folder / f"gold_names_{name}.tsv"):
        gold[row["doc_id"], row["system"]].append(row)
    everything = gazetteer_of(names)
    for d in read_jsonl(folder / f"{name}.jsonl"):
        _add_translation(out, d, gold[d["id"], d["system"]], "mt", everything)
    with (folder / "clean_alternates.tsv").open(encoding="utf-8") as file:
        accepted = {tuple(line.rstrip("\n").split("\t")[:2]) for line in file if "\t" in line}
    clean = read_jsonl(folder / f"clean_{name}.jsonl")
    for year in sorted({c["id"].split(".")[0] for c in clean}):
        own = {n[2] for i, ns in reference_names.items() if i.split(".")[0] == year for s in ns for n in s}
        others = gazetteer_of([r for r in names if r["name"] not in own])
        for c in clean:
            if c["id"].startswith(year):
                _add_clean(out, c, "clean", others, accepted)
                _add_clean(out, c, "own", everything, accepted)
    return out


def collect_house(folder: Path, name: str = "dev") -> Collected:
    """Every candidate of the set's translations against the shipped gazetteer, in every second one over the world's.

    Right is what the reference supports: no spelling there was labelled for these names. Where it has what a candidate
    would write, but with other marks or elsewhere, the candidate says nothing: the name may well be meant.
    """
    out = Collected()
    gazetteers = Gazetteer.default(), Gazetteer.default(world=True)
    for k, d in enumerate(read_jsonl(folder / f"{name}.jsonl")):
        _add_translation(out, d, [], "house", gazetteers[k % 2])
    return out


def _documents(
    out: Collected, d: dict[str, Any], lines: Sequence[str], kind: str, gazetteer: Gazetteer
) -> tuple[str, Analysis]:
    text = "\n".join(s.replace("\n", " ") for s in lines)
    out.sources.append(d["id"])
    out.pairs.append(d["pair"])
    out.kinds.append(kind)
    out.words.append(len(text.split()))
    return text, analyse(text, names_of(gazetteer), protected_spans(text), weigh_all=True)


def kept(analysis: Analysis) -> Iterator[tuple[int, Candidate]]:
    """The likest candidates of each span."""
    spans: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for k, c in enumerate(analysis.candidates):
        spans[c.run, c.start, c.stop].append(k)
    for members in spans.values():
        members.sort(key=lambda k: -similarity_score(analysis.candidates[k]))
        for k in members[:_PER_SPAN]:
            yield k, analysis.candidates[k]


def append(out: Collected, analysis: Analysis, k: int, shown: tuple[str, str]) -> None:
    """Add the candidate of row `k`, all but its labels, to what belongs to the last document."""
    c, data = analysis.candidates[k], out.candidates
    run = analysis.context.runs[c.run]
    data.rows.append(analysis.rows[k])
    data.document.append(len(out.pairs) - 1)
    data.span.append((c.run, c.start, c.stop))
    data.group.append((spelling(c, run), canonical_form(c.form)))
    data.shown.append(shown)
    data.person.append(person_of(c))
    data.words.append(words_of_name(c))
    data.same.append(is_as_good(*shown))
    data.doubtful.append(k in analysis.doubts)


def _folded_words(text: str) -> set[str]:
    return {fold_word(w) for w in _WORD.findall(text)}


def _add_translation(
    out: Collected, d: dict[str, Any], gold: list[dict[str, str]], kind: str, gazetteer: Gazetteer
) -> None:
    references = [
        " ".join([r, *(v[i] for v in d.get("reference_alt", {}).values())]) for i, r in enumerate(d["reference"])
    ]
    text, analysis = _documents(out, d, d["hypothesis"], kind, gazetteer)
    document = len(out.pairs) - 1
    starts = [0]
    for s in d["hypothesis"]:
        starts.append(starts[-1] + len(s) + 1)
    first_gold = len(out.gold)
    whole = "\n".join(references)
    folded = _folded_words(whole)
    for row in gold:
        out.gold.append(
            {
                **row,
                "start": starts[int(row["segment"])] + int(row["hyp_start"]),
                "end": starts[int(row["segment"])] + int(row["hyp_end"]),
            }
        )
        out.gold_document.append(document)
    data = out.candidates
    for k, c in kept(analysis):
        run = analysis.context.runs[c.run]
        start, end = run.words[c.start].start, run.words[c.stop - 1].end
        segment = next(i for i in range(len(starts) - 1) if starts[i] <= start < starts[i + 1])
        new, old = replacement(analysis.context, run, c), text[start:end]
        hypothesis, reference = text[starts[segment] : starts[segment + 1] - 1], references[segment]
        corrected = hypothesis[: start - starts[segment]] + new + hypothesis[end - starts[segment] :]
        touched = [
            g for g in range(first_gold, len(out.gold)) if out.gold[g]["start"] < end and start < out.gold[g]["end"]
        ]
        right = [
            g
            for g in touched
            if occurrences(out.gold[g]["ref_name"], corrected) > occurrences(out.gold[g]["ref_name"], hypothesis)
        ]
        added = _WORD.findall(new)
        gone = [w for w in _WORD.findall(old) if w not in added]
        supported = all(occurrences(w, reference) for w in added) and not any(occurrences(w, reference) for w in gone)
        counts = Counter(added) - Counter(_WORD.findall(old))
        elsewhere = (
            not supported and all(occurrences(w, whole) for w in added) and not any(occurrences(w, whole) for w in gone)
        )
        lacked = supported and any(occurrences(w, hypothesis) < occurrences(w, reference) for w in counts)
        append(out, analysis, k, (old, new))
        data.gold.append(right[0] if right else touched[0] if touched else -1)
        data.gold_right.append(bool(right))
        data.supported.append(supported)
        data.strict.append(bool(right) or lacked)
        if right:
            label, weight = 1.0, 1.0
        elif lacked:
            label, weight = 1.0, 0.5
        elif elsewhere and gone:
            label, weight = 1.0, 0.3
        elif supported:
            label, weight = 0.0, 0.3
        else:
            label, weight = 0.0, 1.0
        if kind == "house" and not label and _folded_words(" ".join(counts)) <= folded:
            weight = 0.0
        data.label.append(label)
        data.weight.append(weight)


def _add_clean(
    out: Collected, d: dict[str, Any], kind: str, gazetteer: Gazetteer, accepted: set[tuple[str, ...]]
) -> None:
    text, analysis = _documents(out, d, d["text"], kind, gazetteer)
    data = out.candidates
    for k, c in kept(analysis):
        run = analysis.context.runs[c.run]
        start, end = run.words[c.start].start, run.words[c.stop - 1].end
        new, old = replacement(analysis.context, run, c), text[start:end]
        append(out, analysis, k, (old, new))
        fine = (old, new) in accepted
        data.gold.append(-1)
        data.gold_right.append(False)
        data.supported.append(fine)
        data.strict.append(fine)
        data.label.append(0.0)
        data.weight.append(0.0 if fine else 1.0)
