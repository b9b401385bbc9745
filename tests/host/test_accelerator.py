from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.version import Version

from tfinstall.host import discover, gpu
from tfinstall.host.cpu import cpu_flags
from tfinstall.model import Gpu, TfinstallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.host.conftest import SmallMachine

MODULE = "sys/module/nvidia/version"
DRIVER = "proc/driver/nvidia/version"
CLOSED = (
    "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu Feb 22 01:44:30 UTC 2024\n"
    "GCC version:  gcc version 12.3.0 (Ubuntu 12.3.0-1ubuntu1~22.04)\n"
)
OPEN = (
    "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  575.57.08  Release Build  "
    "(dvs-builder@U22-I3-AF03-09-1)  Sat May 24 07:03:13 UTC 2025\n"
)
NODE = "sys/class/kfd/kfd/topology/nodes/{number}/properties"


def put(small: SmallMachine, path: str, text: str) -> str:
    file = small.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_machine_that_shows_nothing_has_no_accelerator(small: SmallMachine) -> None:
    assert gpu(replace(small.here, system="linux")) is None


FILES = [
    ("the kernel module's version", MODULE, "550.54.14\n", "550.54.14"),
    ("the closed module's line", DRIVER, CLOSED, "550.54.14"),
    ("the open module's line", DRIVER, OPEN, "575.57.8"),
]


@pytest.mark.parametrize(("path", "text", "driver"), [row[1:] for row in FILES], ids=lambda _: "")
def test_the_driver_is_read_from_a_file(
    path: str, text: str, driver: str, small: SmallMachine
) -> None:
    evidence = put(small, path, text)
    assert gpu(small.here) == Gpu(kind="cuda", driver=Version(driver), evidence=evidence)


def test_files_come_before_programs(
    small: SmallMachine, script: Callable[[str, str], object]
) -> None:
    script("nvidia-smi", "echo 999.1")
    put(small, MODULE, "550.54.14\n")
    found = gpu(small.here)
    assert found is not None
    assert str(found.driver) == "550.54.14"


def test_nvidia_smi_is_asked_where_no_file_tells(
    small: SmallMachine, script: Callable[[str, str], object]
) -> None:
    program = script("nvidia-smi", '[ "$1" = --query-gpu=driver_version ] && echo 550.54.14')
    assert gpu(small.here) == Gpu(kind="cuda", driver=Version("550.54.14"), evidence=str(program))


def test_in_wsl_its_own_nvidia_smi_is_asked_first(
    small: SmallMachine, script: Callable[[str, str], object]
) -> None:
    script("nvidia-smi", "echo 1.1")
    own = put(small, "usr/lib/wsl/lib/nvidia-smi", "#!/bin/sh\necho 572.16\n")
    Path(own).chmod(0o755)
    found = gpu(small.here)
    assert found == Gpu(kind="cuda", driver=Version("572.16"), evidence=own)


@pytest.mark.parametrize(
    "body",
    [
        "echo 'NVIDIA-SMI has failed because it could not communicate with the driver'; exit 9",
        "echo 'No devices were found'",
        "exit 0",
        r"printf '\377\376'",
    ],
)
def test_an_nvidia_smi_that_fails_shows_no_accelerator(
    body: str, small: SmallMachine, script: Callable[[str, str], object]
) -> None:
    script("nvidia-smi", body)
    assert gpu(replace(small.here, system="linux")) is None


def test_garbage_in_a_file_shows_no_accelerator(small: SmallMachine) -> None:
    put(small, MODULE, "garbage")
    put(small, DRIVER, "NVRM version: none")
    assert gpu(replace(small.here, system="linux")) is None


def test_the_variable_comes_before_everything(small: SmallMachine) -> None:
    put(small, MODULE, "550.54.14\n")
    found = gpu(small.with_env(TFINSTALL_CUDA_DRIVER_VERSION="535.104.05"))
    assert found is not None
    assert found.driver == Version("535.104.5")
    assert found.evidence == "TFINSTALL_CUDA_DRIVER_VERSION"


@pytest.mark.parametrize("value", ["", "none", " None "])
def test_the_variable_can_hide_a_gpu(value: str, small: SmallMachine) -> None:
    put(small, MODULE, "550.54.14\n")
    assert gpu(small.with_env(TFINSTALL_CUDA_DRIVER_VERSION=value)) is None


def test_a_variable_that_is_no_version_is_a_usage_error(small: SmallMachine) -> None:
    with pytest.raises(TfinstallError) as raised:
        discover(here=small.with_env(TFINSTALL_CUDA_DRIVER_VERSION="new"))
    assert raised.value.diagnosis.cause == "usage"
    assert raised.value.diagnosis.title == (
        "TFINSTALL_CUDA_DRIVER_VERSION is `new`; "
        "right would be a driver's version (`550.54.14`) or `none`"
    )


def test_an_amd_gpu_is_a_node_with_a_target(small: SmallMachine) -> None:
    put(small, NODE.format(number=0), "cpu_cores_count 16\ngfx_target_version 0\n")
    assert gpu(replace(small.here, system="linux")) is None
    evidence = put(small, NODE.format(number=1), "simd_count 256\ngfx_target_version 90010\n")
    put(small, "sys/module/amdgpu/version", "6.7.0\n")
    assert gpu(small.here) == Gpu(kind="rocm", driver=Version("6.7.0"), evidence=evidence)


def test_a_mac_with_apples_processor_speaks_metal(small: SmallMachine) -> None:
    here = replace(small.with_env(TFINSTALL_PLATFORM="macos-arm64-14.0"), system="macos")
    assert gpu(here) == Gpu(kind="metal", evidence="macOS on arm64")
    intel = replace(small.with_env(TFINSTALL_PLATFORM="macos-x86_64"), system="macos")
    assert gpu(intel) is None


# ── the processor ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (
            "processor\t: 0\nflags\t\t: fpu sse4_2 AVX avx2\n\nflags: none\n",
            {"fpu", "sse4_2", "avx", "avx2"},
        ),
        ("Features\t: fp asimd sve\n", {"fp", "asimd", "sve"}),
    ],
    ids=["x86", "arm"],
)
def test_the_first_processors_flags_are_read(
    text: str, flags: set[str], small: SmallMachine
) -> None:
    put(small, "proc/cpuinfo", text)
    assert cpu_flags(replace(small.here, system="linux")) == frozenset(flags)


@pytest.mark.parametrize("text", ["", "processor: 0\n", None])
def test_a_processor_that_tells_nothing_is_not_known(text: str | None, small: SmallMachine) -> None:
    if text is not None:
        put(small, "proc/cpuinfo", text)
    assert cpu_flags(replace(small.here, system="linux")) is None
