"""One text of many: what it names that nobody knows goes to what was gathered so far."""

from typing import Any

from normalizer.gazetteer import Gazetteer
from normalizer.linking.context import lower_words
from normalizer.linking.names import names_of
from normalizer.pipeline import correct
from normalizer.sections import sections
from normalizer.suggest.find import Sighting, unknown_names
from normalizer.suggest.gather import Gathered, add_garble, add_text
from normalizer.suggest.group import Suggestion, suggestions
from normalizer.text.compose import composed
from normalizer.text.language import is_mostly_english
from normalizer.text.phrases import phrases_pattern


def gather(gathered: Gathered, path: str, text: str, gazetteer: Gazetteer, **options: Any) -> bool:
    """Adds what a text names; `path` stands for it in the examples, `options` are those of `pipeline.correct`.

    Returns whether the text is English for the most part: of another one nothing is taken. Raises what `correct` does.
    """
    names = names_of(gazetteer)
    kept = phrases_pattern({*options.get("keep", ()), *gazetteer.allowed})
    found: list[Sighting] = []
    lower: set[str] = set()
    view = composed(text)
    text = text if view is None else view.text
    for section, line in sections(text):
        if is_mostly_english(section):
            done = correct(section, gazetteer, **options)
            for finding in done.findings:
                if finding.applied and finding.replacement:
                    add_garble(gathered, finding.text, finding.replacement)
            spans = [m.span() for m in kept.finditer(section)] if kept else []
            found += unknown_names(section, names, done.findings, spans, line)
            lower |= lower_words(section, ())
    add_text(gathered, path, found, lower)
    return is_mostly_english(text)


def missing(gathered: Gathered, gazetteer: Gazetteer, least: int) -> list[Suggestion]:
    """The names that stand in the gathered texts `least` times or more and that no layer knows, commonest first."""
    world = gazetteer.world

    def is_town(name: str) -> bool:
        return world is not None and bool(world.find(name))

    return suggestions(gathered, least, is_town)
