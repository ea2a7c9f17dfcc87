"""Several processes do what one does, and only for what is worth their start."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from normalizer.cli import processes
from normalizer.sections import Section

Invoke = Callable[..., Result]

PARAGRAPH = "Troops left Kramatorsk for Sudzha. The envoy Steve Witkov was expected in Moskau, said Emmanuel Macron.\n"


@pytest.mark.parametrize(
    ("lengths", "jobs", "count"),
    [
        ([100], None, 1),
        ([1_000_000], None, 1),
        ([100_000] * 4, None, 1),
        ([300_000] * 2, None, 2),
        ([300_000] * 9, None, 4),
        ([300_000] * 9, 3, 3),
        ([300_000] * 9, 1, 1),
        ([300_000] * 9, 20, 9),
    ],
)
def test_how_many_processes_a_run_is_worth(
    lengths: list[int], jobs: int | None, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_cores", lambda: 4)
    assert processes.count_of([Section("a" * length, 1, True) for length in lengths], jobs) == count


def test_two_processes_find_what_one_finds(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "WORTH_A_PROCESS", 1000)
    for name, times in (("long.txt", 300), ("short.txt", 2), ("empty.txt", 0)):
        Path(name).write_text(PARAGRAPH * times, encoding="utf-8")
    used = []
    count_of = processes.count_of
    monkeypatch.setattr(processes, "count_of", lambda *args: used.append(count_of(*args)) or used[-1])
    one, two = (
        invoke("check", "--format", "json", "--jobs", jobs, "long.txt", "short.txt", "empty.txt") for jobs in "12"
    )
    assert used == [1, 2]
    assert one.exit_code == two.exit_code == 1
    assert json.loads(one.stdout) == json.loads(two.stdout)
    assert one.stdout.count('"Moscow"') >= 302
