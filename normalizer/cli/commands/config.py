"""namewright config: every setting and where it is from."""

from pathlib import Path

import click

from normalizer.cli.group import CONTEXT
from normalizer.config import KEYS, find_config


@click.command(context_settings=CONTEXT)
def command() -> None:
    """Print every setting with its value and where it is from."""
    from normalizer.pipeline import thresholds

    config = find_config(Path.cwd())
    fix_at, show_at = thresholds(config.fix_at, config.show_at)
    in_force = {"fix-at": fix_at, "show-at": show_at}
    for key in KEYS:
        value = in_force.get(key, getattr(config, key.replace("-", "_")))
        origin = config.origins.get(key, "default")
        click.echo(f"{key} = {_shown(value)}  ({origin})")


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or "none"
    return f"{value:g}" if isinstance(value, float) else "true" if value else "false"
