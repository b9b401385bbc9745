"""Everything a developer runs, with its own set-up: needs only a Python 3.10+ with venv."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = """\
python3 dev.py run 2.10      the main job, from this checkout
python3 dev.py test          lint, types, all tests, on the built wheel
python3 dev.py test --quick  the same without the network and without TensorFlow
python3 dev.py faults        every fault on every pip: an hour
python3 dev.py heavy         every pair on which plain pip ends in a crash: half an hour
python3 dev.py bench         side by side with pip and uv: ten minutes
python3 dev.py resolver      what tfinstall and uv choose, case by case: ten minutes
python3 dev.py scaling       certifying with 1, 2 and 4 workers: ten minutes
python3 dev.py picture       docs/run.svg, from a real run
python3 dev.py screenshot    docs/matrix.png, light and dark, from the page of the matrix
python3 dev.py zipapp        dist/tfinstall.pyz, one file that needs no installation
python3 dev.py clean         remove everything that this file made
"""
HERE = Path(__file__).resolve().parent
MADE = HERE / ".dev"
DIST = HERE / "dist"
OLDEST = (3, 10)
WORKERS = ("-n", "2", "--dist", "worksteal")
QUICK = ("-m", "not network and not tensorflow")
Word: TypeAlias = "str | Path"


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
    python = environment("run", ["--editable", HERE])
    command = [str(python), "-m", "tfinstall", *words]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def test(words: list[str]) -> int:
    """Lint, format, types, and the tests on the wheel that users would get.

    The tests come last and run whatever was found before, so that one run tells everything and
    pytest's own count is what stands at the end.
    """
    chosen = [word for word in words if word != "--quick"]
    marks = QUICK if "--quick" in words else ()
    tools = environment("tools", ["--group", "check", "--group", "test", "--editable", HERE])
    checks: dict[str, list[Word]] = {
        "lint": [tools, "-m", "ruff", "check", "."],
        "format": [tools, "-m", "ruff", "format", "--check", "."],
        "types": [tools, "-m", "mypy"],
    }
    failed = [title for title, command in checks.items() if step(title, command) != 0]
    tested = environment("test", ["--group", "test", build_wheel()])
    if step("tests", [tested, "-m", "pytest", *WORKERS, *marks, *chosen]) != 0:
        failed.append("tests")
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def faults(words: list[str]) -> int:
    """Every fault on every generation of pip, on the built wheel."""
    tested = environment("test", ["--group", "test", build_wheel()])
    return call([tested, "-m", "pytest", *WORKERS, "-m", "faults", "tests/faults", *words])


def heavy(words: list[str]) -> int:
    """What is too long for every change: the pairs on which plain pip ends in a crash."""
    python = environment("test", ["--group", "test", build_wheel()])
    return call([python, HERE / "tests/heavy/pairs.py", *words])


def bench(words: list[str]) -> int:
    """The wheel beside pip and uv, on the same work."""
    return call([environment("bench", ["--group", "bench", build_wheel()]), "-m", "bench", *words])


def resolver(words: list[str]) -> int:
    """What the wheel chooses beside what uv chooses, on the cases of bench/resolutions.toml."""
    python = environment("bench", ["--group", "bench", build_wheel()])
    return call([python, "-m", "bench.resolver", *words])


def scaling(words: list[str]) -> int:
    """The wheel as scheduler, workers and coordinator of campaigns on tiny wheels."""
    python = environment("test", ["--group", "test", build_wheel()])
    return call([python, "-m", "bench.scaling", *words])


def picture(words: list[str]) -> int:
    """The picture in the README, from a real run in a pseudo terminal."""
    python = environment("picture", ["--group", "picture", build_wheel()])
    return call([python, HERE / "docs/picture.py", *words])


def screenshot(words: list[str]) -> int:
    """The pictures of the matrix in the README, from its page in a real browser."""
    return call([environment("run", ["--editable", HERE]), HERE / "docs/screenshot.py", *words])


def zipapp(words: list[str]) -> int:
    """One file with tfinstall and all it needs, for machines where nothing may be installed."""
    print(build_zipapp(Path(words[0]).absolute() if words else DIST / "tfinstall.pyz"))
    return 0


def clean(words: list[str]) -> int:
    for folder in (MADE, DIST, *(HERE / name for name in words)):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def build_wheel() -> Path:
    """The wheel of this checkout, built anew."""
    builder = environment("build", ["--group", "build"])
    folder = MADE / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    command: list[Word] = [builder, "-m", "build", "--wheel", "--outdir", folder, HERE]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=HERE)
    return next(folder.glob("*.whl"))


def build_zipapp(target: Path) -> Path:
    """One file at `target` with tfinstall and everything that it imports."""
    import zipapp as packer  # noqa: PLC0415  (only here)

    wheel = build_wheel()
    builder = environment("build", ["--group", "build"])
    content = MADE / "zipapp-content"
    shutil.rmtree(content, ignore_errors=True)
    install: list[Word] = [
        builder,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    # Not compiled: files for one Python only would double the size.
    subprocess.run([*install, "--no-compile", "--target", content, wheel], check=True, cwd=HERE)
    shutil.rmtree(content / "bin", ignore_errors=True)
    (content / "__main__.py").write_text(
        "import sys\nfrom tfinstall.__main__ import main\nsys.exit(main())\n", encoding="utf-8"
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    packer.create_archive(content, target, interpreter="/usr/bin/env python3", compressed=True)
    shutil.rmtree(content)
    return target


def environment(name: str, wanted: Sequence[Word]) -> Path:
    """The Python of an environment that holds `wanted`; made anew when that changes."""
    folder = MADE / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "stamp"
    state = fingerprint(wanted)
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return python
    require_venv()
    print(f"setting up {folder.relative_to(HERE)} ...", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    install: list[Word] = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*install, "--upgrade", "pip"], check=True, cwd=HERE)
    subprocess.run([*install, *wanted], check=True, cwd=HERE)
    stamp.write_text(state, encoding="utf-8")
    return python


def require_venv() -> None:
    """Debian and Ubuntu package it apart from Python."""
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        sys.exit(
            f"{sys.executable} has no ensurepip, which `venv` needs; "
            f"on Debian and Ubuntu: `sudo apt-get install python{version}-venv`"
        )


def fingerprint(wanted: Sequence[Word]) -> str:
    """What an environment was made from: this Python, pyproject.toml, the built wheel."""
    digest = hashlib.sha256(f"{sys.executable} {sys.version} {[*map(str, wanted)]}".encode())
    digest.update((HERE / "pyproject.toml").read_bytes())
    for word in map(str, wanted):
        if word.endswith(".whl"):
            digest.update(Path(word).read_bytes())
    return digest.hexdigest()


def step(title: str, command: Sequence[Word]) -> int:
    """Run one step of the tests, saying which, how it ended and how long it took."""
    print(f"-- {title}", flush=True)
    begun = time.monotonic()
    code = call(command)
    if title != "tests" or code != 0:
        ending = "ok" if code == 0 else f"exit code {code}"
        print(f"-- {title}: {ending}, {time.monotonic() - begun:.0f} s", flush=True)
    return code


def call(command: Sequence[Word]) -> int:
    """The exit code of a command that runs at the root of the checkout, its caches in .dev."""
    caches = {
        "MYPY_CACHE_DIR": str(MADE / "cache" / "mypy"),
        "RUFF_CACHE_DIR": str(MADE / "cache" / "ruff"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(MADE / "cache" / "hypothesis"),
    }
    words = [str(word) for word in command]
    return subprocess.run(words, check=False, cwd=HERE, env={**os.environ, **caches}).returncode


JOBS = {
    "run": run,
    "test": test,
    "faults": faults,
    "heavy": heavy,
    "bench": bench,
    "resolver": resolver,
    "scaling": scaling,
    "picture": picture,
    "screenshot": screenshot,
    "zipapp": zipapp,
    "clean": clean,
}

if __name__ == "__main__":
    sys.exit(main())
