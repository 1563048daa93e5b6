"""Each row of docs/asvs.md names tests that exist, so that what we claim cannot outlive its proof."""

import ast
import re
from pathlib import Path

import pytest

TEST = re.compile(r"`(tests/[^`:]+\.py)::([^`]+)`")
ROW = re.compile(r"^\| (v5\.0\.0-\d+\.\d+\.\d+) \| ([123]) \| [^|]+ \| (.+) \|$", re.MULTILINE)


def missing(root: Path, page: str) -> list[str]:
    """List what the page names and the tree does not have."""
    return [f"{file}::{name}" for file, name in TEST.findall(page) if name not in functions(root / file)]


def functions(path: Path) -> set[str]:
    if not path.exists():
        return set()
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


@pytest.fixture(scope="module")
def page(root) -> str:
    return (root / "docs" / "asvs.md").read_text()


def test_every_test_named_by_a_row_exists(root, page):
    assert missing(root, page) == []


def test_every_row_names_a_test_and_no_requirement_stands_twice(page):
    rows = ROW.findall(page)

    assert len(rows) == page.count("\n| v5.0.0-")
    assert [number for number, _, tests in rows if not TEST.search(tests)] == []
    assert len({number for number, _, _ in rows}) == len(rows)


@pytest.mark.parametrize("named", ["tests/base/test_logs.py::test_nothing_of_the_kind", "tests/nowhere.py::test_a"])
def test_a_row_without_its_proof_is_caught(root, named):
    assert missing(root, f"| v5.0.0-1.1.1 | 1 | x | `{named}` |") == [named]
