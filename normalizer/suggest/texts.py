"""One text of many: what it names that nobody knows goes to what was gathered so far."""

from typing import Any

from normalizer import pipeline
from normalizer.gazetteer import Gazetteer
from normalizer.linking.context import lower_words
from normalizer.linking.names import names_of
from normalizer.sections import sections
from normalizer.suggest.find import Sighting, unknown_names
from normalizer.suggest.gather import Gathered, add_garble, add_text
from normalizer.suggest.group import Suggestion, suggestions
from normalizer.text.compose import composed
from normalizer.text.phrases import phrase_spans, phrases_of


def gather(gathered: Gathered, path: str, text: str, gazetteer: Gazetteer, **options: Any) -> bool:
    """Adds what a text names; `path` stands for it in the examples, `options` are those of `pipeline.correct`.

    Returns whether the text is English for the most part: of another one nothing is taken. Raises what `correct` does.
    """
    names = names_of(gazetteer)
    kept = phrases_of(gazetteer.allowed.union(options.get("keep", ())))
    found: list[Sighting] = []
    lower: set[str] = set()
    view = composed(text)
    text = text if view is None else view.text
    parts = sections(text)
    correct = pipeline.corrector(gazetteer, **options)
    for section in (part for part in parts if part.english):
        findings = correct(section).findings
        for finding in findings:
            if finding.applied and finding.replacement:
                add_garble(gathered, finding.text, finding.replacement)
        spans = list(phrase_spans(section.text, kept))
        found += unknown_names(section.text, names, findings, spans, section.first_line)
        lower |= lower_words(section.text, ())
    add_text(gathered, path, found, lower)
    return parts[0].english


def missing(gathered: Gathered, gazetteer: Gazetteer, least: int) -> list[Suggestion]:
    """The names that stand in the gathered texts `least` times or more and that no layer knows, commonest first."""
    world = gazetteer.world

    def is_town(name: str) -> bool:
        return world is not None and bool(world.find(name))

    return suggestions(gathered, least, is_town)
