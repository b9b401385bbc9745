"""What pip is configured with is shown with its origin and without its secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tfinstall.installer import settings
from tfinstall.model import TfinstallError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("python", ["3.6", "3.9", "3.13"], indirect=True)
def test_each_setting_with_its_origin(
    python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pip.conf"
    file.write_text(
        "[global]\nindex-url = https://me:s3cret@index.example/simple\ntarget = /x\n"
        "[install]\ntrusted-host = a.example b.example\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    monkeypatch.setenv("PIP_DEFAULT_TIMEOUT", "7")
    monkeypatch.setenv("https_proxy", "http://me:s3cret@proxy.example:3128")
    found = settings(python)
    told = {each.name: (each.value, each.origin) for each in found.settings}
    expected = {
        "index-url": ("https://me:****@index.example/simple", str(file)),
        "trusted-host": ("a.example b.example", str(file)),
        "timeout": ("7", "PIP_DEFAULT_TIMEOUT"),
        "retries": ("5", "default"),
        "https_proxy": ("http://me:****@proxy.example:3128", "environment"),
    }
    assert expected.items() <= told.items()  # the machine may have settings of its own
    assert found.files[-1] == file
    assert found.kept_out == (f"`target` of {file}",)
    assert found.effective.index_url == "https://me:s3cret@index.example/simple"
    assert "s3cret" not in repr(found)


def test_a_configuration_that_pip_refuses_is_a_failure(
    python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pip.conf"
    file.write_text("no section\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    with pytest.raises(TfinstallError) as caught:
        settings(python)
    assert caught.value.diagnosis.cause == "config-invalid"
