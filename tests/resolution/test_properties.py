"""Whatever the machine and the words: an answer, the same one every time, and a true one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packaging.version import Version

from tests.resolution import machines as m
from tests.resolution.machines import asked
from tfinstall.diagnosis import CAUSES
from tfinstall.matrix import fits
from tfinstall.model import Gpu, Host, Interpreter, Request, Selection
from tfinstall.resolution import diagnosis_of, parse_spec, select

if TYPE_CHECKING:
    from tfinstall.matrix import Matrix
    from tfinstall.model import Accelerator

minors = st.sampled_from([f"3.{minor}" for minor in range(5, 16)] + ["2.7"])
versions = st.builds("2.{}".format, st.integers(0, 23)) | st.builds(
    "1.{}".format, st.integers(0, 16)
)
patches = st.builds("{}.{}".format, versions, st.integers(0, 5))
specs = st.one_of(
    st.sampled_from(["latest", "2", "1", "3", "2.22.0rc0", "nightly", "tensorflow-gpu"]),
    versions,
    patches,
    st.builds(">={},<{}".format, versions, versions),
    st.builds("tensorflow-{}=={}".format, st.sampled_from(["cpu", "macos", "intel"]), patches),
    st.builds("tensorflow[and-cuda]=={}".format, patches),
)
pythons = st.builds(
    m.python,
    st.builds("{}.{}".format, minors, st.integers(0, 20)),
    default=st.booleans(),
    bits=st.sampled_from([64, 64, 64, 32]),
    implementation=st.sampled_from(["cpython", "cpython", "cpython", "pypy"]),
    free_threaded=st.sampled_from([False, False, True]),
)
platforms = st.sampled_from(
    [
        *(m.LINUX, m.OLD_LINUX, m.ALPINE, m.AARCH64, m.RASPBERRY),
        *(m.MAC_ARM, m.OLD_MAC_ARM, m.MAC_INTEL, m.WINDOWS),
    ]
)
gpus = st.sampled_from(
    [None, m.NEW_DRIVER, m.OLD_DRIVER, m.NO_DRIVER, Gpu(kind="rocm"), Gpu(kind="metal")]
)
hosts = st.builds(
    Host,
    platform=platforms,
    interpreters=st.lists(pythons, max_size=4).map(tuple),
    cpu_flags=st.sampled_from([None, frozenset({"sse"}), frozenset({"avx", "avx2"})]),
    gpu=gpus,
    python_installers=st.sampled_from([(), ("uv",), ("sudo apt-get", "conda")]),
)
accelerators: st.SearchStrategy[Accelerator] = st.sampled_from(["auto", "cpu", "cuda", "metal"])
requests = st.builds(
    asked, specs, python=st.none() | minors | st.just("/no/python"), accelerator=accelerators
)
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quick
@given(request=requests, host=hosts)
def test_every_machine_gets_an_answer_that_holds(
    matrix: Matrix, request: Request, host: Host
) -> None:
    answer = select(request, host, matrix)
    assert answer == select(request, host, matrix)
    if isinstance(answer, Selection):
        holds(answer, request, host)
    else:
        assert answer.cause in CAUSES
        assert answer.title
        assert diagnosis_of(answer).diagnosis.remedies


def holds(answer: Selection, request: Request, host: Host) -> None:
    """What was chosen is what was asked for, is on this machine, and can be installed there."""
    python = answer.interpreter.value
    assert request.spec.specifier.contains(answer.version.value, prereleases=True)
    assert python in host.interpreters
    assert all(fits(wheel, host.platform, python) for wheel in answer.wheels)
    assert not answer.wheels[-1].stub
    assert all(choice.because for choice in (answer.distribution, answer.accelerator))
    if request.accelerator != "auto" and request.spec.distribution is None:
        assert answer.accelerator.value == request.accelerator


@quick
@given(spec=specs, host=hosts, more=pythons)
def test_another_python_never_makes_a_machine_worse(
    matrix: Matrix, spec: str, host: Host, more: Interpreter
) -> None:
    """Whatever fitted still fits, and no older release is taken."""
    before = select(asked(spec), host, matrix)
    richer = Host(
        platform=host.platform,
        interpreters=(*host.interpreters, more),
        cpu_flags=host.cpu_flags,
        gpu=host.gpu,
    )
    after = select(asked(spec), richer, matrix)
    if isinstance(before, Selection):
        assert isinstance(after, Selection)
        assert after.version.value >= before.version.value


@quick
@given(spec=versions, host=hosts, python=minors)
def test_the_pythons_of_a_refusal_would_do(
    matrix: Matrix, spec: str, host: Host, python: str
) -> None:
    answer = select(asked(spec), host, matrix)
    if isinstance(answer, Selection) or python not in answer.pythons:
        return
    with_it = Host(
        platform=host.platform,
        interpreters=(Interpreter(version=Version(f"{python}.7")),),
        cpu_flags=host.cpu_flags,
        gpu=host.gpu,
    )
    assert isinstance(select(asked(spec), with_it, matrix), Selection)


@given(spec=specs)
def test_a_spec_means_the_same_when_it_is_read_again(spec: str) -> None:
    assert parse_spec(parse_spec(spec).text) == parse_spec(spec)
