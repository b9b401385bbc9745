"""A mirror that serves another TensorFlow than the one the matrix knows is found out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.faults.packages import build_tensorflow
from tests.support.index import LoopbackIndex

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell


def test_another_file_under_the_same_name_is_a_failure_that_no_remedy_hides(
    small_shell: Shell, wheels: Path, tmp_path: Path, python: Path
) -> None:
    mirror = tmp_path / "mirror"
    shutil.copytree(wheels, mirror)
    build_tensorflow(mirror, fault="ANOTHER = True")
    with LoopbackIndex(mirror) as index:
        ran = small_shell("2.10", "--python", python, "--json", PIP_INDEX_URL=index.url)

    assert (ran.document["cause"], ran.code) == ("hash-mismatch", 32)
    assert ran.document["applied"] == []
    assert list(small_shell.folder.iterdir()) == []
