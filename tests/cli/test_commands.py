"""The program as a process: streams, signals, bytes, completion and help."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from normalizer.cli import texts
from normalizer.cli.main import cli
from normalizer.cli.options import Layers, Run
from normalizer.files import TextFile

Invoke = Callable[..., Result]
COMMAND = [sys.executable, "-m", "normalizer"]
NAMES = "canonical,type\nSumy,place\n"


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = list(commands(cli))


def test_the_commands_are_there() -> None:
    names = {" ".join(path) for path, _ in ALL}
    gazetteer = {f"gazetteer {name}" for name in "add search show list remove lint path layers".split()}
    assert {"fix", "check", "rule", "config", "gazetteer"} | gazetteer <= names


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) for path, _ in ALL])
def test_every_command_and_option_has_help(path: tuple[str, ...], command: click.Command, invoke: Invoke) -> None:
    assert command.help
    assert all(p.help for p in command.params if isinstance(p, click.Option))
    for flag in ("-h", "--help"):
        result = invoke(*path, flag)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(f"Usage: namewright {' '.join(path)} ")


def test_the_version(invoke: Invoke) -> None:
    result = invoke("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("namewright ")


def test_help_and_completion_load_nothing_heavy() -> None:
    code = (
        "import sys\nfrom normalizer.cli.main import cli\n"
        "try:\n    cli.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'numpy', 'pandas', 'rich', 'jinja2', 'rapidfuzz', 'unidecode'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_shell_completion() -> None:
    env = {**os.environ, "_NAMEWRIGHT_COMPLETE": "bash_complete", "COMP_CWORD": "2"}
    for words, expected in (("namewright gazetteer l", {"layers", "lint", "list"}), ("namewright f", {"fix"})):
        env |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
        done = subprocess.run(COMMAND, env=env, capture_output=True, text=True, check=False)
        assert {line.split(",")[1] for line in done.stdout.split()} == expected
    env["_NAMEWRIGHT_COMPLETE"] = "zsh_source"
    assert "#compdef namewright" in subprocess.run(COMMAND, env=env, capture_output=True, text=True, check=False).stdout


def test_a_reader_that_has_enough_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("canonical,type\n" + "".join(f"Name {n},term\n" for n in range(20_000)))
    command = [*COMMAND, "gazetteer", "list", "--no-shipped", "-g", "n.csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as job:
        assert job.stdout is not None and job.stderr is not None
        assert job.stdout.readline() == b"term/name-0\tName 0\t\n"
        job.stdout.close()
        assert job.wait() == 0
        assert job.stderr.read() == b""


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes that are started can be interrupted, also where the tests run in the background and cannot."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_exits_with_130() -> None:
    command = [*COMMAND, "check", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as job:
        assert job.stdin is not None and job.stderr is not None
        # No pipe holds so much: when all is written, the process is reading its input, which has no end yet.
        left = memoryview(b" " * (1 << 20))
        while left:
            left = left[job.stdin.write(left) :]
        job.send_signal(signal.SIGINT)
        job.stdin.close()  # Python looks after signals only where a read ends, and this one may just have begun
        assert job.wait() == 130
        assert b"Traceback" not in job.stderr.read()


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("module", ["normalizer.cli.main", "click", "normalizer.cli.commands.check"])
def test_an_interrupt_of_the_start_exits_with_130(module: str) -> None:
    code = f"""
import runpy, signal, sys

class Interrupter:
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Interrupter())
sys.argv = ["namewright", "check", "-"]
runpy.run_module("normalizer", run_name="__main__", alter_sys=True)
"""
    done = subprocess.run([sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (130, b"")


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (b"\xef\xbb\xbfIn Smie.\r\nA\rB\n\x00\x0c\xe2\x80\xa8", ()),
        (b"\xff\xfe" + "In Smie, Київ.\r\n".encode("utf-16-le"), ()),
        (b"\xfe\xff" + "In Smie.".encode("utf-16-be"), ()),
        ("In Smie, Łódź.\r".encode("cp1250"), ("--encoding", "cp1250")),
    ],
)
@pytest.mark.usefixtures("steady_pipeline")
def test_all_but_the_edit_is_kept_byte_for_byte(invoke: Invoke, data: bytes, options: tuple[str, ...]) -> None:
    path = Path("a.txt")
    path.write_bytes(data)
    filtered = invoke("fix", "--no-shipped", "-q", "-", *options, stdin=data)
    assert invoke("fix", "--no-shipped", "-q", "--in-place", "--no-report", "a.txt", *options).exit_code == 0
    encoding = (
        options[-1] if options else "utf-16-le" if data[0] == 0xFF else "utf-16-be" if data[0] == 0xFE else "utf-8"
    )
    assert path.read_bytes() == data.replace("Smie".encode(encoding), "Sumy".encode(encoding)) == filtered.stdout_bytes


@pytest.mark.usefixtures("steady_pipeline")
def test_a_text_that_its_encoding_cannot_hold_writes_nothing(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    from normalizer.model import Correction

    done = Correction("Milos", "Miloš", (), ())
    monkeypatch.setattr("normalizer.pipeline.corrector", lambda *_, **__: lambda *_: done)
    Path("a.txt").write_bytes(b"Milos")
    result = invoke("fix", "--no-shipped", "--encoding", "latin-1", "a.txt")
    assert (result.exit_code, [path.name for path in Path().iterdir()]) == (2, ["a.txt"])
    assert "iso8859-1 cannot write 'š' (U+0161), which the output needs; convert the file to UTF-8" in result.stderr


@pytest.mark.usefixtures("steady_pipeline")
def test_what_does_not_change_is_not_written_in_place(invoke: Invoke, writing: Callable[[Path], object]) -> None:
    path = Path("a.txt")
    path.write_bytes(b"Fine.")
    before = writing(path)
    result = invoke("fix", "--no-shipped", "--in-place", "--no-report", "a.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert writing(path) == before


@pytest.mark.usefixtures("steady_pipeline")
def test_a_device_gets_the_text_and_no_report_beside_it(invoke: Invoke) -> None:
    Path("a.txt").write_bytes(b"Smie")
    assert invoke("fix", "--no-shipped", "-q", "a.txt", "-o", os.devnull).exit_code == 0
    assert not Path(f"{os.devnull}.report.html").exists()
    full = invoke("fix", "--no-shipped", "-q", "a.txt", "-o", "/dev/full")
    assert full.exit_code == 2
    assert full.stderr.startswith("namewright: /dev/full: the file cannot be written (no space left on device)")


def test_a_fault_of_our_own_is_told_from_findings(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("normalizer.pipeline.corrector", fail)
    Path("a.txt").write_bytes(b"Smie")
    result = invoke("check", "--no-shipped", "a.txt")
    assert result.exit_code == 2
    assert "ZeroDivisionError" in result.stderr
    assert result.stderr.endswith("namewright: this is a fault of namewright; please report it with the lines above\n")


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def run_of(quiet: bool = False, color: bool | None = None) -> Run:
    return Run(Layers(no_shipped=True), None, None, (), (), (), None, None, quiet, color)


@pytest.mark.parametrize(
    ("stream", "patience", "quiet", "seen"),
    [
        (Terminal, -1.0, False, True),
        (Terminal, 60.0, False, False),
        (Terminal, -1.0, True, False),
        (io.StringIO, -1.0, False, False),
    ],
)
@pytest.mark.usefixtures("steady_pipeline")
def test_a_long_run_on_a_terminal_shows_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], patience: float, quiet: bool, seen: bool
) -> None:
    monkeypatch.setattr(texts, "PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream())
    files = [TextFile(f"{n}.txt", "Smie", "utf-8", b"") for n in range(3)]
    assert len(texts.corrections(files, run_of(quiet))) == 3
    assert isinstance(sys.stderr, io.StringIO)
    shown = sys.stderr.getvalue()
    assert ("correcting" in shown) is seen
    assert (not seen) or "100%" in shown


def test_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert run_of().in_color(err=False)
    assert not run_of().in_color(err=True)
    assert run_of(color=True).in_color(err=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not run_of().in_color(err=False)
    assert run_of(color=True).in_color(err=False)


def test_a_name_that_was_added_is_known_to_the_next_run(invoke: Invoke) -> None:
    Path("a.txt").write_text(
        "The analyst Quentin Zabrowsky spoke on Monday. Zabrowsky said the town was calm. "
        "Mr. Zabrowskij did not say more.\n"
    )
    before = invoke("check", "--no-shipped", "-q", "a.txt")
    assert before.exit_code in (0, 1)
    assert invoke("gazetteer", "add", "--no-shipped", "Quentin Zabrowski", "--type", "person").exit_code == 0
    assert invoke("fix", "--no-shipped", "-q", "--no-report", "a.txt").exit_code in (0, 1)
    fixed = Path("a.fixed.txt").read_text()
    assert "Quentin Zabrowski spoke" in fixed
    assert ". Zabrowski said" in fixed


def test_a_desks_own_spelling_stands(invoke: Invoke) -> None:
    Path("house.csv").write_text("canonical,type,variants\nKyiv,place,Kiev\n")
    Path("desk.csv").write_text("canonical,type\nKiev,place\n")
    Path("a.txt").write_text("The minister returned to Kiev on Monday.\n")
    options = ("fix", "--no-shipped", "-q", "--no-report", "a.txt", "-g", "house.csv")
    assert invoke(*options).exit_code == 0
    assert "to Kyiv on" in Path("a.fixed.txt").read_text()
    assert invoke(*options, "-g", "desk.csv").exit_code == 0
    assert "to Kiev on" in Path("a.fixed.txt").read_text()
