"""Finds the modules of a package by their file names, so that a new check or report is one new file."""

import importlib
import pkgutil
from types import ModuleType


def discover(package: str) -> dict[str, ModuleType]:
    """The public modules of `package` by name, sorted; those whose name begins with an underscore are helpers."""
    return {name: importlib.import_module(f"{package}.{name}") for name in listed(package)}


def listed(package: str) -> list[str]:
    """The names of the modules that `discover` finds, sorted; none of them is imported."""
    parent = importlib.import_module(package)
    return sorted(m.name for m in pkgutil.iter_modules(parent.__path__) if not m.name.startswith("_"))
