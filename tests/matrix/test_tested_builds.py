"""Every row of TensorFlow's own tables of tested builds, asked of us.

Where the two contradict each other, docs/tested-builds.md says what the wheels support; these tests
prove that it names every contradiction and no other.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from packaging.version import Version

from tests.matrix.machines import APPLE_SILICON, INTEL_MAC, UBUNTU, WINDOWS, name
from tfinstall.model import Host, Selection
from tfinstall.resolution import Why, parse_spec, why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfinstall.matrix import Matrix
    from tfinstall.model import OS, CudaNeeds, Platform, TestedBuild

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "tested-builds.md"
MACHINES: Final[dict[OS, tuple[Platform, ...]]] = {
    "linux": (UBUNTU,),
    "macos": (INTEL_MAC, APPLE_SILICON),
    "windows": (WINDOWS,),
}


def test_every_row_is_answered_without_a_contradiction_that_the_page_does_not_explain(
    matrix: Matrix,
) -> None:
    found = {
        row_of(build): told for build in matrix.tested_builds if (told := lacks(matrix, build))
    }
    assert found == explained()
    agreeing = len(matrix.tested_builds) - len(found)
    assert f"{agreeing} rows agree. These {len(found)} do not" in PAGE.read_text(encoding="utf-8")


def test_where_the_page_gives_the_wheels_right_they_are(matrix: Matrix) -> None:
    """The other side of each contradiction, straight from the list of wheels."""
    tensorflow, gpu = name("tensorflow"), name("tensorflow-gpu")
    for version in ("1.15.0", "2.0.0"):
        for machine in (UBUNTU, INTEL_MAC):
            pythons = matrix.pythons(tensorflow, Version(version), machine)
            assert pythons == ("2.7", "3.5", "3.6", "3.7")
    for distribution in (tensorflow, gpu):
        assert matrix.release(distribution, Version("1.13.0")) is None
        assert matrix.pythons(distribution, Version("1.13.1"), WINDOWS) == ("3.5", "3.6", "3.7")
    assert matrix.gpu_build(tensorflow, Version("2.0.0"), UBUNTU) is None
    assert matrix.gpu_build(gpu, Version("2.0.0"), UBUNTU) is not None


def row_of(build: TestedBuild) -> str:
    return f"{build.os} {build.accelerator}: {build.distribution} {build.tensorflow}"


def lacks(matrix: Matrix, build: TestedBuild) -> str:
    """What of a row we would not confirm; empty: all of it is so."""
    answers = {python: answer(matrix, build, python) for python in pythons(build.python)}
    refused = [python for python, found in answers.items() if not found.fits]
    told = [f"Python {', '.join(refused)}"] if refused else []
    needs = [found.answer.cuda for found in answers.values() if isinstance(found.answer, Selection)]
    if build.accelerator == "gpu" and not all(same_cuda(each, build) for each in needs):
        told.append(f"CUDA {build.cuda}, cuDNN {build.cudnn}")
    return "; ".join(told)


def answer(matrix: Matrix, build: TestedBuild, python: str) -> Why:
    """The row as a user would ask for it; on a Mac, of either processor."""
    spec = parse_spec(f"{build.distribution}=={build.tensorflow}")
    asked = [
        why(spec, python, machine, Host(platform=machine), matrix) for machine in MACHINES[build.os]
    ]
    return next((each for each in asked if each.fits), asked[0])


def same_cuda(needs: CudaNeeds | None, build: TestedBuild) -> bool:
    """Of two versions the shorter one speaks for all that begin like it: cuDNN 7 is also 7.2."""
    pairs = ((needs.cuda, build.cuda), (needs.cudnn, build.cudnn)) if needs else ((None, "CUDA"),)
    return all(one and other and alike(one, other) for one, other in pairs)


def alike(one: str, other: str) -> bool:
    return all(a == b for a, b in zip(one.split("."), other.split("."), strict=False))


def pythons(text: str) -> Iterator[str]:
    """`2.7, 3.3-3.7` one by one."""
    for part in text.split(", "):
        first, _, last = part.partition("-")
        major, minor = map(int, first.split("."))
        for each in range(minor, int((last or first).split(".")[1]) + 1):
            yield f"{major}.{each}"


def explained() -> dict[str, str]:
    """The rows of the page's table: what it is, what of it is not so, and why."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[*map(str.strip, line.strip("|").split("|"))] for line in lines if line.startswith("|")]
    assert all(len(row) == 3 and row[2] for row in rows)
    return {row: told for row, told, _ in rows[2:]}
