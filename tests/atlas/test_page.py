"""The page of the matrix as a document: what it holds, that it is alone, and always the same."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from tests.atlas import worlds
from tests.atlas.worlds import TEMPLATE
from tfinstall import bundled
from tfinstall.atlas.content import content
from tfinstall.atlas.page import page
from tfinstall.matrix import Matrix


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    return content(worlds.matrix(), "1.2.3")


@pytest.fixture(scope="module")
def text(known: dict[str, Any]) -> str:
    return page(known, TEMPLATE)


def inside(text: str) -> dict[str, Any]:
    """The document inside a page, as a browser reads it."""
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def cell(known: dict[str, Any], release: str, python: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each
        for each in known["cells"]
        if (each["tensorflow"], each["python"], each["machine"]) == (release, python, 0)
    )
    return found


def test_the_page_holds_all_that_is_known(known: dict[str, Any], text: str) -> None:
    assert inside(text) == known
    assert len(known["cells"]) == 11
    assert known["generated"] == "2026-03-04"
    assert known["tfinstall"] == "1.2.3"


def test_a_certified_cell_leads_to_every_file_with_its_hash(known: dict[str, Any]) -> None:
    tried = cell(known, "2.10.1", "3.10")

    lock = [known["files"][place] for place in known["locks"][tried["lock"]]]
    assert lock == [[file.pin, file.size, file.sha256] for file in worlds.PROVED]
    assert tried["state"] == "certified"
    assert tried["level"] == "check"
    assert tried["seconds"]["import"] == 3.2
    assert known["repairs"][tried["repairs"][0]]["constraint"] == "numpy<2"


def test_a_cuda_build_is_told_once_and_its_caveats_where_they_hold(known: dict[str, Any]) -> None:
    first, second = cell(known, "2.10.1", "3.10"), cell(known, "2.11.1", "3.10")

    build = known["builds"][first["cuda"]["build"]]
    assert (build["cuda"], build["cudnn"], build["driver"]) == ("11.2", "8.1", "450.80.2")
    assert second["cuda"]["build"] == first["cuda"]["build"]
    assert first["cuda"]["caveats"] == []
    assert [known["caveats"][place] for place in second["cuda"]["caveats"]] == [
        "asks for a ptxas that is not there"
    ]
    assert "cuda" not in cell(known, "2.12.0", "3.10")
    assert cell(known, "2.12.0", "3.10")["cpu"] == "tensorflow"


def test_no_text_of_the_matrix_ends_the_script_that_holds_it(
    known: dict[str, Any], text: str
) -> None:
    assert worlds.MALICE in cell(known, "2.11.1", "3.9")["because"]
    assert "<img" not in text
    assert text.count("</script>") == 2
    assert worlds.MALICE in cell(inside(text), "2.11.1", "3.9")["because"]


def test_what_is_put_in_is_not_taken_for_a_place() -> None:
    made = page({"cells": "@@STYLE@@"}, TEMPLATE)

    assert inside(made) == {"cells": "@@STYLE@@"}


def test_the_page_asks_for_nothing_from_anywhere(text: str) -> None:
    """Its policy lets run what is in it by its hash, and load nothing at all."""
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    script = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)

    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert [f"script-src {named(each)}" in policy[1] for each in script] == [True]
    assert [f"style-src {named(each)}" in policy[1] for each in style] == [True]
    outside = text.replace(json.dumps(inside(text)), "")
    assert not re.findall(r"(?:src|href)=\"(?!data:)", outside)
    assert "url(" not in outside
    assert "@import" not in outside


def test_no_attribute_runs_code_or_styles_beside_the_policy() -> None:
    html = TEMPLATE.html

    assert not re.findall(r"\s(?:on\w+|style)=", html)
    assert "innerHTML" not in TEMPLATE.script


def test_the_same_matrix_gives_the_same_page(text: str) -> None:
    assert page(content(worlds.matrix(), "1.2.3"), TEMPLATE) == text


def test_the_shipped_matrix_makes_a_page_that_can_be_sent() -> None:
    known = content(Matrix(bundled.read), "1.2.3")
    text = page(known, TEMPLATE)

    assert len(known["cells"]) > 1000
    assert len(text.encode()) < 2_000_000
    locks = {each["lock"] for each in known["cells"] if "lock" in each}
    assert locks == known["locks"].keys()


def named(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
