"""A Dockerfile on an official slim image, every package by its hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tfinstall.export.values import Content

DEBIAN: Final[Mapping[str, str]] = {
    "2.7": "buster",
    "3.4": "buster",
    "3.5": "buster",
    "3.6": "bullseye",
}
"""The last Debian that an image of an old Python was made on; newer ones are on `NEWEST`."""
NEWEST: Final = "bookworm"
GLIBC: Final[Mapping[str, tuple[int, int]]] = {
    "buster": (2, 28),
    "bullseye": (2, 31),
    "bookworm": (2, 36),
}
PROOF: Final = "import tensorflow as tf; print(tf.__version__, float(tf.reduce_sum(tf.ones(6))))"
PROOF_OF_1: Final = "import tensorflow as tf; print(tf.__version__)"


def glibc_of(python: str) -> tuple[int, int]:
    """The C library of the image for that Python: what the wheels have to be content with."""
    return GLIBC[DEBIAN.get(python, NEWEST)]


def dockerfile(content: Content) -> str:
    """One stage where all packages have wheels; where some must be built, a stage that does it.

    What is needed to build stays out of the image then.
    """
    parts = [_head(content), _build(content) if content.built else [], _image(content)]
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(content: Content) -> Iterator[str]:
    yield "# syntax=docker/dockerfile:1"
    yield from content.head()
    yield "#"
    yield f"#   docker build --platform linux/{content.architecture} -t tensorflow ."
    yield "#   docker run --rm -it tensorflow"
    yield ""


def _build(content: Content) -> Iterator[str]:
    names = ", ".join(item.name for item in content.built)
    yield f"# Without a wheel: {names}. Built in a stage of its own, so that its tools stay here."
    yield f"FROM {_base(content)} AS build"
    yield "RUN apt-get update \\"
    yield "    && apt-get install --yes --no-install-recommends build-essential \\"
    yield "    && rm -rf /var/lib/apt/lists/*"
    yield from _requirements(content)
    yield "RUN --mount=type=cache,target=/root/.cache/pip \\"
    yield "    pip wheel --no-deps --require-hashes --wheel-dir /wheels -r /requirements.txt"
    yield ""


def _image(content: Content) -> Iterator[str]:
    yield f"FROM {_base(content)}"
    yield ""
    yield "# pip's warning about root is for machines that have other users; an image has none."
    yield "ENV PIP_ROOT_USER_ACTION=ignore \\"
    yield "    PIP_DISABLE_PIP_VERSION_CHECK=1"
    yield ""
    yield from _installed_from_wheels() if content.built else _installed(content)
    if content.tensorflow is not None:
        proof = PROOF_OF_1 if content.tensorflow.startswith("1.") else PROOF
        yield "# An image whose TensorFlow does not work is never finished."
        yield f"RUN python -c '{proof}'"
        yield ""
    yield "# From here on nothing needs root."
    yield "RUN useradd --create-home --uid 1000 app"
    yield "USER app"
    yield "WORKDIR /home/app"
    yield 'CMD ["python"]'


def _installed(content: Content) -> Iterator[str]:
    yield from _requirements(content)
    yield "# The cache mount keeps downloads from one build to the next, and out of the image."
    yield "RUN --mount=type=cache,target=/root/.cache/pip \\"
    yield "    pip install --no-deps --require-hashes -r /requirements.txt"
    yield ""


def _installed_from_wheels() -> Iterator[str]:
    yield "# Mounted, not copied: no layer holds the wheels a second time."
    yield "RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \\"
    yield "    pip install --no-index --no-deps /wheels/*.whl"
    yield ""


def _requirements(content: Content) -> Iterator[str]:
    yield "# Exactly these files, today and in three years; a changed one stops the build."
    yield 'COPY <<"EOF" /requirements.txt'
    yield from (item.hashed for item in content.items)
    yield "EOF"


def _base(content: Content) -> str:
    return f"python:{content.python}-slim-{DEBIAN.get(content.python, NEWEST)}"
