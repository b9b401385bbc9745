"""Requirements files as people write them: what is taken, and what is said about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName
from packaging.version import Version

from tfinstall.installer import parse_requirement, read_requirements, tensorflow_asks
from tfinstall.model import Diagnosis, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TAKEN = {
    "a name": ("numpy", "numpy"),
    "a marker": ("numpy<2 ; python_version < '3.12'", 'numpy<2; python_version < "3.12"'),
    "an extra": ("tensorflow[and-cuda] == 2.15.*", "tensorflow[and-cuda]==2.15.*"),
    "a comment": ("numpy  # why not", "numpy"),
    "a hash": (f"numpy==1.0 --hash=sha256:{'a' * 64}", "numpy==1.0"),
    "a URL with a name": ("x @ https://index.example/x.whl", "x @ https://index.example/x.whl"),
    "a wheel's URL": ("https://index.example/x-1.0-py3-none-any.whl", "x==1.0"),
    "settings for the build": ("numpy --config-settings='a=b'", "numpy"),
    "a folder": ("./local", ""),
    "an editable": ("-e git+https://git.example/x.git#egg=x", "x"),
    "an old spelling": ("numpy==1.*", "numpy==1.*"),
}

REFUSED = {
    "two words": ("nump y", "expected semicolon"),
    "a single =": ("numpy=1.0", "`=` is no operator here; `==` is"),
    "a command": ("pip install tensorflow", "a command; only what it installs belongs here"),
    "a command with its prompt": ("$ python -m pip install x", "a command"),
    "HTML": ("<!DOCTYPE html>", "expected package name"),
    "an unknown option": ("--colour never", "no such option: --colour"),
    "an open bracket": ("name[extra", "expected matching RIGHT_BRACKET"),
    "a wrong marker": ("x; python_version < 3", "expected a marker variable or quoted string"),
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def make(text: str | bytes, name: str = "requirements.txt") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return make


def refused(*files: Path, constraints: tuple[Path, ...] = ()) -> Diagnosis:
    with pytest.raises(TfinstallError) as caught:
        read_requirements(files, constraints)
    return caught.value.diagnosis


@pytest.mark.parametrize(("text", "requirement"), TAKEN.values(), ids=TAKEN.keys())
def test_taken_as_pip_would(write: Callable[..., Path], text: str, requirement: str) -> None:
    (line,) = read_requirements([write(f"\n{text}\n")]).lines
    assert line.requirement == (Requirement(requirement) if requirement else None)
    assert (line.line, line.constraint) == (2, False)


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_the_reason(write: Callable[..., Path], text: str, reason: str) -> None:
    file = write(f"numpy\n{text}\n")
    diagnosis = refused(file)
    assert (diagnosis.cause, diagnosis.exit_code) == ("invalid-requirement", 2)
    (evidence,) = diagnosis.evidence
    assert (evidence.source, evidence.line) == (str(file), 2)
    assert evidence.text.startswith(f"{text}  ({reason}")


def test_all_bad_lines_of_all_files_are_told_at_once(write: Callable[..., Path]) -> None:
    first = write("=a\nnumpy\n-r sub/second.txt\n=b\n")
    second = write("fine\n=c\n-c lost.txt\n", "sub/second.txt")
    third = write("=d\n", "constraints.txt")
    diagnosis = refused(first, constraints=(third,))
    told = [(each.source, each.line) for each in diagnosis.evidence]
    assert sorted(told, key=str) == sorted(
        [(str(first), 1), (str(first), 4), (str(second), 2), (str(second), 3), (str(third), 1)],
        key=str,
    )
    assert diagnosis.title.startswith("5 lines of the requirements cannot be read, the first at")


def test_nested_files_are_followed_from_where_they_are_named(write: Callable[..., Path]) -> None:
    write("dep<2\n", "sub/limits.txt")
    write("dep\n-c limits.txt\n", "sub/more.txt")
    read = read_requirements([write("tiny\n-r sub/more.txt\n-r https://index.example/r.txt\n")])
    assert [(line.text, line.constraint) for line in read.lines] == [
        ("tiny", False),
        ("dep", False),
        ("dep<2", True),
    ]
    assert [file.name for file in read.files] == ["requirements.txt", "more.txt", "limits.txt"]


def test_options_in_files_are_told_with_their_place(write: Callable[..., Path]) -> None:
    text = "--index-url https://index.example/simple\n--no-require-hashes\n--pre\nx\n"
    options = read_requirements([write(text)]).options
    assert [(each.name, each.value, each.line) for each in options] == [
        ("index-url", "https://index.example/simple", 1),
        ("no-require-hashes", "", 2),
        ("pre", "", 3),
    ]


def test_a_line_continued_counts_from_its_first(write: Callable[..., Path]) -> None:
    read = read_requirements([write("x==1 \\\n --hash=sha256:a \\\n --hash=sha256:b\ny\n")])
    assert [(line.line, len(line.hashes)) for line in read.lines] == [(1, 2), (4, 0)]


def test_a_file_that_leads_back_to_itself_is_said(write: Callable[..., Path]) -> None:
    write("-r requirements.txt\n", "other.txt")
    diagnosis = refused(write("-r other.txt\n"))
    assert "leads back to itself" in diagnosis.evidence[0].text


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    diagnosis = refused(tmp_path / "lost.txt")
    assert diagnosis.cause == "file-missing"
    assert diagnosis.title == f"{tmp_path / 'lost.txt'} does not exist"


def test_a_missing_nested_file_is_named_where_it_is_asked_for(write: Callable[..., Path]) -> None:
    file = write("x\n-r lost.txt\n")
    (evidence,) = refused(file).evidence
    assert (evidence.source, evidence.line) == (str(file), 2)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a directory", None, "is a directory"),
        ("a binary", b"\x7fELF\x00\x00\x01", "is not a text"),
        ("an unknown encoding", b"numpy\n# \xe9t\xe9\n", "is not a text in UTF-8"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_text_is_said(
    write: Callable[..., Path], tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    file = tmp_path / name if content is None else write(content, name)
    if content is None:
        file.mkdir()
    assert told in refused(file).evidence[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_an_encoding_with_a_mark_is_read(write: Callable[..., Path], encoding: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    file = write(mark + "numpy<2\r\n# Größe\r\n".encode(encoding))
    (line,) = read_requirements([file]).lines
    assert line.requirement == Requirement("numpy<2")


def test_a_password_in_a_bad_line_is_masked(write: Callable[..., Path]) -> None:
    diagnosis = refused(write("=x @ https://me:s3cret@index.example/x.whl\n"))
    assert "s3cret" not in repr(diagnosis)


def test_one_requirement_from_the_command_line() -> None:
    assert parse_requirement("pandas>=2") == Requirement("pandas>=2")
    with pytest.raises(TfinstallError, match="`pandas=2` is not a requirement: `=` is no operator"):
        parse_requirement("pandas=2")


@pytest.mark.parametrize(
    ("text", "contradicts"),
    [
        ("tensorflow", False),
        ("tensorflow>=2.10", False),
        ("TensorFlow==2.15.1", True),
        ("tensorflow-cpu==2.10.1", True),
        ("tensorflow==2.15; python_version >= '3.11'", False),
        ("tensorflow-intel==2.10.1", False),
    ],
)
def test_a_tensorflow_of_the_user_s_own(
    write: Callable[..., Path], text: str, *, contradicts: bool
) -> None:
    file = write(f"tensorflow-hub\n{text}\n")
    (ask,) = tensorflow_asks(read_requirements([file]))
    assert ask.where == f"{file}, line 2"
    names = {NormalizedName("tensorflow"), NormalizedName("tensorflow-intel")}
    assert ask.contradicts(names, Version("2.10.1"), Version("3.10.1")) is contradicts


def test_a_constraint_on_another_tensorflow_contradicts_nothing(
    write: Callable[..., Path],
) -> None:
    (ask,) = tensorflow_asks(read_requirements([], [write("tensorflow-cpu==2.1\n")]))
    names = {NormalizedName("tensorflow")}
    assert not ask.contradicts(names, Version("2.10.1"), Version("3.10.1"))


def test_the_command_line_is_looked_at_as_well() -> None:
    (ask,) = tensorflow_asks(read_requirements([]), [Requirement("tf-nightly"), Requirement("x")])
    assert ask.where == "--with"
