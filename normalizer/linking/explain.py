"""The evidence of a decision as data: which features spoke for the candidate, which against, and what they saw."""

from normalizer.linking.align import Candidate, spelling
from normalizer.linking.doubt import EVEN
from normalizer.linking.explain_facts import FACTS, Seen
from normalizer.linking.features import FEATURES, GROUPS
from normalizer.linking.link import Analysis, Link, Scores
from normalizer.linking.model import Model
from normalizer.linking.surnames import words_of_name
from normalizer.model import Evidence, Fact
from normalizer.text.tokens import fold_word

_FROM = 0.05


def evidence(analysis: Analysis, link: Link, model: Model, scores: Scores) -> tuple[Evidence, ...]:
    """What spoke for and against a link, the weightiest first; the weights (nats) add up to its log-odds."""
    return reckoning(analysis, link.row, model, scores, link.rivals[0] if link.rivals else None)


def reckoning(
    analysis: Analysis, row: int, model: Model, scores: Scores, rival: tuple[Candidate, float] | None = None
) -> tuple[Evidence, ...]:
    """The evidence for and against the candidate of a row, the weightiest first, the base rate last.

    The weights (nats) add up to the candidate's log-odds. What is too small to be told of its own (0.05) is told with
    the base rate; what the rivals of its span take away is told with the margin.
    """
    shares = dict(zip(FEATURES, model.contributions(analysis.rows[row : row + 1])[0].tolist(), strict=True))
    values = dict(zip(FEATURES, analysis.rows[row].tolist(), strict=True))
    seen = Seen(analysis, analysis.candidates[row], values, rival)
    found = []
    for kind, members in GROUPS.items():
        weight = sum(shares[m] for m in members)
        if kind == "margin":
            weight += float(scores.among[row] - scores.alone[row])
        if abs(weight) >= _FROM:
            found.append(Evidence(kind, round(weight, 3), FACTS[kind](seen) if kind in FACTS else {}))
    among = float(scores.among[row])
    if (gain := float(scores.shared[row]) - (min(among, EVEN) if row in analysis.doubts else among)) >= _FROM:
        found.append(Evidence("repetition", round(gain, 3), _clearer(analysis, row, scores)))
    if abs(company := float(scores.pooled[row] - scores.lone[row])) >= _FROM:
        found.append(Evidence("company", round(company, 3), _company(seen.candidate) if scores.kin[row] else {}))
    if (held := float(scores.held[row])) >= _FROM:
        found.append(Evidence("doubt", round(-held, 3), {"reason": str(analysis.doubts[row])}))
    found.sort(key=lambda e: (-abs(e.weight), e.kind))
    total = round(float(scores.pooled[row]), 3)
    base = round(total - sum(e.weight for e in found), 3)
    return (*found, Evidence("model", base, {"logit": total}))


def _clearer(analysis: Analysis, row: int, scores: Scores) -> dict[str, Fact]:
    """Where the same spelling stands with the most that speaks for the same form, or the likelier name of the same word
    that this one takes after.
    """
    own, context = analysis.candidates[row], analysis.context
    spelled = spelling(own, context.runs[own.run])
    some = list(enumerate(analysis.candidates))
    same = [k for k, c in some if c.form is own.form and spelling(c, context.runs[c.run]) == spelled]
    best = max(same, key=lambda k: (scores.among[k], -k))
    if best == row:
        pairs = words_of_name(own)[1]
        likelier = [k for k, c in some if words_of_name(c)[1] == pairs and scores.shared[k] >= scores.shared[row]]
        likeliest = max(likelier, key=lambda k: (scores.among[k], -k))
        return {"name": own.form.text, "as": analysis.candidates[likeliest].form.text}
    first = analysis.candidates[best]
    line, _ = context.lines.line_column(context.runs[first.run].words[first.start].start)
    return {"name": own.form.text, "line": line}


def _company(candidate: Candidate) -> dict[str, Fact]:
    """The garbled words, as the name has them, one of which is garbled in another name or form too."""
    garbled = {x.name for x in candidate.pairs}
    return {"words": [w for w in candidate.form.text.split() if fold_word(w) in garbled] or [candidate.form.text]}
