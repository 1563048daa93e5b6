"""Every call of the gate has a test that fails without it: ``tests/support/gates.json`` names it, ``make gates`` tries.

Here: no call is missing from the table, and every test named there exists.
"""

import json
from pathlib import Path

import pytest

import gates

TABLE = Path(gates.__file__).with_name("gates.json")
HOW = "find a test that fails without this call, write it into tests/support/gates.json, and run make gates"


@pytest.fixture(scope="module")
def table() -> dict[str, str]:
    read: dict[str, str] = json.loads(TABLE.read_text())
    return read


def test_no_call_of_the_gate_is_without_its_test(table):
    assert sorted({site.name for site in gates.sites()} ^ set(table)) == [], HOW


def test_every_test_it_names_exists(root, table):
    files = {proof.partition("::")[0] for proof in table.values()}
    text = {file: (root / file).read_text() for file in files}

    named = [proof.partition("[")[0].split("::") for proof in table.values()]
    assert [f"{file}::{name}" for file, name in named if f"def {name}(" not in text[file]] == []


def test_a_call_is_named_by_where_it_stands(tmp_path):
    (tmp_path / "a.py").write_text(
        "def f(a):\n    gate.require(a, 1)\n    def g():\n        gate.deny(a)\n    gate.require_proof(a)\n"
    )

    assert [(site.name, site.call, site.first) for site in gates.sites(tmp_path)] == [
        ("a.py::f#1", "require", 2),
        ("a.py::f#2", "require_proof", 5),
        ("a.py::f.g#1", "deny", 4),
    ]
