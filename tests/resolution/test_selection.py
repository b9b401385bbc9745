"""What is chosen: the traps of TensorFlow's wheels, on the real matrix."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.resolution import machines as m
from tests.resolution.machines import brief, choose, chosen, host, refused
from tfinstall.model import PipOptions
from tfinstall.resolution import select

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix
    from tfinstall.model import Accelerator, Platform


@pytest.mark.parametrize(
    ("spec", "answer"),
    [
        pytest.param("2.10", "tensorflow==2.10.1 3.10", id="the newest patch of 2.10"),
        pytest.param("2.10.0", "tensorflow==2.10.0 3.10", id="exactly 2.10.0"),
        pytest.param("tensorflow==2.10", "tensorflow==2.10 3.10", id="2.10 of a pin is 2.10.0"),
        pytest.param(">=2.12,<2.16", "tensorflow==2.15.1 3.11", id="the newest of a range"),
        pytest.param("~=2.15.0", "tensorflow==2.15.1 3.11", id="a compatible release"),
        pytest.param("2.15.0", "tensorflow==2.15.0 3.11", id="2.15.0 is not 2.15.0.post1"),
        pytest.param("2.15.0.post1", "tensorflow==2.15.0.post1 3.11", id="a post release by name"),
        pytest.param("1", "tensorflow==1.15.5 3.7", id="the newest 1.x that the Pythons run"),
        pytest.param("2.22", "version-not-found", id="a pre-release is not taken unnamed"),
        pytest.param("2.22.0rc0", "tensorflow==2.22.0rc0 3.11", id="a pre-release by name"),
        pytest.param("2.99", "version-not-found", id="no such release"),
        pytest.param("2.16.0", "version-not-found", id="2.16.0 was never published"),
        pytest.param("2.5", "tensorflow==2.5.3 3.9", id="2.5.3 on its newest Python"),
    ],
)
def test_words_become_a_release_and_a_python(matrix: Matrix, spec: str, answer: str) -> None:
    answered = brief(choose(matrix, spec, host()))
    assert answered.replace("2.10.0", "2.10") == answer.replace("2.10.0", "2.10")


@pytest.mark.parametrize("spec", ["latest", "", "2", ">=2"])
def test_latest_is_the_newest_final_release(matrix: Matrix, spec: str) -> None:
    newest = max(each for each in matrix.versions(m.TENSORFLOW) if not each.is_prerelease)
    assert chosen(choose(matrix, spec, host())).version.value == newest


TRAPS: list[Any] = [
    pytest.param(
        "2.11.1",
        m.AARCH64,
        ("3.10.9",),
        "python-too-new",
        id="the stub of 2.11.1 on aarch64 delegates to a build for 3.7 alone",
    ),
    pytest.param(
        "tensorflow==2.11.1",
        m.AARCH64,
        ("3.7.9", "3.10.9"),
        "wheel-tag-mismatch",
        id="for which the stub itself has no wheel",
    ),
    pytest.param(
        "2.11.1",
        m.AARCH64,
        ("3.7.9",),
        "tensorflow-cpu-aws==2.11.1 3.7",
        id="so on 3.7 the build itself is taken",
    ),
    pytest.param(
        "2.11",
        m.AARCH64,
        ("3.10.9",),
        "tensorflow==2.11.0 3.10",
        id="so 2.11 on aarch64 is 2.11.0",
    ),
    pytest.param(
        "2.13.1",
        m.WINDOWS,
        ("3.8.9",),
        "python-too-old",
        id="tensorflow-intel 2.13.1 has no wheel for 3.8",
    ),
    pytest.param(
        "2.13",
        m.WINDOWS,
        ("3.8.9",),
        "tensorflow==2.13.0 3.8",
        id="so 2.13 with 3.8 on Windows is 2.13.0",
    ),
    pytest.param(
        "2.13.1",
        m.MAC_ARM,
        ("3.8.9",),
        "python-too-old",
        id="tensorflow-macos 2.13.1 has no wheel for 3.8",
    ),
    pytest.param(
        "2.13",
        m.MAC_ARM,
        ("3.8.9",),
        "tensorflow==2.13.0 3.8",
        id="so 2.13 with 3.8 on Apple silicon is 2.13.0",
    ),
    pytest.param(
        "tensorflow-cpu==2.13.1",
        m.WINDOWS,
        ("3.8.9",),
        "python-too-old",
        id="tensorflow-cpu 2.13.1 delegates on Windows too",
    ),
    pytest.param(
        "tensorflow-macos==2.15.1",
        m.MAC_ARM,
        ("3.11.7",),
        "package-invalid",
        id="tensorflow-macos 2.15.1 is empty and asks for itself",
    ),
    pytest.param(
        "2.15.1",
        m.MAC_ARM,
        ("3.11.7",),
        "tensorflow==2.15.1 3.11",
        id="tensorflow 2.15.1 is real on Apple silicon",
    ),
    pytest.param(
        "tensorflow-macos==2.16.2",
        m.MAC_ARM,
        ("3.11.7",),
        "tensorflow-macos==2.16.2 3.11",
        id="tensorflow-macos 2.16.2 delegates back to tensorflow",
    ),
    pytest.param(
        "2.12",
        m.MAC_ARM,
        ("3.11.7",),
        "tensorflow-macos==2.12.0 3.11",
        id="before 2.13 Apple silicon is served by tensorflow-macos",
    ),
    pytest.param(
        "2.9",
        m.AARCH64,
        ("3.10.9",),
        "tensorflow-cpu-aws==2.9.1 3.10",
        id="before 2.10 aarch64 is served by tensorflow-cpu-aws",
    ),
    pytest.param(
        "tensorflow-gpu==2.12.0",
        m.LINUX,
        ("3.10.9",),
        "package-removed",
        id="tensorflow-gpu 2.12.0 is a notice that raises",
    ),
    pytest.param(
        "tensorflow-gpu",
        m.LINUX,
        ("3.10.9",),
        "tensorflow-gpu==2.11.0 3.10",
        id="the newest real tensorflow-gpu is 2.11.0",
    ),
    pytest.param(
        "2.15.0.post1",
        m.WINDOWS,
        ("3.10.9",),
        "platform-unsupported",
        id="2.15.0.post1 exists for Linux x86_64 alone",
    ),
    pytest.param(
        "1.4", m.WINDOWS, ("3.6.9",), "tensorflow==1.4.0 3.6", id="1.4.1 has no Windows wheel"
    ),
    pytest.param(
        "2.11",
        m.LINUX,
        ("3.7.9",),
        "tensorflow==2.11.0 3.7",
        id="2.11.1 dropped 3.7 although its metadata admits it",
    ),
    pytest.param("2.5", m.LINUX, ("3.6.9",), "tensorflow==2.5.2 3.6", id="2.5.3 dropped 3.6"),
    pytest.param("2.6", m.LINUX, ("3.6.9",), "tensorflow==2.6.2 3.6", id="2.6.3 dropped 3.6"),
    pytest.param(
        "1.14",
        m.LINUX,
        ("3.3.7",),
        "python-too-old",
        id="from 1.6 on they ask for a NumPy that 3.3 cannot have",
    ),
    pytest.param("1.5", m.LINUX, ("3.3.7",), "tensorflow==1.5.1 3.3", id="1.5 does not"),
    pytest.param("1.15", m.LINUX, ("2.7.18",), "tensorflow==1.15.0 2.7", id="1.15.2 dropped 2.7"),
    pytest.param(
        "tensorflow-cpu==2.2.*",
        m.WINDOWS,
        ("3.8.9",),
        "tensorflow-cpu==2.2.2 3.8",
        id="tensorflow-cpu 2.2.3 has no Windows wheel",
    ),
    pytest.param(
        "tensorflow-cpu==2.4.2",
        m.WINDOWS,
        ("3.8.9",),
        "python-too-new",
        id="tensorflow-cpu 2.4.2 is for 3.6 alone on Windows",
    ),
    pytest.param(
        "latest",
        m.MAC_INTEL,
        ("3.12.9",),
        "tensorflow==2.16.2 3.12",
        id="2.16.2 was the last for Intel Macs",
    ),
    pytest.param(
        "latest",
        m.OLD_LINUX,
        ("3.12.9",),
        "tensorflow==2.20.0 3.12",
        id="2.21 asks for glibc 2.27",
    ),
    pytest.param("2.21", m.OLD_LINUX, ("3.12.9",), "libc-too-old", id="and says so"),
    pytest.param(
        "2.20",
        m.OLD_MAC_ARM,
        ("3.12.9",),
        "platform-unsupported",
        id="arm64 wheels ask for macOS 12",
    ),
    pytest.param("latest", m.ALPINE, ("3.12.9",), "platform-unsupported", id="no wheel for musl"),
    pytest.param(
        "2.10", m.RASPBERRY, ("3.10.9",), "platform-unsupported", id="none for 32-bit ARM"
    ),
    pytest.param(
        "2.18",
        m.WINDOWS,
        ("3.12.9",),
        "tensorflow==2.18.1 3.12",
        id="from 2.18.1 Windows has real wheels of its own",
    ),
    pytest.param("2.20", m.LINUX, ("3.13.1",), "tensorflow==2.20.0 3.13", id="3.13 since 2.20"),
    pytest.param("latest", m.LINUX, ("3.14.0",), "python-too-new", id="no final release for 3.14"),
    pytest.param(
        "2.22.0rc0", m.LINUX, ("3.14.0",), "tensorflow==2.22.0rc0 3.14", id="but 2.22.0rc0 is"
    ),
]


@pytest.mark.parametrize(("spec", "platform", "pythons", "answer"), TRAPS)
def test_a_trap_of_the_wheels_is_not_stepped_into(
    matrix: Matrix, spec: str, platform: Platform, pythons: tuple[str, ...], answer: str
) -> None:
    machine = host(platform, tuple(m.python(each, default=True) for each in pythons))
    assert brief(choose(matrix, spec, machine)) == answer


def test_a_stub_is_followed_by_the_wheel_of_its_delegate(matrix: Matrix) -> None:
    answer = chosen(choose(matrix, "2.15", host(m.WINDOWS)))
    assert [wheel.stub for wheel in answer.wheels] == [True, False]
    assert answer.wheels[1].filename.startswith("tensorflow_intel-2.15.1-cp311")


ACCELERATED: list[Any] = [
    pytest.param("2.14", "cuda", "3.11.7", "python-too-new", id="tensorrt 8.5.3.1 ends at 3.10"),
    pytest.param("2.14", "cuda", "3.10.9", "tensorflow[and-cuda]==2.14.1 3.10", id="on 3.10 it is"),
    pytest.param("2.15.0", "cuda", "3.11.7", "package-removed", id="tensorrt-libs is gone"),
    pytest.param(
        "2.15", "cuda", "3.11.7", "tensorflow[and-cuda]==2.15.1 3.11", id="not for 2.15.1"
    ),
    pytest.param(
        "2.15.0.post1",
        "cuda",
        "3.11.7",
        "tensorflow[and-cuda]==2.15.0.post1 3.11",
        id="nor for 2.15.0.post1",
    ),
    pytest.param("2.13", "cuda", "3.11.7", "tensorflow==2.13.1 3.11", id="no extra before 2.14"),
    pytest.param("2.0", "cuda", "3.7.9", "tensorflow-gpu==2.0.4 3.7", id="2.0 is a CPU build"),
    pytest.param("1.15.0", "cuda", "3.7.9", "tensorflow==1.15.0 3.7", id="1.15.0 is a GPU build"),
    pytest.param("1.15.5", "cuda", "3.7.9", "tensorflow-gpu==1.15.5 3.7", id="1.15.5 is not"),
    pytest.param("1.14", "cuda", "3.7.9", "tensorflow-gpu==1.14.0 3.7", id="before, the -gpu name"),
    pytest.param("2.15", "cpu", "3.11.7", "tensorflow-cpu==2.15.1 3.11", id="the smaller build"),
    pytest.param("2.0", "cpu", "3.7.9", "tensorflow==2.0.4 3.7", id="tensorflow-cpu never had 2.0"),
    pytest.param("2.13", "rocm", "3.11.7", "tensorflow-rocm==2.13.1.600 3.11", id="four numbers"),
    pytest.param("latest", "metal", "3.11.7", "platform-unsupported", id="no Metal on Linux"),
    pytest.param("tensorflow-cpu", "cuda", "3.11.7", "platform-unsupported", id="a contradiction"),
    pytest.param(
        "tensorflow==2.19.1",
        "cuda",
        "3.11.7",
        "tensorflow[and-cuda]==2.19.1 3.11",
        id="a wanted accelerator adds the extra",
    ),
    pytest.param(
        "tensorflow[and-cuda]==2.10.1",
        "auto",
        "3.10.9",
        "platform-unsupported",
        id="the extra does not exist before 2.14",
    ),
]


@pytest.mark.parametrize(("spec", "accelerator", "version", "answer"), ACCELERATED)
def test_the_accelerator_decides_about_the_distribution(
    matrix: Matrix, spec: str, accelerator: Accelerator, version: str, answer: str
) -> None:
    machine = host(pythons=(m.python(version, default=True),))
    assert brief(choose(matrix, spec, machine, accelerator=accelerator)) == answer


def test_windows_has_no_cuda_after_2_10_and_wsl_is_named(matrix: Matrix) -> None:
    answer = refused(choose(matrix, "2.15", host(m.WINDOWS), accelerator="cuda"))
    assert answer.cause == "platform-unsupported"
    assert "no CUDA on native Windows" in answer.title
    assert "WSL" in answer.title
    latest = choose(matrix, "latest", host(m.WINDOWS), accelerator="cuda")
    assert brief(latest) == "tensorflow==2.10.1 3.10"


@pytest.mark.parametrize(
    ("spec", "gpu", "answer", "said"),
    [
        pytest.param("latest", m.NEW_DRIVER, "cuda", "2.8 GB", id="a new driver brings CUDA"),
        pytest.param("latest", m.OLD_DRIVER, "cpu", "525.60.13", id="an old driver does not"),
        pytest.param("latest", m.NO_DRIVER, "cpu", "could not be read", id="nor an unknown one"),
        pytest.param("2.10", m.NEW_DRIVER, "cpu", "brings no CUDA of its own", id="nor 2.10"),
        pytest.param("2.15.0", m.NEW_DRIVER, "cpu", "tensorrt-libs", id="nor a broken extra"),
        pytest.param("2.10", None, "cpu", "no GPU was found", id="nor a machine without a GPU"),
    ],
)
def test_a_gpu_never_makes_the_automatic_choice_fail(
    matrix: Matrix, spec: str, gpu: Any, answer: str, said: str
) -> None:
    choice = chosen(choose(matrix, spec, host(gpu=gpu))).accelerator
    assert choice.value == answer
    assert said in choice.because


def test_an_old_driver_takes_the_newest_release_that_it_serves(matrix: Matrix) -> None:
    answer = choose(matrix, "latest", host(gpu=m.OLD_DRIVER), accelerator="cuda")
    assert brief(answer) == "tensorflow[and-cuda]==2.14.1 3.10"
    assert "needs NVIDIA driver 525.60.13" in chosen(answer).version.because


@pytest.mark.parametrize(
    ("flags", "spec", "answer"),
    [
        pytest.param({"sse4_2"}, "2.10", "cpu-unsupported", id="no AVX, and 2.10 needs it"),
        pytest.param({"sse4_2"}, "latest", "tensorflow==1.5.1 3.6", id="1.5 does not"),
        pytest.param({"avx"}, "2.4.0", "cpu-unsupported", id="2.4.0 needs AVX2 by accident"),
        pytest.param({"avx"}, ">=2.4,<2.4.2", "tensorflow==2.4.1 3.8", id="2.4.1 does not"),
        pytest.param({"avx"}, "latest", "tensorflow==2.21.0 3.11", id="AVX is enough"),
    ],
)
def test_instructions_of_the_processor_count(
    matrix: Matrix, flags: set[str], spec: str, answer: str
) -> None:
    machine = host(cpu_flags=frozenset(flags))
    assert brief(choose(matrix, spec, machine)) == answer


PREFERENCES: list[Any] = [
    pytest.param(
        (m.python("3.12.1"), m.python("3.10.1", default=True)), "3.10.1", id="the user's own python"
    ),
    pytest.param((m.python("3.9.1"), m.python("3.12.1")), "3.12.1", id="else the newest"),
    pytest.param(
        (m.python("3.13.0rc2"), m.python("3.12.1")), "3.12.1", id="finals before pre-releases"
    ),
    pytest.param(
        (m.python("3.12.1", environment=m.PLACE), m.python("3.11.1")),
        "3.11.1",
        id="Pythons of environments last",
    ),
    pytest.param(
        (m.python("3.12.1", implementation="pypy"), m.python("3.11.1")),
        "3.11.1",
        id="only CPython",
    ),
    pytest.param(
        (m.python("3.13.1", free_threaded=True), m.python("3.11.1")),
        "3.11.1",
        id="not free-threaded",
    ),
    pytest.param((m.python("3.12.1", bits=32), m.python("3.11.1")), "3.11.1", id="only 64 bits"),
    pytest.param(
        (m.python("3.14.1", default=True), m.python("3.12.1")),
        "3.12.1",
        id="the user's own python only where it fits",
    ),
]


@pytest.mark.parametrize(("pythons", "taken"), PREFERENCES)
def test_the_interpreter_is_the_most_natural_one_that_fits(
    matrix: Matrix, pythons: Any, taken: str
) -> None:
    answer = chosen(choose(matrix, "2.20", host(pythons=pythons)))
    assert str(answer.interpreter.value.version) == taken


def test_pip_s_own_word_for_prereleases_is_heard(matrix: Matrix) -> None:
    request = replace(m.asked("2.22"), pip=PipOptions(pre=True))
    assert brief(select(request, host(), matrix)) == "tensorflow==2.22.0rc0 3.11"
