"""One new file, one new test of the same name: a unit that registers itself is proved by a file called after it."""

import ast

import pytest

# Folders whose files register themselves; a folder that does not exist yet asks for nothing.
UNITS = [
    "kernel/detection/detectors",
    "kernel/clocks/regimes",
    "service/channel/providers",
    "base/roots/providers",
    "duties/rights/kinds",
    "duties/assurance/reports",
    "duties/assurance/checks",
]


def units(root, folder: str) -> list[str]:
    return sorted(path.stem for path in (root / "src/desvelo" / folder).glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("folder", UNITS)
def test_every_unit_has_a_test_of_its_name(root, folder):
    tests = {path.stem for path in (root / "tests" / folder).glob("test_*.py")}

    assert [unit for unit in units(root, folder) if f"test_{unit}" not in tests] == []


@pytest.mark.parametrize("folder", UNITS)
def test_every_unit_says_where_its_rule_is_written(root, folder):
    docs = {
        unit: ast.get_docstring(ast.parse((root / "src/desvelo" / folder / f"{unit}.py").read_text())) or ""
        for unit in units(root, folder)
    }

    assert [unit for unit, doc in docs.items() if "Source" not in doc] == []


def test_there_are_units_to_prove(root):
    """Should the folder ever move, the tests above would pass by proving nothing."""
    assert units(root, UNITS[0])
