"""Everything a developer runs, with its own set-up: needs only a Python 3.10+ with venv."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = """\
python3 dev.py run 2.10      the main job, from this checkout
python3 dev.py test          lint, types, all tests, on the built wheel
python3 dev.py test --quick  the same without the network and without TensorFlow
python3 dev.py heavy         what takes hours: see CONTRIBUTING.md
python3 dev.py zipapp        dist/tfinstall.pyz, one file that needs no installation
python3 dev.py clean         remove everything that this file made
"""
HERE = Path(__file__).resolve().parent
MADE = HERE / ".dev"
DIST = HERE / "dist"
OLDEST = (3, 10)
TEST_WORKERS = "2"


def main() -> int:
    if sys.version_info < OLDEST:
        print(
            f"tfinstall runs on Python 3.10 and newer; this is {sys.version.split()[0]}.\n"
            "Start dev.py with a newer one, for example: python3.11 dev.py run 2.10"
        )
        return 2
    parser = argparse.ArgumentParser(
        description=USAGE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("job", choices=sorted(JOBS))
    parser.add_argument("words", nargs=argparse.REMAINDER, help="handed on to the job")
    arguments = parser.parse_args()
    try:
        return JOBS[arguments.job](arguments.words)
    except subprocess.CalledProcessError as error:
        print(f"\nfailed with exit code {error.returncode}: {' '.join(map(str, error.cmd))}")
        return 1
    except KeyboardInterrupt:
        return 130


def run(words: list[str]) -> int:
    """`tfinstall WORDS` from this checkout, in the folder where it was typed."""
    python = environment("run", ["--editable", str(HERE)])
    command = [str(python), "-m", "tfinstall", *words]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def test(words: list[str]) -> int:
    """Lint, types, and the tests on the wheel that users would get."""
    quick = "--quick" in words
    chosen = [word for word in words if word != "--quick"]
    tools = environment("tools", ["--group", "check", "--group", "build", str(HERE)])
    stage("lint", [tools, "-m", "ruff", "check", "."])
    stage("format", [tools, "-m", "ruff", "format", "--check", "."])
    stage("types", [tools, "-m", "mypy"])
    wheel = build_wheel(tools)
    tested = environment("test", ["--group", "test", str(wheel)])
    pytest: list[str | Path] = [tested, "-m", "pytest", "-p", "no:cacheprovider", *chosen]
    stage("tests", [*pytest, "-n", TEST_WORKERS, "-m", "not network and not tensorflow"])
    if not quick:
        stage("tests with the index", [*pytest, "-n", TEST_WORKERS, "-m", "network"])
        stage("tests with TensorFlow", [*pytest, "-m", "tensorflow"])
    return 0


def heavy(words: list[str]) -> int:
    """What is too long for every change: the pairs on which plain pip ends in a crash."""
    python = environment("test", ["--group", "test", str(build_wheel(build_tools()))])
    return subprocess.run([python, HERE / "tests/heavy/pairs.py", *words], check=False).returncode


def zipapp(words: list[str]) -> int:
    """One file with tfinstall and all it needs, for machines where nothing may be installed."""
    import zipapp as packer  # noqa: PLC0415  (only here)

    target = Path(words[0]) if words else DIST / "tfinstall.pyz"
    content = MADE / "zipapp"
    shutil.rmtree(content, ignore_errors=True)
    tools = build_tools()
    pip = [tools, "-m", "pip", "install", "--quiet", "--target", content, build_wheel(tools)]
    subprocess.run(list(map(str, pip)), check=True)
    (content / "__main__.py").write_text(
        "import sys\nfrom tfinstall.__main__ import main\nsys.exit(main())\n", encoding="utf-8"
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    packer.create_archive(content, target, interpreter="/usr/bin/env python3", compressed=True)
    shutil.rmtree(content)
    print(target)
    return 0


def clean(words: list[str]) -> int:
    for folder in (MADE, DIST, *(HERE / name for name in words)):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def build_tools() -> Path:
    return environment("tools", ["--group", "check", "--group", "build", str(HERE)])


def build_wheel(tools: Path) -> Path:
    """The wheel of this checkout, built anew."""
    folder = MADE / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    stage("wheel", [tools, "-m", "build", "--wheel", "--outdir", folder, HERE], quiet=True)
    return next(folder.glob("*.whl"))


def environment(name: str, wanted: list[str]) -> Path:
    """The Python of an environment that holds `wanted`; made anew when that changes."""
    folder = MADE / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "stamp"
    state = fingerprint(wanted)
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return python
    print(f"setting up {folder.relative_to(HERE)} ...", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    install = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*install, "--upgrade", "pip"], check=True, cwd=HERE)
    subprocess.run([*install, *wanted], check=True, cwd=HERE)
    stamp.write_text(state, encoding="utf-8")
    return python


def fingerprint(wanted: list[str]) -> str:
    """What an environment was made from: this Python, pyproject.toml, the built wheel."""
    digest = hashlib.sha256(f"{sys.executable} {sys.version} {wanted}".encode())
    digest.update((HERE / "pyproject.toml").read_bytes())
    for word in wanted:
        if word.endswith(".whl"):
            digest.update(Path(word).read_bytes())
    return digest.hexdigest()


def stage(title: str, command: Sequence[str | Path], *, quiet: bool = False) -> None:
    """Run one step, saying which and how long it took; raises CalledProcessError."""
    print(f"── {title}", flush=True)
    begun = time.monotonic()
    output = subprocess.DEVNULL if quiet else None
    subprocess.run(list(map(str, command)), check=True, cwd=HERE, stdout=output)
    print(f"── {title}: {time.monotonic() - begun:.0f} s", flush=True)


JOBS = {"run": run, "test": test, "heavy": heavy, "zipapp": zipapp, "clean": clean}

if __name__ == "__main__":
    sys.exit(main())
