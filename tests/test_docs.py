"""The documents: commands and options that the program knows, examples that run, and the form that is promised."""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from normalizer import Gazetteer
from normalizer.checks import rules
from normalizer.cli.group import CONTEXT
from normalizer.cli.main import cli
from normalizer.config import KEYS
from normalizer.gazetteer.columns import COLUMNS
from normalizer.model import Rule

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = {"README.md": README, "CONTRIBUTING.md": CONTRIBUTING}
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
PROGRAM = "namewright"


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def spans(text: str) -> list[str]:
    """The code spans of the prose."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


def command_lines() -> Iterator[tuple[str, str]]:
    """Every command line of the program in the documents and in the hooks of pre-commit, with where it stands."""
    for name, text in DOCUMENTS.items():
        typed = [line[2:] for code in blocks(text, "console") for line in code.splitlines() if line.startswith("$ ")]
        for code in [*spans(text), *blocks(text, "sh"), *typed]:
            for part in re.split(r"&&|\n", code):
                line = part.strip().removeprefix(".venv/bin/")
                if line.startswith(f"{PROGRAM} "):
                    yield name, line
    for line in re.findall(r"entry: (.*)", HOOKS):
        yield ".pre-commit-hooks.yaml", line


def resolve(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that a command line runs, and its arguments."""
    command: click.Command = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command, **CONTEXT), words[0])
        assert found is not None, f"no command {words[0]}"
        command, words = found, words[1:]
    return command, words


def options(command: click.Command) -> set[str]:
    """All spellings of a command's options."""
    ctx = click.Context(command, **CONTEXT)
    return {name for p in command.get_params(ctx) for name in (*p.opts, *p.secondary_opts) if name.startswith("-")}


def all_commands(command: click.Command, path: str = PROGRAM) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        ctx = click.Context(command, **CONTEXT)
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            assert found is not None
            yield from all_commands(found, f"{path} {name}")


@pytest.mark.parametrize(("where", "line"), list(command_lines()))
def test_every_command_line_is_one_that_the_program_knows(where: str, line: str) -> None:
    command, arguments = resolve(shlex.split(line.partition(" < ")[0])[1:])
    given = {word.partition("=")[0] for word in arguments if re.match(r"--?[a-z]", word)}
    assert given <= options(command), f"{where}: {line}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_option_that_is_named_exists(name: str) -> None:
    known = {option for _, command in all_commands(cli) for option in options(command)}
    named = {span.split()[0] for span in spans(DOCUMENTS[name]) if re.match(r"--[a-z]", span)}
    assert named <= known


@pytest.mark.parametrize(
    "path", sorted({" ".join(p.split()[:2]) for p, c in all_commands(cli) if not isinstance(c, click.Group)})
)
def test_the_readme_tells_of_every_command(path: str) -> None:
    assert any(line.startswith(path) for where, line in command_lines() if where == "README.md")


def test_the_readme_is_a_front_door() -> None:
    assert len(README.splitlines()) <= 200


def test_the_first_two_shell_blocks_hold_one_line_each() -> None:
    install, test = blocks(README, "sh")[:2]
    assert [block.count("\n") for block in (install, test)] == [1, 1]
    assert re.search(r"\bfix seeds/\S+\.txt$", install.rstrip())
    assert test.rstrip().endswith("pytest")
    for block in (install, test):
        assert block.startswith("python3 -m venv .venv"), "each makes its own virtual environment, which git ignores"
    assert ".venv*/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_every_rule_is_in_the_readmes_table(rule: Rule) -> None:
    row = rf"^\| {rule.code} {rule.name} \| {re.escape(rule.summary)}[^|]* \| {rule.severity} \| {rule.category} \|$"
    assert re.search(row, README, re.MULTILINE)


def test_every_column_and_exit_code_is_in_the_readme() -> None:
    assert set(COLUMNS) <= set(spans(README))
    codes = re.search(r"\| exit code \|.*?\n\n", README, re.DOTALL)
    assert codes and re.findall(r"^\| (\d+) \|", codes[0], re.MULTILINE) == ["0", "1", "2", "130"]


def test_the_settings_that_are_shown_exist() -> None:
    (table,) = blocks(README, "toml")
    assert set(re.findall(r"^([\w-]+) =", table, re.MULTILINE)) <= set(KEYS)


def test_the_size_of_the_gazetteer_is_no_boast() -> None:
    for text in (README, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")):
        told = re.search(r"more than ([\d,]+) people", text, re.IGNORECASE)
        assert told and len(Gazetteer.default()) > int(told[1].replace(",", ""))


def test_the_example_is_a_sample_and_what_becomes_of_it() -> None:
    name = re.search(r"Before, from \[seeds/(\w[\w-]*)\.txt\]", README)
    assert name
    quotes = [quote.replace("\n> ", " ").removeprefix("> ") for quote in re.findall(r"(?:^> .*\n)+", README, re.M)]
    before, after = (quote.strip() for quote in quotes)
    assert before in (ROOT / "seeds" / f"{name[1]}.txt").read_text(encoding="utf-8")
    assert after in (ROOT / "seeds" / f"{name[1]}.expected.txt").read_text(encoding="utf-8")


def test_the_python_example_runs() -> None:
    (code,) = blocks(README, "python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert printed.getvalue().startswith(
        "The troops left the town of Sudzha. Sudzha lies near Kursk. They are back in Kyiv.\n"
    )
    assert "\nSudzha " in printed.getvalue()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_linked_is_there(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", DOCUMENTS[name]):
        if not re.match(r"https?:", target):
            path, _, heading = target.partition("#")
            linked = ROOT / (path or name)
            assert linked.exists(), target
            pattern = rf"^#+ {heading.replace('-', ' ')}$"
            assert not heading or re.search(pattern, linked.read_text(encoding="utf-8"), re.M | re.I), target


def test_the_changelog_tells_of_this_version() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version and f"\n## {version[1]}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
