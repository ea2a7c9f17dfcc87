"""namewright rule: what a rule finds, and why."""

import click

from normalizer.cli.group import CONTEXT
from normalizer.errors import InputError
from normalizer.model import Rule


@click.command(context_settings=CONTEXT)
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """List the rules, or explain the rule CODE."""
    from normalizer.checks import rules

    known = rules()
    if code is None:
        for rule in known.values():
            click.echo(f"{rule.code}  {rule.name}: {rule.summary}")
        return
    if code.upper() not in known:
        raise InputError(f"no rule has the code {code!r}", mend=f"the rules are {', '.join(known)}")
    click.echo(_explained(known[code.upper()]))


def _explained(rule: Rule) -> str:
    import textwrap

    def wrapped(text: str, indent: str = "") -> str:
        return textwrap.fill(text, 88, initial_indent=indent, subsequent_indent=indent)

    return "\n".join(
        [
            f"{rule.code} {rule.name}",
            "",
            wrapped(rule.summary),
            "",
            f"Severity: {rule.severity}. MQM category: {rule.category}.",
            "",
            "Why",
            wrapped(rule.why, "  "),
            "",
            "Wrong",
            wrapped(rule.wrong, "  "),
            "",
            "Right",
            wrapped(rule.right, "  "),
        ]
    )
