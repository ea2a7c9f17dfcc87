"""The evidence of a decision as data: which features spoke for the candidate, which against, and what they saw."""

from collections.abc import Iterator

from normalizer.linking.candidates import Candidate
from normalizer.linking.context import Context
from normalizer.linking.features import FEATURES
from normalizer.linking.link import Analysis, Link
from normalizer.linking.model import Model
from normalizer.linking.similar import letters
from normalizer.matching.channel import align
from normalizer.mentions.cues import cue_words, neighbours
from normalizer.model import Evidence, Fact
from normalizer.text.lexicon import NAME_KINDS, facts

GROUPS: dict[str, tuple[str, ...]] = {
    "sound": (
        "ratio", "ratio_all", "winkler", "skeleton", "cosine", "per_letter", "cost", "first_letter", "last_letter",
        "length", "name_length", "length_difference", "distance", "words", "equal_letters", "joined", "marks_only",
        "given_name_equivalent", "given_name_alone", "doubled_letter", "vowels_only", "ending_s", "ending_other",
    ),
    "margin": ("margin", "rivals"),
    "word": ("zipf", "zipf_name", "lower_in_text", "demonym"),
    "known_name": (
        "given", "family", "town", "town_alternate", "region", "firm", "name_known", "known_gain", "both_pinyin", "both_romaji",
    ),
    "letters": ("letters", "letters_gain"),
    "consistent": ("count", "capital_only_at_start"),
    "document": ("entity_in_text", "full_name_in_text", "names_words_in_text"),
    "repetition": ("spellings",),
    "neighbours": ("given_name_before", "other_word_before", "word_after"),
    "cue": ("title_before", "type_agrees", "type_disagrees"),
    "position": ("sentence_start", "all_caps", "hyphen"),
    "type": ("person", "place", "organization", "term", "alias", "surname", "variant"),
}  # fmt: skip
"""The kinds of evidence and the features that each sums up."""

_FROM = 0.05


def evidence(analysis: Analysis, link: Link, model: Model) -> tuple[Evidence, ...]:
    """What spoke for and against a link, the weightiest first; the weights (nats) add up to its log-odds."""
    return reckoning(analysis, link.row, model, link.rivals[0] if link.rivals else None)


def reckoning(
    analysis: Analysis, row: int, model: Model, rival: tuple[Candidate, float] | None = None
) -> tuple[Evidence, ...]:
    """The evidence for and against the candidate of a row, the weightiest first, the base rate last."""
    shares = dict(zip(FEATURES, model.contributions(analysis.rows[row : row + 1])[0].tolist(), strict=True))
    candidate = analysis.candidates[row]
    values = dict(zip(FEATURES, analysis.rows[row].tolist(), strict=True))
    found = []
    for kind, members in GROUPS.items():
        weight = sum(shares[m] for m in members)
        told = _facts(kind, analysis.context, candidate, values, rival)
        if abs(weight) >= _FROM:
            found.append(Evidence(kind, round(weight, 3), told))
    found.sort(key=lambda e: (-abs(e.weight), e.kind))
    return (*found, Evidence("model", round(model.bias, 3), {"logit": round(model.bias + sum(shares.values()), 3)}))


def _facts(
    kind: str,
    context: Context,
    candidate: Candidate,
    values: dict[str, float],
    rival: tuple[Candidate, float] | None,
) -> dict[str, Fact]:
    words = context.runs[candidate.run].words[candidate.start : candidate.stop]
    told = [w for w in words if w.fold in {x.word for x in candidate.pairs}] or list(words)
    form = candidate.form
    match kind:
        case "sound":
            return {
                "name": form.text,
                "cost": round(values["cost"], 2),
                "ratio": round(values["ratio"], 2),
                "alignment": list(_alignment(candidate)),
            }
        case "margin":
            return {"runner_up": rival[0].form.entity.canonical, "confidence": round(rival[1], 3)} if rival else {}
        case "word":
            common = max(told, key=lambda w: facts(w.text).zipf)
            return {"word": common.text, "zipf": round(facts(common.text).zipf, 1)}
        case "known_name":
            known = next(((w, k) for w in told if (k := facts(w.text).known)), None)
            if known is None:
                return {"word": told[0].text, "kinds": []}
            kinds: list[Fact] = [
                n for n, flag in NAME_KINDS.items() if known[1].flags & flag and n not in ("census", "list")
            ]
            return {"word": known[0].text, "kinds": kinds, "frequency": round(known[1].frequency, 1)}
        case "letters":
            return {"score": round(values["letters"], 2)}
        case "consistent":
            return {"count": min(context.word_counts[w.fold] for w in told)}
        case "document":
            mentions = context.entity_mentions.get(form.entity.id, ())
            if not mentions:
                return {"name": form.entity.canonical, "count": 0}
            first = mentions[0]
            line, _ = context.lines.line_column(first.start)
            return {"name": context.text[first.start : first.end], "line": line, "count": len(mentions)}
        case "repetition":
            return {"name": form.text}
        case "neighbours":
            before, after = neighbours(context.text, words[0].start, words[-1].end)
            return {"before": before, "after": after, "type": str(form.entity.type)}
        case "cue":
            beside = list[Fact](cue_words(*neighbours(context.text, words[0].start, words[-1].end)))
            return {"words": beside, "type": str(form.entity.type)} if beside else {"type": str(form.entity.type)}
        case "type":
            return {"type": str(form.entity.type), "form": form.kind.name.lower().replace("_", " ")}
        case _:
            return {}


def _alignment(candidate: Candidate) -> Iterator[Fact]:
    for pair in candidate.pairs:
        for name, word, cost in align(letters(pair.word), letters(pair.name)):
            yield [name, word, round(cost, 2)]
