"""Repairs become lines of the constraints file where, and only where, they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.resolution import machines as m
from tests.resolution.machines import choose, chosen, host
from tests.resolution.test_cells import PAIRS, minor
from tfinstall.resolution import caps_for
from tfinstall.resolution.markers import applies, environment
from tfinstall.resolution.specifiers import disjoint, implied

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix
    from tfinstall.model import Platform


def caps(matrix: Matrix, spec: str, python: str, platform: Platform = m.LINUX) -> set[str]:
    answer = chosen(choose(matrix, spec, host(platform), python=python))
    return {str(cap.constraint) for cap in caps_for(answer, matrix)}


@pytest.mark.parametrize(
    ("spec", "python", "present", "absent"),
    [
        pytest.param(
            "2.10",
            "3.10",
            {"numpy<2", "numpy<1.24"},
            {"protobuf<3.21"},
            id="2.10.1 says protobuf<3.20 itself, and nothing of numpy",
        ),
        pytest.param("2.9.0", "3.10", {"protobuf<3.21", "numpy<2"}, set(), id="2.9.0 says neither"),
        pytest.param("2.6.0", "3.9", {"keras<2.7,>=2.6"}, {"numpy<1.24"}, id="keras of 2.6.0"),
        pytest.param("2.6.5", "3.9", set(), {"keras<2.7,>=2.6"}, id="2.6.5 carries it"),
        pytest.param("2.14.0", "3.11", {"numpy<2"}, set(), id="2.14.0 lacks the cap"),
        pytest.param("2.14.1", "3.11", set(), {"numpy<2"}, id="2.14.1 carries it"),
        pytest.param("1.15.5", "3.7", {"protobuf<3.21"}, {"h5py<3"}, id="1.15.5 caps h5py"),
        pytest.param("2.20", "3.13", {"protobuf>=5.28.3"}, set(), id="a floor"),
    ],
)
def test_a_repair_stands_where_the_metadata_lacks_it(
    matrix: Matrix, spec: str, python: str, present: set[str], absent: set[str]
) -> None:
    found = caps(matrix, spec, python)
    assert present <= found
    assert not absent & found


def test_the_delegate_of_a_stub_has_its_word(matrix: Matrix) -> None:
    """The stub for Windows requires nothing but its delegate, which caps protobuf itself."""
    assert "protobuf<3.21" not in caps(matrix, "2.11", "3.10", m.WINDOWS)
    assert "numpy<2" in caps(matrix, "2.11", "3.10", m.WINDOWS)


def test_a_pre_release_is_repaired_like_what_it_leads_to(matrix: Matrix) -> None:
    assert caps(matrix, "2.22.0rc0", "3.12") == caps(matrix, "2.22.0rc0", "3.13")
    assert "tensorboard>=2.21" in caps(matrix, "2.22.0rc0", "3.12")


def test_four_numbers_are_repaired_like_three(matrix: Matrix) -> None:
    answer = chosen(choose(matrix, "tensorflow-rocm==2.14.0.600", host(), python="3.11"))
    assert "numpy<2" in {str(cap.constraint) for cap in caps_for(answer, matrix)}


@pytest.mark.parametrize(("release", "python"), PAIRS, ids=[f"{r} on {p}" for r, p in PAIRS])
def test_no_cap_contradicts_or_repeats_what_the_wheel_says(
    matrix: Matrix, release: str, python: str
) -> None:
    answer = chosen(choose(matrix, minor(release), host(), python=python))
    where = environment(m.LINUX, str(answer.interpreter.value.version))
    said = [each for each in answer.wheels[0].requires if applies(each, where)]
    for cap in caps_for(answer, matrix):
        for each in said:
            if canonicalize_name(each.name) == canonicalize_name(cap.constraint.name):
                assert not disjoint(each.specifier, cap.constraint.specifier), cap
                assert not implied(by=each.specifier, weaker=cap.constraint.specifier), cap
        assert cap.because
        assert cap.source.startswith("repair ")


SPECIFIERS = [
    ("<1.20", "<2", True, False),
    ("<2", "<1.20", False, False),
    ("~=1.19.2", "<1.20", True, False),
    ("~=1.19.2", "<1.24", True, False),
    ("~=1.19", "<1.24", False, False),
    ("==0.2.2", "<0.3", True, False),
    ("==2.10.*", ">=2.10,<2.11", True, False),
    ("<3.20,>=3.9.2", "<3.21", True, False),
    (">=5.28.0", ">=5.28.3", False, False),
    (">=5.28.0", "<5", False, True),
    ("<=1.24.3", "<1.24", False, False),
    ("==1.24.3", "<1.24", False, True),
    ("!=4.21.0,<5", "<4.22", False, False),
    ("", "<2", False, False),
    ("<2", "", True, False),
]


@pytest.mark.parametrize(
    ("one", "other", "says_more", "apart"),
    SPECIFIERS,
    ids=[f"{a} and {b}" for a, b, *_ in SPECIFIERS],
)
def test_specifiers_are_compared_as_sets_of_versions(
    one: str, other: str, *, says_more: bool, apart: bool
) -> None:
    first, second = (Requirement(f"name{text}").specifier for text in (one, other))
    assert implied(by=first, weaker=second) is says_more
    assert disjoint(first, second) is apart
    assert disjoint(second, first) is apart
