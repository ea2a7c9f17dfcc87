"""The direction of imports, read from the source: a module imports only from packages to its left."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import normalizer

ORDER = (
    {"errors"},
    {"model"},
    {"registry"},
    {"files"},
    {"formats"},
    {"text"},
    {"matching"},
    {"gazetteer"},
    {"importers"},
    {"exporters"},
    {"mentions"},
    {"linking"},
    {"checks"},
    {"edits"},
    {"sections"},
    {"reports"},
    {"config"},
    {"pipeline"},
    {"suggest"},
    {"cli"},
    {"__init__", "__main__"},
)
"""The parts of the package from left to right."""

RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
ROOT = Path(normalizer.__file__).parent
MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py"))
MAY_PRINT = {"cli", "__main__"}
SCRIPTS = ("train", "fit", "compile_lexicon", "lexicon_sources")
"""Stems of modules that people run to make the data files: nothing else imports them, and they print what they did."""
MAY_READ_ENVIRONMENT = {"gazetteer/shipped.py"}


def part(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the dotted name of everything that a module imports from the package."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: a relative import hides where it comes from"
            assert node.module is not None
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_script(path: Path) -> bool:
    return any(path.stem == stem or path.stem.startswith(f"{stem}_") for stem in SCRIPTS)


def ids(paths: list[Path]) -> list[str]:
    return [path.as_posix() for path in paths]


def test_every_part_has_its_place() -> None:
    assert {part(path) for path in MODULES} == set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_imports_point_to_the_left(path: Path) -> None:
    for line, name in imported(path):
        if name.split(".")[0] != "normalizer":
            continue
        other = name.split(".")[1] if name.split(".")[1] in RANK else "__init__"
        assert RANK[other] <= RANK[part(path)], f"{path}:{line}: {part(path)} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_only_the_command_line_talks_to_the_world(path: Path) -> None:
    if part(path) in MAY_PRINT or is_script(path):
        return
    for node in ast.walk(tree(path)):
        name = ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""
        assert name not in {"print", "input", "sys.exit", "sys.argv", "SystemExit"}, f"{path}:{node.lineno}: {name}"
        if name in {"os.environ", "os.getenv"}:
            assert path.as_posix() in MAY_READ_ENVIRONMENT, f"{path}:{node.lineno}: {name}"


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_nothing_that_ships_imports_a_script_that_makes_data(path: Path) -> None:
    if is_script(path):
        return
    for line, name in imported(path):
        steps = name.split(".")
        scripts = [step for step in steps[2:] if is_script(Path(step)) and steps[0] == "normalizer"]
        assert not [s for s in scripts if (ROOT / Path(*steps[1 : steps.index(s)]) / f"{s}.py").exists()], (
            f"{path}:{line}: {name}"
        )


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_a_module_has_one_duty(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 300, "split it: 300 lines are enough"
