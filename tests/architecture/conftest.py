"""The tree as the rules see it: every module of the product, parsed once."""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Tree = Mapping[str, ast.Module]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def tree() -> Tree:
    """Every module by its dotted name."""
    paths = (ROOT / "src" / "desvelo").rglob("*.py")
    return {module_name(path): ast.parse(path.read_text(), str(path)) for path in sorted(paths)}


@pytest.fixture(scope="session")
def grown(tree):
    """Grow a tree by modules given as ``{"desvelo.kernel.new": "source"}``: the injected violation.

    The tree has every module by its name, so that imports resolve, but only the app configurations have anything in
    them: what is found in it was injected.
    """
    empty = ast.parse("")
    names = {name: module if name.endswith(".apps") else empty for name, module in tree.items()}

    def grow(sources: Mapping[str, str]) -> Tree:
        return names | {name: ast.parse(source) for name, source in sources.items()}

    return grow
