import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.model import Correction, Edit
from normalizer.reports import FileResult
from normalizer.reports.diff import render

PROGRAMS = {
    "patch": ["patch", "-p1", "--quiet", "--no-backup-if-mismatch", "-i"],
    "git": ["git", "apply", "--whitespace=nowarn"],
}
NAMES = ["article.txt", "sub/two words.txt", 'quo"te.txt', "back\\slash.txt", "żółć.txt", "tab\there.txt", "./dot.txt"]


def result(path, before, after):
    return FileResult(path, Correction(before, after, (), ()))


def applied(program, results):
    """What the program makes of the originals with the diff of `results`."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        for each in results:
            path = Path(folder, each.path)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(each.correction.original.encode())
        patch = Path(folder, "the.patch")
        patch.write_bytes(render(results).encode())
        done = subprocess.run([*PROGRAMS[program], str(patch)], cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done
        return [Path(folder, each.path).read_bytes().decode() for each in results]


TEXTS = st.text(st.sampled_from("ab \r\n\n\x0c\u2028\x85\t-+\\@é😀"), min_size=1, max_size=60)


@st.composite
def corrections(draw):
    text = draw(TEXTS)
    edits, at = [], 0
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        edits.append(Edit(start, end, draw(st.text(st.sampled_from("xyz\r\n\u2028"), max_size=3))))
        at = end
    after = text
    for edit in reversed(edits):
        after = after[: edit.start] + edit.replacement + after[edit.end :]
    return text, after


@pytest.mark.parametrize("program", PROGRAMS)
@given(pair=corrections())
@settings(max_examples=60)
def test_any_edits_apply(program, pair):
    before, after = pair
    if before != after:
        assert applied(program, [result("article.txt", before, after)]) == [after]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("apart", [1, 2, 6, 7, 8, 20])
def test_near_and_far_changes_apply(program, apart):
    before = [f"line {number}\n" for number in range(60)]
    after = list(before)
    after[10] = after[10 + apart] = after[59] = "Sumy\n"
    assert applied(program, [result("a", "".join(before), "".join(after))]) == ["".join(after)]


@pytest.mark.parametrize("program", PROGRAMS)
def test_names_and_line_ends_of_all_kinds_apply_together(program):
    before, after = "one\r\ntwo\rSmie\x0c\u2028x\r\nthree", "one\r\ntwo\rSumy\x0c\u2028x\r\nthree"
    assert applied(program, [result(name, before, after) for name in NAMES]) == [after] * len(NAMES)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_samples_apply(program, article, many):
    assert applied(program, [article, many]) == [article.correction.text, many.correction.text]


def test_the_head_names_the_file_below_a_and_b():
    lines = render([result("news/a.txt", "Smie\n", "Sumy\n")]).splitlines()
    assert lines == ["--- a/news/a.txt", "+++ b/news/a.txt", "@@ -1 +1 @@", "-Smie", "+Sumy"]
    assert render([result("/abs/a.txt", "Smie\n", "Sumy\n")]).startswith("--- a/abs/a.txt\n")


def test_a_missing_last_line_end_is_said():
    text = render([result("a", "x\nSmie", "x\nSumy")])
    assert text.count("\\ No newline at end of file\n") == 2


def test_no_change_leaves_no_trace(clean):
    assert render([clean]) == ""
