"""The page of the matrix as a reader has it: in a real browser, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.atlas import worlds
from tests.atlas.worlds import TEMPLATE
from tests.support.browser import Page, chromium
from tfinstall import bundled
from tfinstall.atlas.content import content
from tfinstall.atlas.page import page
from tfinstall.matrix import Matrix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser
ROWS = "#matrix tbody th"
PYTHONS = "#matrix thead th:not(.build)"
CONTRAST = """
const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
const light = (color) => rgb(color).slice(0, 3).map((value) => value / 255)
  .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
const ground = (element) => {
  const color = getComputedStyle(element).backgroundColor;
  return rgb(color)[3] === 0 ? ground(element.parentElement) : color;
};
const texts = ".cell, .chip, .muted, #matrix th, #panel dt, #panel dd, .note, .verdict, .copy, li";
return [...document.querySelectorAll(texts)].map((element) => {
  const pair = [light(getComputedStyle(element).color), light(ground(element))];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
});
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as running:
        yield running


def written(matrix: Matrix, path: Path) -> Path:
    path.write_text(page(content(matrix, "1.2.3"), TEMPLATE), encoding="utf-8")
    return path


@pytest.fixture
def small(browser: Chrome, tmp_path: Path) -> Iterator[Page]:
    """The page of a matrix of four minor releases; afterwards nothing may have gone wrong."""
    opened = Page(browser, written(worlds.matrix(), tmp_path / "matrix.html"))
    opened.open()
    yield opened
    assert opened.complaints() == []
    assert opened.asked() == set()


def test_the_table_has_a_row_for_each_minor_and_a_column_for_each_python(small: Page) -> None:
    assert small.texts(ROWS) == ["2.12", "2.11", "2.10"]
    assert small.texts(PYTHONS) == ["TensorFlow", "3.9", "3.10", "3.11"]
    assert small.cell("2.10.1/3.10").text == "✓\n+"
    assert small.cell("2.11.1/3.9").text.startswith("×")
    assert small.find("tbody tr:last-child td.build").text == "11.2"
    assert small.find("#count").text.startswith("6 cells in 3 releases")


def test_filters_leave_what_they_ask_for(small: Page) -> None:
    small.find("#release").send_keys(">=2.11 <2.12")
    assert small.texts(ROWS) == ["2.11"]

    small.find(".chip[data-value='3.9']").click()
    assert small.texts(PYTHONS) == ["TensorFlow", "3.9"]

    small.find("#reset").click()
    small.find(".chip[data-value='certified']").click()
    assert [each.get_attribute("data-cell") for each in _cells(small)] == ["2.10.1/3.10"]

    small.find("#reset").click()
    Select(small.find("#accelerator")).select_by_value("cuda")
    assert small.texts(ROWS) == ["2.11", "2.10"], "2.12 is built for the CPU alone"

    small.find("#reset").click()
    small.find("#patches").click()
    assert small.texts(ROWS) == ["2.12.0", "2.11.1", "2.11.0", "2.10.1", "2.10.0"]

    small.find("#reset").click()
    small.find("#system-windows").find_element(By.XPATH, "..").click()
    assert small.texts(ROWS) == ["2.11"]
    assert small.cell("2.11.0/3.9").text.startswith("×"), "the stub's delegate has no such wheel"


def test_a_release_that_is_none_is_said_and_hides_nothing(small: Page) -> None:
    small.find("#release").send_keys("foo")

    assert "“foo” names no release" in small.find("#release-error").text
    assert small.find("#release").get_attribute("aria-invalid") == "true"
    assert len(small.texts(ROWS)) == 3


def test_a_click_tells_all_about_a_cell(small: Page) -> None:
    small.cell("2.10.1/3.10").click()

    panel = small.find("#panel").text
    assert "certified on 2026-03-05: installed and proved to work" in panel
    assert "✓ import 3.2 s" in panel
    assert "2.0 GB in 62 s" in panel
    assert "Python 3.10.13" in panel
    assert "numpy<2" in panel
    assert "Without it: TypeError" in panel
    assert worlds.PROVED[1].sha256 in panel
    assert "450.80.2 or newer" in panel
    assert "GCC 9.3.1, Bazel 5.1.1" in panel
    assert small.texts("#panel .pins tr") == ["numpy 1.23.5 17 MB", "tensorflow 2.10.1 500 MB"]
    small.find("#panel .caps summary").click()
    assert "compiled against NumPy 1. Source: seen on 2.10.1" in small.find("#panel .caps").text
    small.find("#panel details:has(pre) summary").click()
    lines = small.find("#panel pre").text.splitlines()
    assert lines[1:] == [f"{file.pin} --hash=sha256:{file.sha256}" for file in worlds.PROVED]


def test_the_command_and_the_lock_are_copied(small: Page) -> None:
    small.cell("2.10.1/3.10").click()

    small.find("#panel .command .copy").click()
    small.wait(lambda _: small.find("#said").text == "Copied the command")
    assert _pasted(small) == "tfinstall 2.10.1 --python 3.10"

    small.find("#panel .bar .copy").click()
    small.wait(lambda _: small.find("#said").text == "Copied the lock")
    numpy = worlds.NUMPY_FILE
    assert f"{numpy.pin} --hash=sha256:{numpy.sha256}" in _pasted(small)


def test_a_broken_cell_says_why_in_the_very_letters(small: Page) -> None:
    small.cell("2.11.1/3.9").click()

    assert "numpy </script><img src=x onerror=alert(1)>&" in small.find("#panel").text
    assert "dependency-conflict" in small.find("#panel").text
    assert small.texts("#panel .command") == []
    assert small.texts("img") == []


def test_a_link_brings_back_what_was_seen(small: Page) -> None:
    small.find("#release").send_keys("2.1*")
    small.find(".chip[data-value='3.10']").click()
    small.cell("2.10.1/3.10").click()
    link = small.fragment
    assert link == "release=2.1*&python=3.10&cell=2.10.1/3.10"

    small.open(f"#{link}")
    assert small.texts(PYTHONS) == ["TensorFlow", "3.10"]
    assert small.find("#panel-title").text == "TensorFlow 2.10.1"

    small.open("#machine=beos&accelerator=abacus&state=happy&python=x&cell=9/9&__proto__=1")
    assert len(small.texts(ROWS)) == 3, "what it does not know is left aside"
    assert not small.find("#panel").is_displayed()


def test_a_keyboard_is_enough(small: Page) -> None:
    small.run("document.querySelector('.cell[tabindex=\"0\"]').focus()")
    _press(small, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert (
        _focused(small)
        == "TensorFlow 2.10.1 on Python 3.10: certified, needs caps that its metadata lacks"
    )
    _press(small, Keys.HOME)
    assert _focused(small).startswith("TensorFlow 2.10.0 on Python 3.9: not tried")
    _press(small, Keys.END, Keys.ENTER)
    assert small.find("#panel-title").text == "TensorFlow 2.10.1"
    assert small.run("return document.activeElement.id") == "panel"

    _press(small, Keys.ESCAPE)
    assert not small.find("#panel").is_displayed()
    assert _focused(small).startswith("TensorFlow 2.10.1 on Python 3.10")
    stops = small.run("return document.querySelectorAll('.cell[tabindex=\"0\"]').length")
    assert stops == 1, "the table is one stop of the Tab key"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(small: Page, scheme: str) -> None:
    """WCAG 2.2 AA asks for 4.5 to 1."""
    small.scheme(scheme)
    small.cell("2.10.1/3.10").click()

    dark = small.run("return getComputedStyle(document.body).backgroundColor") == "rgb(15, 20, 27)"
    assert dark is (scheme == "dark")
    assert min(small.run(CONTRAST)) >= 4.5


def test_the_shipped_matrix_fits_a_phone(browser: Chrome, tmp_path: Path) -> None:
    whole = Page(browser, written(Matrix(bundled.read), tmp_path / "whole.html"))
    whole.width(360)
    try:
        for fragment in ("", "#cell=2.10.1/3.10", "#machine=windows-amd64&cell=2.13.1/3.8"):
            whole.open(fragment)
            assert whole.run("return document.documentElement.scrollWidth") == 360, fragment
        assert "broken" in whole.find("#panel").text
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert whole.complaints() == []
    assert whole.asked() == set()


def _cells(shown: Page) -> list[Any]:
    return shown.browser.find_elements(By.CSS_SELECTOR, ".cell")


def _pasted(shown: Page) -> str:
    field = shown.find("#release")
    field.clear()
    field.send_keys(Keys.CONTROL, "v")
    return str(field.get_property("value"))


def _press(shown: Page, *keys: str) -> None:
    for key in keys:
        shown.browser.switch_to.active_element.send_keys(key)


def _focused(shown: Page) -> str:
    return str(shown.run("return document.activeElement.getAttribute('aria-label')"))
