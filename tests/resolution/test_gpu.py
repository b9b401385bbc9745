"""What a GPU needs: which CUDA, cuDNN, driver and capability a release was built for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from packaging.version import Version

from tests.resolution import machines as m
from tests.resolution.machines import choose, chosen, host, refused
from tfinstall.app.findings import on_the_gpu
from tfinstall.app.plan import planned
from tfinstall.model import Gpu
from tfinstall.resolution import parse_spec, why

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix
    from tfinstall.model import Accelerator, Platform

WSL = replace(m.LINUX, wsl=True)
ANY = host(m.RASPBERRY, pythons=())
"""Another machine than any that is asked about."""

# release, machine, and what its wheel was built for: CUDA, cuDNN, the oldest driver, the oldest GPU
BUILT_FOR: list[Any] = [
    ("1.15.0", m.LINUX, "10.0 7.4 410.48 3.5"),
    ("2.1.4", m.LINUX, "10.1 7.6 418.39 3.5"),
    ("2.3.4", m.LINUX, "10.1 7.6 418.39 3.5"),
    ("2.4.4", m.LINUX, "11.0 8.0 450.36.06 3.5"),
    ("2.5.3", m.LINUX, "11.2 8.1 450.80.02 3.5"),
    ("2.10.1", m.LINUX, "11.2 8.1 450.80.02 3.5"),
    ("2.10.1", m.WINDOWS, "11.2 8.1 452.39 3.5"),
    ("2.11.1", m.LINUX, "11.2 8.1 450.80.02 3.5"),
    ("2.13.1", m.LINUX, "11.8 8.6 450.80.02 3.5"),
    ("2.14.1", m.LINUX, "11.8 8.7 450.80.02 3.5"),
    ("2.15.1", m.LINUX, "12.2 8.9 525.60.13 5.0"),
    ("2.16.2", m.LINUX, "12.3 8.9 525.60.13 5.0"),
    ("2.17.1", m.LINUX, "12.3 8.9 525.60.13 6.0"),
    ("2.18.1", m.LINUX, "12.5 9.3 525.60.13 6.0"),
    ("2.21.0", m.LINUX, "12.5 9.3 525.60.13 6.0"),
    ("2.21.0", WSL, "12.5 9.3 528.33 6.0"),
    ("2.14.1", WSL, "11.8 8.7 452.39 3.5"),
]


@pytest.mark.parametrize(("release", "platform", "built"), BUILT_FOR)
def test_a_release_tells_what_it_was_built_for(
    matrix: Matrix, release: str, platform: Platform, built: str
) -> None:
    """Whether the GPU is used or not; WSL shows the driver of the Windows around it."""
    needs = chosen(choose(matrix, release, host(platform))).cuda
    cuda, cudnn, driver, capability = built.split()
    assert needs is not None
    assert (needs.cuda, needs.cudnn, needs.driver) == (cuda, cudnn, Version(driver))
    assert needs.minimum_capability == capability


@pytest.mark.parametrize(
    ("release", "platform"),
    [
        pytest.param("1.15.5", m.LINUX, id="1.15.2 to 1.15.5 are CPU builds"),
        pytest.param("2.0.4", m.LINUX, id="so is 2.0"),
        pytest.param("2.11.1", m.WINDOWS, id="and Windows from 2.11 on"),
        pytest.param("2.21.0", m.AARCH64, id="and aarch64"),
        pytest.param("2.21.0", m.MAC_ARM, id="and macOS"),
        pytest.param("tensorflow-cpu==2.21.0", m.LINUX, id="and tensorflow-cpu"),
    ],
)
def test_a_cpu_build_needs_no_cuda(matrix: Matrix, release: str, platform: Platform) -> None:
    assert chosen(choose(matrix, release, host(platform))).cuda is None


CUDA_11_2 = (
    "CUDA 11.2 and cuDNN 8.1 need NVIDIA driver 452.39 or newer and a GPU of compute capability "
    "3.5 or newer"
)
LAST = "TensorFlow 2.11.1 has no CUDA on native Windows: 2.10 was the last release that did"
SENTENCES: list[Any] = [
    ("2.10", m.WINDOWS, "cuda", "tensorflow==2.10.1 fits", CUDA_11_2),
    ("2.10", m.WINDOWS, "cuda", "tensorflow==2.10.1 fits", "have to be on the machine already"),
    ("2.11", m.WINDOWS, "cuda", LAST, ""),
    ("2.13", m.LINUX, "cuda", "tensorflow==2.13.1 fits", "have to be on the machine already"),
    ("2.14", m.LINUX, "cuda", "tensorflow[and-cuda]==2.14.1 fits Python 3.10", "brings the CUDA"),
    ("2.15.0", m.LINUX, "cuda", "pins tensorrt-libs 8.6.1", ""),
    ("2.15", m.LINUX, "cuda", "tensorflow[and-cuda]==2.15.1 fits Python 3.11", "12.2"),
    ("2.16.1", m.LINUX, "cuda", "tensorflow[and-cuda]==2.16.1 fits", "2.16.2 finds them all"),
    ("2.19", m.LINUX, "cuda", "tensorflow[and-cuda]==2.19.1 fits", "GeForce RTX 50"),
    ("2.21", m.LINUX, "cuda", "tensorflow[and-cuda]==2.21.0 fits", "nvidia/cusolver/lib"),
    ("2.19", m.AARCH64, "cuda", "has no CUDA build for Linux aarch64", ""),
    ("2.19", m.MAC_ARM, "cuda", "has no CUDA build for macOS 14.0 arm64", ""),
    ("2.12", m.MAC_ARM, "metal", "tensorflow-macos==2.12.0 fits", "--with tensorflow-metal"),
    ("2.18", m.MAC_ARM, "metal", "tensorflow==2.18.1 fits", "--with tensorflow-metal"),
    ("2.18", m.LINUX, "metal", "has Metal only on macOS arm64", ""),
    ("2.14", m.LINUX, "rocm", "tensorflow-rocm==2.14.0.600 fits", "has to be on the machine"),
    ("2.19", m.LINUX, "rocm", "the last `tensorflow-rocm` is 2.14.0.600", ""),
    ("2.14", m.WINDOWS, "rocm", "has ROCm only on Linux x86_64", ""),
]


@pytest.mark.parametrize(("spec", "platform", "accelerator", "title", "said"), SENTENCES)
def test_why_tells_what_a_gpu_needs_or_that_it_cannot_be(  # noqa: PLR0913, PLR0917 - a row
    matrix: Matrix, spec: str, platform: Platform, accelerator: Accelerator, title: str, said: str
) -> None:
    answer = why(parse_spec(spec), None, platform, ANY, matrix, accelerator=accelerator)
    assert title in answer.title
    assert not said or any(said in reason for reason in answer.reasons), answer.reasons


def test_what_is_offered_instead_of_a_missing_rocm_is_a_rocm(matrix: Matrix) -> None:
    answer = refused(choose(matrix, "2.19", host(m.LINUX), accelerator="rocm"))
    assert answer.releases[:2] == ("2.14.0.600", "2.13.1.600")


def plan_on(matrix: Matrix, gpu: Gpu, spec: str, accelerator: Accelerator = "auto") -> list[str]:
    """The warnings of a plan."""
    machine, wanted = host(gpu=gpu), m.asked(spec, accelerator=accelerator)
    selection = chosen(choose(matrix, spec, machine, accelerator=accelerator))
    made = planned(wanted, machine, selection, (), ask_index=False)
    return [f"{each.title}: {each.detail}" for each in on_the_gpu(made)]


def test_a_plan_warns_of_a_driver_that_is_too_old(matrix: Matrix) -> None:
    (warning,) = plan_on(matrix, m.OLD_DRIVER, "2.19")
    assert "470.57.02, is too old" in warning
    assert "525.60.13 or newer" in warning


def test_a_plan_does_not_warn_of_a_driver_that_will_do(matrix: Matrix) -> None:
    assert not plan_on(matrix, m.OLD_DRIVER, "2.10")
    assert not plan_on(matrix, Gpu(kind="cuda", driver=Version("550.54"), evidence="test"), "2.15")


def test_a_plan_for_a_gpu_warns_of_what_goes_wrong_with_the_release(matrix: Matrix) -> None:
    warnings = plan_on(matrix, m.NEW_DRIVER, "2.16.1", "cuda")
    assert len(warnings) == 2
    assert any("LD_LIBRARY_PATH" in each for each in warnings)
    assert any("compute capability 12.0" in each for each in warnings)
