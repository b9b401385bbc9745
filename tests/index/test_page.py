"""A project's page in either format becomes the same files."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tfinstall.index.page import InvalidPageError, Page, files

URL = "https://index.example/simple/tiny/"
WHEEL = "tiny-1.0-py3-none-any.whl"


def html(body: str) -> Page:
    return Page(url=URL, content_type="text/html", text=f"<!DOCTYPE html><html>{body}</html>")


def document(**file: object) -> Page:
    listed = {"filename": WHEEL, "url": f"../../files/{WHEEL}", "hashes": {}, **file}
    text = json.dumps({"meta": {"api-version": "1.1"}, "files": [listed]})
    return Page(url=URL, content_type="application/vnd.pypi.simple.v1+json", text=text)


def test_json_tells_everything() -> None:
    (file,) = files(
        document(
            **{
                "hashes": {"sha256": "ab" * 32},
                "size": 123,
                "upload-time": "2022-11-16T19:38:43.197222Z",
                "requires-python": ">=3.7",
                "yanked": "broken",
                "core-metadata": {"sha256": "cd" * 32},
            }
        )
    )
    assert (file.project, file.version, file.filename) == ("tiny", Version("1.0"), WHEEL)
    assert file.url == f"https://index.example/files/{WHEEL}"
    assert (file.sha256, file.size) == ("ab" * 32, 123)
    assert file.uploaded == datetime(2022, 11, 16, 19, 38, 43, 197222, tzinfo=timezone.utc)
    assert file.requires_python == SpecifierSet(">=3.7")
    assert (file.yanked, file.has_metadata) == ("broken", True)


def test_html_tells_what_it_can() -> None:
    (file,) = files(
        html(
            f'<a href="/files/{WHEEL}#sha256={"ab" * 32}" data-requires-python="&gt;=3.7"'
            f' data-yanked="" data-core-metadata="sha256=cd">{WHEEL}</a>'
        )
    )
    assert file.url == f"https://index.example/files/{WHEEL}"
    assert (file.sha256, file.size, file.uploaded) == ("ab" * 32, None, None)
    assert file.requires_python == SpecifierSet(">=3.7")
    assert (file.yanked, file.has_metadata) == ("", True)


def test_html_of_some_mirrors_tells_the_upload_time() -> None:
    (file,) = files(html(f'<a href="{WHEEL}" data-upload-time="2022-11-16T19:38:43Z">x</a>'))
    assert file.uploaded == datetime(2022, 11, 16, 19, 38, 43, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("told", "expected"), [(False, None), (True, ""), ("", ""), ("why", "why")]
)
def test_yanked_in_json_is_a_flag_or_a_reason(told: object, expected: str | None) -> None:
    (file,) = files(document(yanked=told))
    assert file.yanked == expected


def test_a_base_moves_relative_links() -> None:
    page = html(f'<head><base href="https://files.example/x/"></head><a href="{WHEEL}">x</a>')
    assert files(page)[0].url == f"https://files.example/x/{WHEEL}"


def test_escaped_names_are_read() -> None:
    (file,) = files(html('<a href="tiny-1.0%2Bcpu-py3-none-any.whl">x</a>'))
    assert file.version == Version("1.0+cpu")


def test_credentials_do_not_show() -> None:
    page = html(f'<a href="https://me:secret@files.example/{WHEEL}?token=1">x</a>')
    (file,) = files(page)
    assert "secret" in file.location
    assert "secret" not in repr(file)
    assert file.url == f"https://files.example/{WHEEL}"


def test_what_is_no_distribution_is_passed_over() -> None:
    names = [WHEEL, "tiny-1.0.tar.gz", "tiny-0.1.egg", "tiny-0.1-py2.7.exe", "tiny-x.y-bad.whl"]
    page = html("".join(f'<a href="{name}">x</a>' for name in names))
    assert [file.filename for file in files(page)] == [WHEEL, "tiny-1.0.tar.gz"]


def test_a_requires_python_that_cannot_be_read_counts_as_none() -> None:
    (file,) = files(document(**{"requires-python": ">=3.7.*,nonsense"}))
    assert file.requires_python is None


def test_a_page_without_links_is_a_project_without_files() -> None:
    assert files(html("<body><h1>Links for tiny</h1></body>")) == ()


def test_a_page_of_former_formats_is_a_page() -> None:
    assert files(html('<a href="tiny-0.1.egg">x</a>')) == ()


@pytest.mark.parametrize(
    "text",
    [
        "<html><form action='/login'></form></html>",
        "<html><a href='/login'>Please log in</a></html>",
        "<html><script>location='/portal'</script></html>",
        "garbage",
        "",
        "{}",
        '{"files": 3}',
        '{"files": [{}]}',
        '{"message": "not found"}',
        '{"files": [',
    ],
)
def test_what_is_no_page_of_an_index_is_refused(text: str) -> None:
    with pytest.raises(InvalidPageError):
        files(Page(url=URL, content_type="text/html", text=text))


@pytest.mark.parametrize(
    "page",
    [
        Page(url=URL, content_type="application/json", text='{"meta": {"api-version": "2.0"}}'),
        html('<head><meta name="x:repository-version" content="2.1"></head><body></body>'),
    ],
    ids=["json", "html"],
)
def test_a_later_major_version_of_the_interface_is_refused_by_its_number(page: Page) -> None:
    with pytest.raises(InvalidPageError, match=r"version 2\.\d of the simple API"):
        files(page)


def test_a_later_minor_version_is_read() -> None:
    page = html('<head><meta name="x:repository-version" content="1.9"></head><body></body>')
    assert files(page) == ()
