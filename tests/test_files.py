"""Texts come in and go out byte for byte, and a failed write leaves the old file whole."""

import os
import resource
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import normalizer
from normalizer import files
from normalizer.errors import InputError
from normalizer.files import decode, locked, read_text, write_atomic

ODD = "one\r\ntwo\rthree\n\nfour\x0cfive\x00six\u2028seven\u2029eight\x85nine\x1c ten"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("PYTHONPATH", str(Path(normalizer.__file__).parent.parent))  # for processes of the tests


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
    ],
)
@given(text=TEXT)
def test_what_is_not_changed_goes_out_as_it_came_in(encoding: str, mark: bytes, text: str) -> None:
    data = mark + text.encode(encoding)
    if not mark and data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return  # a text that begins with a byte order mark is one with a mark
    if data.startswith(b"\xff\xfe\0\0"):
        return  # UTF-16 that begins with NUL is taken for UTF-32
    file = decode(data, "x")
    assert file.text == text
    assert file.encode(file.text) == data


@given(text=st.text(st.characters(codec="cp1252")), encoding=st.sampled_from(["cp1252", "windows-1252", "CP1252"]))
def test_an_encoding_that_is_named_is_kept(text: str, encoding: str) -> None:
    data = text.encode("cp1252")
    file = decode(data, "x", encoding)
    assert (file.text, file.encode(file.text)) == (text, data)


def test_line_ends_and_controls_are_text(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(ODD.encode())
    assert read_text(path).text == ODD


@pytest.mark.parametrize(
    ("data", "encoding", "problem"),
    [
        (b"caf\xe9", None, "x: this is not UTF-8 (byte 3); say which encoding it has, for instance --encoding cp1252"),
        (b"\xff\xfea", None, "x: this is not UTF-16-LE (byte 2)"),
        ("in UTF-16 without a mark, as it comes".encode("utf-16-le"), None, "neither UTF-8 nor UTF-16 with a byte"),
        ("UTF-32".encode("utf-32"), None, "neither UTF-8 nor UTF-16 with a byte order mark; say which"),
        (b"caf\xe9", "utf-8", "x: this is not utf-8 (byte 3); name its true encoding by --encoding"),
        (b"a", "klingon", "x: there is no text encoding 'klingon'; try utf-8"),
        (b"a", "hex", "there is no text encoding 'hex'"),
        (b"a", "nul\0", "there is no text encoding"),
        ("\u2252".encode("cp932"), "cp932", None),
        (b"\x87\x90", "cp932", "bytes of this file are not what cp932 writes"),
    ],
)
def test_what_cannot_be_decoded_is_refused(data: bytes, encoding: str | None, problem: str | None) -> None:
    if problem is None:
        assert decode(data, "x", encoding).text
        return
    with pytest.raises(InputError) as caught:
        decode(data, "x", encoding)
    assert problem in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf_16_le", None])
def test_a_byte_order_mark_is_not_text(encoding: str | None) -> None:
    data = b"\xff\xfe" + "Sumy".encode("utf-16-le")
    file = decode(data, "x", encoding)
    assert (file.text, file.encode("Sumy")) == ("Sumy", data)


def test_an_encoding_that_lacks_a_letter_of_the_output_says_so() -> None:
    with pytest.raises(InputError, match=r"latin-1 cannot write 'š' \(U\+0161\)|iso8859-1 cannot write 'š'"):
        decode(b"Milos", "x", "latin-1").encode("Miloš")


@pytest.mark.parametrize(
    ("name", "problem"), [("none.txt", "there is no such file"), (".", "this is a folder"), ("a\0b", "cannot be read")]
)
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        read_text(f"{tmp_path}/{name}")


def test_standard_input_is_a_path() -> None:
    code = "from normalizer.files import read_text; f = read_text('-'); print(f.path, ascii(f.text), f.encoding, f.bom)"
    done = subprocess.run([sys.executable, "-c", code], input=b"\xef\xbb\xbfa\r\n", capture_output=True, check=True)
    assert done.stdout.decode().split("\n")[0] == r"standard input 'a\r\n' utf-8 b'\xef\xbb\xbf'"


def test_a_write_keeps_permissions_and_links(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_atomic(link, b"new")
    assert target.read_bytes() == b"new"
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "target.txt"]


def test_a_new_file_has_the_permissions_that_any_new_file_has(tmp_path: Path) -> None:
    write_atomic(tmp_path / "new.txt", b"new")
    (tmp_path / "other.txt").touch()
    assert (tmp_path / "new.txt").stat().st_mode == (tmp_path / "other.txt").stat().st_mode


def test_a_device_is_written_to() -> None:
    write_atomic(os.devnull, b"gone")
    with pytest.raises(InputError, match="/dev/full: the file cannot be written"):
        write_atomic("/dev/full", b"more")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("none/a.txt", "the folder .*none does not exist; make it first"),
        (".", "this is a folder"),
        ("a\0b", "cannot be written"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        write_atomic(f"{tmp_path}/{name}", b"new")


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))  # the system refuses longer files
    try:
        with pytest.raises(InputError, match=r"names\.csv: the file cannot be written \(.*\); nothing was changed"):
            write_atomic(path, b"x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a.txt", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_lock_keeps_others_out_and_lies_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "names.csv"
    code = (
        "import sys, time\nfrom normalizer.files import locked\n"
        "with locked(sys.argv[1]):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            monkeypatch.setattr(files, "LOCK_SECONDS", 0.05)
            with pytest.raises(InputError, match="another process is writing this file; try again"), locked(path):
                pass
        finally:
            holder.kill()
    monkeypatch.setattr(files, "LOCK_SECONDS", 30.0)
    with locked(path):
        assert list(tmp_path.iterdir()) == []


def test_a_lock_is_found_where_there_is_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    started = time.monotonic()
    with locked(tmp_path / "names.csv"):
        assert (tmp_path / "namewright-locks").is_dir()
    assert time.monotonic() - started < files.LOCK_SECONDS
