"""A headless Chromium, driven through its own ChromeDriver; nothing of the user's is touched."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PATIENCE = 60
"""Seconds; a page is there in one, on a machine that does much else in ten."""
LOGS = {"browser": "ALL", "performance": "ALL"}


@contextmanager
def chromium() -> Iterator[Chrome]:
    """A browser of its own; the test is skipped, saying why, where there is none."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("no Chromium with ChromeDriver here (Debian: chromium, chromium-driver)")
    options = ChromeOptions()
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", LOGS)
    with TemporaryDirectory(prefix="tfinstall-chromium-", ignore_cleanup_errors=True) as profile:
        for flag in (*QUIET, f"--user-data-dir={profile}", *_as_root()):
            options.add_argument(flag)
        browser = Chrome(options=options, service=ChromeService(driver))
        try:
            browser.set_page_load_timeout(PATIENCE)
            browser.set_script_timeout(PATIENCE)
            browser.get("about:blank")
            _log(browser, "performance")  # of the browser's own start page
            yield browser
        finally:
            browser.quit()


def _as_root() -> tuple[str, ...]:
    """Chromium's own sandbox refuses to run as root, as containers do."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _log(browser: Chrome, kind: str) -> list[dict[str, Any]]:
    """What was logged since the last look."""
    found: list[dict[str, Any]] = browser.get_log(kind)  # type: ignore[no-untyped-call]
    return found


class Page:
    """One page of a file in a browser, and what a reader does with it."""

    def __init__(self, browser: Chrome, path: Path) -> None:
        self.browser = browser
        self.address = path.as_uri()

    def open(self, fragment: str = "") -> None:
        """Load it anew: by a fragment alone a browser only moves within the page."""
        self.browser.get("about:blank")
        self.browser.get(self.address + fragment)

    @property
    def fragment(self) -> str:
        return self.browser.current_url.partition("#")[2]

    def find(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        return [each.text for each in self.browser.find_elements(By.CSS_SELECTOR, selector)]

    def cell(self, name: str) -> WebElement:
        return self.find(f".cell[data-cell='{name}']")

    def run(self, script: str) -> Any:
        return self.browser.execute_script(script)

    def width(self, pixels: int) -> None:
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": pixels, "height": 740, "deviceScaleFactor": 1, "mobile": True},
        )

    def scheme(self, name: str) -> None:
        """`dark` or `light`, as the reader's system asks for it."""
        wanted = [{"name": "prefers-color-scheme", "value": name}]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})

    def wait(self, condition: Any) -> None:
        WebDriverWait(self.browser, PATIENCE).until(condition)

    def complaints(self) -> list[str]:
        """What the console said since the last look: errors, warnings, broken policies."""
        return [entry["message"] for entry in _log(self.browser, "browser")]

    def asked(self) -> set[str]:
        """Every address that was asked for since the last look, that of the page aside."""
        messages = [json.loads(each["message"]) for each in _log(self.browser, "performance")]
        events = [message["message"] for message in messages]
        urls = {
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        }
        return {url for url in urls if not url.startswith((self.address, "data:", "about:"))}
