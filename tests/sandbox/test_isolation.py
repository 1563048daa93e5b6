import ast
from pathlib import Path

import desvelo.sandbox

FILES = sorted(Path(desvelo.sandbox.__file__).parent.rglob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_the_stand_in_shares_no_code_with_what_it_stands_in_front_of():
    names = {name for path in FILES for name in imported(path)}

    assert [name for name in names if name.startswith("desvelo") and not name.startswith("desvelo.sandbox")] == []
    assert {name for name in names if name.split(".")[0] in {"django", "psycopg"}} == set()


def test_only_the_client_of_flows_endpoints_needs_a_cipher():
    users = [path.name for path in FILES if any(name.split(".")[0] == "cryptography" for name in imported(path))]

    assert users == ["flows.py"]
