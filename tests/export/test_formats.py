"""Every format, whole: what stands in the file is what is compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from tfinstall.export import FORMATS, Content, Item
from tfinstall.export.docker import glibc_of

ONE, TWO = "1" * 64, "2" * 64
CONTENT: Final = Content(
    title="tensorflow==2.10.1",
    source="those of pylock.toml",
    python="3.10",
    machine="Linux x86_64",
    architecture="amd64",
    tensorflow="2.10.1",
    items=(
        Item(name="numpy", version="1.23.5", hashes=(f"sha256:{ONE}", f"sha256:{TWO}")),
        Item(name="tensorflow", version="2.10.1", hashes=(f"sha256:{TWO}",)),
    ),
)
BUILT: Final = replace(
    CONTENT,
    title="tensorflow==1.15.5",
    tensorflow="1.15.5",
    python="3.6",
    items=(Item(name="gast", version="0.2.2", hashes=(f"sha256:{ONE}",), built=True),),
)
HEAD: Final = """\
# made by tfinstall for tensorflow==2.10.1, Python 3.10 on Linux x86_64
# the packages are those of pylock.toml
"""
TEXTS: Final = {
    "requirements": f"""\
{HEAD}
numpy==1.23.5 \\
    --hash=sha256:{ONE} \\
    --hash=sha256:{TWO}
tensorflow==2.10.1 \\
    --hash=sha256:{TWO}
""",
    "constraints": f"""\
{HEAD}
numpy==1.23.5
tensorflow==2.10.1
""",
    "environment.yml": f"""\
{HEAD}#
#   conda env create -f environment.yml
#
name: tensorflow-2.10.1
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python=3.10
  - pip
  # All from pip: conda's own builds of NumPy and others do not belong beneath these.
  - pip:
      - "numpy==1.23.5 --hash=sha256:{ONE} --hash=sha256:{TWO}"
      - "tensorflow==2.10.1 --hash=sha256:{TWO}"
""",
    "dockerfile": f"""\
# syntax=docker/dockerfile:1
{HEAD}#
#   docker build --platform linux/amd64 -t tensorflow .
#   docker run --rm -it tensorflow

FROM python:3.10-slim-bookworm

# pip's warning about root is for machines that have other users; an image has none.
ENV PIP_ROOT_USER_ACTION=ignore \\
    PIP_DISABLE_PIP_VERSION_CHECK=1

# Exactly these files, today and in three years; a changed one stops the build.
COPY <<"EOF" /requirements.txt
numpy==1.23.5 --hash=sha256:{ONE} --hash=sha256:{TWO}
tensorflow==2.10.1 --hash=sha256:{TWO}
EOF
# The cache mount keeps downloads from one build to the next, and out of the image.
RUN --mount=type=cache,target=/root/.cache/pip \\
    pip install --no-deps --require-hashes -r /requirements.txt

# An image whose TensorFlow does not work is never finished.
RUN python -c 'import tensorflow as tf; print(tf.__version__, float(tf.reduce_sum(tf.ones(6))))'

# From here on nothing needs root.
RUN useradd --create-home --uid 1000 app
USER app
WORKDIR /home/app
CMD ["python"]
""",
}


@pytest.mark.parametrize("form", FORMATS)
def test_the_whole_text_of(form: str) -> None:
    assert FORMATS[form].write(CONTENT) == TEXTS[form]


def test_what_must_be_built_is_built_in_a_stage_of_its_own() -> None:
    text = FORMATS["dockerfile"].write(BUILT)
    assert [line for line in text.splitlines() if line.startswith("FROM")] == [
        "FROM python:3.6-slim-bullseye AS build",
        "FROM python:3.6-slim-bullseye",
    ]
    build, image = text.split("FROM python:3.6-slim-bullseye\n")
    assert "build-essential" in build
    assert "build-essential" not in image
    assert "--mount=type=bind,from=build,source=/wheels,target=/wheels" in image
    assert "python -c 'import tensorflow as tf; print(tf.__version__)'" in image


def test_without_a_tensorflow_nothing_is_tried() -> None:
    text = FORMATS["dockerfile"].write(replace(CONTENT, tensorflow=None))
    assert "python -c" not in text


@pytest.mark.parametrize(
    ("python", "glibc"), [("2.7", (2, 28)), ("3.6", (2, 31)), ("3.13", (2, 36))]
)
def test_the_image_of_a_python_has_the_glibc_of_its_debian(
    python: str, glibc: tuple[int, int]
) -> None:
    assert glibc_of(python) == glibc
