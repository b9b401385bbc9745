"""The names under which TensorFlow itself is published, and what each of them is."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from packaging.utils import NormalizedName

TENSORFLOW: Final = NormalizedName("tensorflow")
CPU: Final = NormalizedName("tensorflow-cpu")
GPU: Final = NormalizedName("tensorflow-gpu")
INTEL: Final = NormalizedName("tensorflow-intel")
MACOS: Final = NormalizedName("tensorflow-macos")
AWS: Final = NormalizedName("tensorflow-cpu-aws")
AARCH64: Final = NormalizedName("tensorflow-aarch64")
ROCM: Final = NormalizedName("tensorflow-rocm")
NIGHTLY: Final = NormalizedName("tf-nightly")
NIGHTLY_CPU: Final = NormalizedName("tf-nightly-cpu")

DISTRIBUTIONS: Final = MappingProxyType(
    {
        TENSORFLOW: "the main distribution",
        CPU: "built without CUDA, smaller",
        GPU: "the CUDA build up to 2.11, the same as `tensorflow` since 2.1",
        INTEL: "Intel's build, to which `tensorflow` delegates on Windows from 2.11 to 2.18.0",
        MACOS: "Apple's build, to which `tensorflow` delegates on macOS arm64 up to 2.15.0",
        AWS: "the build by AWS, to which `tensorflow` delegates on Linux aarch64 up to 2.15.1",
        AARCH64: "another publisher's build for Linux aarch64",
        ROCM: "AMD's build",
        NIGHTLY: "last night's build; the index keeps some months of them",
        NIGHTLY_CPU: "last night's build without CUDA",
    }
)
"""Read from the wheels on the index; `tensorflow-text`, `-hub` and the like are companions."""

AND_CUDA: Final = "and-cuda"
"""The extra that brings CUDA from the index: 2.14.0 and newer, on Linux x86_64."""


def is_nightly(name: str | None) -> bool:
    return name in {NIGHTLY, NIGHTLY_CPU}
