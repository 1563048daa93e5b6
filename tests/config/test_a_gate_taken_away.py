"""A call of the gate that is taken away is seen by the test the table names, and not by one about something else.

``make gates`` does it for every call.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gates

SITE = "guards/access/account.py::remove_passkey#1"
ROOT = Path(__file__).parents[2]
ANOTHER = "tests/guards/access/test_own_passkeys.py::test_a_passkey_gets_another_name"


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize(("proof", "code"), [("", 0), (ANOTHER, 1)])
def test_it_is_seen_by_its_own_test_alone(tmp_path, proof, code):
    table = json.loads(Path(gates.__file__).with_name("gates.json").read_text())
    proof = proof or table[SITE]
    (tmp_path / "off.json").write_text(json.dumps({SITE: proof}))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "gates", proof.partition("[")[0]],
        cwd=ROOT,
        env={**environment, "GATES_OFF": str(tmp_path / "off.json")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == code, ran.stdout
    assert ("can be taken away" in ran.stdout) is bool(code)
