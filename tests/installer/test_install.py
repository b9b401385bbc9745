"""`install` against real pips: what it gets, what it leaves, what it tells."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from tests.installer.conftest import Recorder, command_lines, order_for
from tests.support.index import Fault, LoopbackIndex
from tests.support.proxy import ForwardProxy
from tests.support.wheels import build_sdist, build_wheel
from tfinstall.effects import Silent
from tfinstall.installer import install, report_of
from tfinstall.installer.sites import installed, pip_version
from tfinstall.model import Cap, PipOptions, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfinstall.installer import InstallOrder

MINORS = ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"]


@pytest.mark.parametrize("minor", MINORS)
def test_the_pip_of_every_python_installs_within_our_caps(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path, minor: str
) -> None:
    build_wheel(index.directory, "dep", "1.0")
    build_wheel(index.directory, "dep", "2.0")
    build_wheel(index.directory, "tiny", "1.0", requires=["dep>=1"])
    python = environment(minor)
    cap = Cap(constraint=Requirement("dep<2"), because="it breaks", source="repair dep-2")
    order = replace(order_for(python, index, tmp_path), requirements=("tiny==1.0",), caps=(cap,))
    attempt = install(order, reporter=Silent())
    assert attempt.returncode == 0
    assert attempt.tool == f"pip {pip_version(python)}"
    here = installed(python)
    assert (here["tiny"].version, here["dep"].version) == ("1.0", "1.0")  # type: ignore[index]
    assert attempt.log is not None
    assert "Successfully installed" in attempt.log.read_text()
    assert [each.name for each in (tmp_path / "work").iterdir()] == []


@pytest.mark.parametrize("minor", ["3.6", "3.8", "3.13"])
def test_a_locked_order_installs_these_files_and_no_dependency_of_theirs(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path, minor: str
) -> None:
    build_wheel(index.directory, "dep", "1.0")
    wheel = build_wheel(index.directory, "tiny", "1.0", requires=["dep>=1"])
    locked = (f"tiny==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}",)
    python = environment(minor)
    order = replace(order_for(python, index, tmp_path), locked=locked)
    assert install(order, reporter=Silent()).returncode == 0
    assert "tiny" in installed(python)
    assert "dep" not in installed(python)


def test_a_locked_order_takes_no_other_file_under_the_same_name(
    index: LoopbackIndex, order: InstallOrder
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    attempt = install(
        replace(order, locked=(f"tiny==1.0 --hash=sha256:{'0' * 64}",)), reporter=Silent()
    )
    assert attempt.returncode == 1
    assert "DO NOT MATCH THE HASHES" in " ".join(line.text for line in attempt.output)


def test_what_was_chosen_is_reported_beside_the_log(
    index: LoopbackIndex, order: InstallOrder
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    attempt = install(replace(order, requirements=("tiny",)), reporter=Silent())
    assert attempt.log is not None
    assert "tiny-1.0-py3-none-any.whl" in report_of(attempt.log).read_text()


def test_each_run_keeps_its_own_log(index: LoopbackIndex, order: InstallOrder) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    logs = [install(replace(order, requirements=("tiny",)), reporter=Silent()).log for _ in "ab"]
    assert [log.name for log in logs if log] == ["pip-1.log", "pip-2.log"]


def test_a_failure_is_a_value_with_the_log_that_explains_it(
    index: LoopbackIndex, order: InstallOrder
) -> None:
    index.faults.append(Fault(path="/simple/", status=403))
    attempt = install(replace(order, requirements=("tiny",)), reporter=Silent())
    assert attempt.returncode == 1
    assert attempt.log is not None
    assert "403 Client Error" in attempt.log.read_text()
    assert "No matching distribution" in " ".join(line.text for line in attempt.output)
    assert [line.number for line in attempt.output] == list(range(1, len(attempt.output) + 1))


def test_an_interpreter_that_is_gone_is_a_broken_pip(order: InstallOrder, tmp_path: Path) -> None:
    with pytest.raises(TfinstallError) as caught:
        install(replace(order, python=tmp_path / "bin" / "python"), reporter=Silent())
    assert caught.value.diagnosis.cause == "pip-broken"


def test_a_log_folder_that_cannot_be_made_is_said(order: InstallOrder, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TfinstallError) as caught:
        install(replace(order, logs=tmp_path / "file" / "logs"), reporter=Silent())
    assert caught.value.diagnosis.cause == "file-exists"
    assert str(tmp_path / "file") in caught.value.diagnosis.title


def test_the_progress_of_a_download_is_told_in_bytes(
    index: LoopbackIndex, order: InstallOrder, recorder: Recorder
) -> None:
    data = os.urandom(3_000_000)
    wheel = build_wheel(index.directory, "big", "1.0", files={"big.bin": data})
    index.faults.append(Fault(path="/files/big.*whl$", rate=4_000_000))
    attempt = install(replace(order, requirements=("big",)), reporter=recorder)
    assert attempt.returncode == 0
    size = wheel.stat().st_size
    told = [(step.item, step.done, step.total) for step in recorder.steps if step.total]
    assert told[-1] == (wheel.name, size, size)
    assert len(told) > 2
    assert {step.action for step in recorder.steps} >= {"work", "download", "install"}
    assert not [line for line in attempt.output if line.text.startswith("Progress ")]


def test_a_pip_without_raw_progress_tells_its_stages(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path, recorder: Recorder
) -> None:
    build_wheel(index.directory, "big", "1.0", files={"big.bin": os.urandom(1_000_000)})
    order = replace(order_for(environment("3.6"), index, tmp_path), requirements=("big",))
    assert install(order, reporter=recorder).returncode == 0
    assert [(step.item, step.action) for step in recorder.steps] == [
        ("big", "work"),
        ("big-1.0-py3-none-any.whl", "download"),
        ("big", "install"),
    ]


def test_twenty_megabytes_of_output_neither_block_nor_fill_the_memory(
    index: LoopbackIndex, environment: Callable[[str], Path], tmp_path: Path
) -> None:
    setup = "import sys\nfor n in range(200_000): print('x' * 100, n)\nraise SystemExit('enough')"
    build_sdist(index.directory, "noisy", "1.0", setup=setup)
    # This pip builds with the setuptools that its environment has: no other is needed.
    order = replace(order_for(environment("3.6"), index, tmp_path), requirements=("noisy",))
    attempt = install(order, reporter=Silent())
    assert attempt.returncode == 1
    assert len(attempt.output) <= 5_000
    assert attempt.log is not None
    assert attempt.log.stat().st_size > 20_000_000
    with attempt.log.open() as lines:
        assert any("enough" in line for line in lines)


def test_the_proxy_s_password_reaches_the_proxy_and_nothing_else(
    index: LoopbackIndex, order: InstallOrder
) -> None:
    build_wheel(index.directory, "tiny", "1.0")
    index.faults.append(Fault(path="/files/", delay=1.0))
    seen: list[str] = []
    with ForwardProxy(credentials=("me", "s3cret-word")) as proxy:
        options = replace(order.options, proxy=proxy.url)
        attempt = install(
            replace(order, options=options, requirements=("tiny",)),
            reporter=Silent(),
            echo=lambda _: seen.extend(command_lines()),
        )
        assert attempt.returncode == 0
        assert proxy.seen
    assert any("pip install" in each for each in seen)
    assert_nowhere("s3cret-word", "\n".join(seen), attempt)


def test_a_wrong_password_of_the_proxy_stays_unseen_in_the_failure(
    order: InstallOrder,
) -> None:
    with ForwardProxy(credentials=("me", "right")) as proxy:
        wrong = proxy.url.replace("right", "s3cret-word")
        options = replace(order.options, proxy=wrong, retries=0)
        order = replace(order, options=options, requirements=("tiny",))
        attempt = install(order, reporter=Silent())
    assert attempt.returncode == 1
    assert_nowhere("s3cret-word", "", attempt)
    assert attempt.log is not None
    assert "407" in attempt.log.read_text()


@pytest.mark.parametrize(
    ("how", "minor"),
    [
        ("index", "3.6"),
        ("index", "3.13"),
        ("extra index", "3.6"),
        ("extra index", "3.13"),
        ("after --", "3.9"),
        ("requirement", "3.9"),  # pip 18.1 takes such a requirement for a file, whoever starts it
    ],
)
def test_credentials_in_urls_work_and_stay_unseen(
    wheelhouse: Path, environment: Callable[[str], Path], tmp_path: Path, how: str, minor: str
) -> None:
    build_wheel(wheelhouse, "tiny", "1.0")
    (tmp_path / "empty").mkdir()
    private = LoopbackIndex(wheelhouse, credentials=("me", "s3cret-word"))
    with private, LoopbackIndex(tmp_path / "empty") as public:
        url = private.url_with("me", "s3cret-word")
        order = order_for(environment(minor), public, tmp_path)
        link = url.replace("/simple", "/files/tiny-1.0-py3-none-any.whl")
        options, requirement = {
            "index": (PipOptions(index_url=url), "tiny"),
            "extra index": (replace(order.options, extra_index_urls=(url,)), "tiny"),
            "after --": (replace(order.options, passthrough=("--extra-index-url", url)), "tiny"),
            "requirement": (order.options, f"tiny @ {link}"),
        }[how]
        options = replace(options, no_cache_dir=True)
        order = replace(order, options=options, requirements=(requirement,))
        attempt = install(order, reporter=Silent())
    assert attempt.returncode == 0
    assert_nowhere("s3cret-word", "", attempt)


def test_an_extra_index_with_a_password_is_added_to_the_configured_ones(
    order: InstallOrder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_wheel(tmp_path / "one", "one", "1.0")
    build_wheel(tmp_path / "two", "two", "1.0")
    with (
        LoopbackIndex(tmp_path / "one") as one,
        LoopbackIndex(tmp_path / "two", credentials=("me", "s3cret-word")) as two,
    ):
        monkeypatch.setenv("PIP_EXTRA_INDEX_URL", one.url)
        extra = two.url_with("me", "s3cret-word")
        options = replace(order.options, extra_index_urls=(extra,))
        order = replace(order, options=options, requirements=("one", "two"))
        assert install(order, reporter=Silent()).returncode == 0


def assert_nowhere(secret: str, seen: str, attempt: object) -> None:
    assert secret not in seen
    assert secret not in repr(attempt)
    log = getattr(attempt, "log", None)
    assert isinstance(log, Path)
    for kept in log.parent.iterdir():
        assert secret not in kept.read_text()
