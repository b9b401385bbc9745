"""The direction of imports, read from the source: heads never import hands."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import tfinstall

ROOT = Path(tfinstall.__file__).parent
HEADS = ("matrix", "resolution", "diagnosis", "atlas", "export", "words", "effects")
HANDS = ("bundled", "places", "host", "index", "environment", "installer")
LEVELS = {
    "values": 0,
    "model": 0,
    **dict.fromkeys(HEADS, 1),
    **dict.fromkeys(HANDS, 2),
    "app": 3,
    "api": 4,
    "cli": 4,
    "__main__": 5,
}
WORLD = frozenset(
    [
        "os",
        "subprocess",
        "socket",
        "time",
        "tempfile",
        "shutil",
        "urllib",
        "requests",
        "pathlib",
        "threading",
    ]
)


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Absolute names that a module imports when it runs, not only for type checking."""
    names: set[str] = set()
    for node in Running().visited(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


class Running(ast.NodeVisitor):
    """All nodes outside `if TYPE_CHECKING:`."""

    def __init__(self) -> None:
        self.nodes: list[ast.AST] = []

    def visited(self, tree: ast.AST) -> list[ast.AST]:
        self.visit(tree)
        return self.nodes

    def generic_visit(self, node: ast.AST) -> None:
        self.nodes.append(node)
        super().generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
            self.generic_visit(node)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_rooms_below_it(path: Path) -> None:
    here = LEVELS.get(room(path))
    if here is None:
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "tfinstall" and len(parts) > 1 and parts[1] in LEVELS:
            assert LEVELS[parts[1]] <= here, f"{room(path)} imports {name}"


@pytest.mark.parametrize("head", HEADS)
def test_a_head_touches_nothing_of_the_world(head: str) -> None:
    files = [path for path in modules() if room(path) == head]
    assert files
    for path in files:
        touched = {name.split(".")[0] for name in imported(path)} & WORLD
        assert not touched, f"{path.name} imports {touched}"
