"""The contracts of ``.importlinter`` hold, and each of them catches the import it is there for."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    only = ["--contract", contract] if contract else []
    return subprocess.run(
        [LINT, "--no-logo", "--config", folder / ".importlinter", "--cache-dir", folder / ".cache", *only],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copied(root, tmp_path_factory) -> Path:
    """A copy of the tree, made once; what each test spoils in it is put back."""
    folder = tmp_path_factory.mktemp("copied")
    ignored = shutil.ignore_patterns("__pycache__", "static", "templates", "locale")
    shutil.copytree(root / "src" / "desvelo", folder / "src" / "desvelo", ignore=ignored)
    shutil.copy(root / ".importlinter", folder)
    return folder


@pytest.fixture
def copy(copied) -> Iterator[Callable[[str, str], Path]]:
    """Add lines to a file of the copy, for this test only."""
    with contextlib.ExitStack() as stack:

        def spoil(file: str, lines: str) -> Path:
            path = copied / "src" / "desvelo" / file
            before = path.read_bytes() if path.exists() else None
            stack.callback(lambda: path.unlink() if before is None else path.write_bytes(before))
            path.write_text((before or b"").decode() + f"\n{lines}\n")
            return copied

        yield spoil


def test_the_contracts_hold(copied):
    result = lint(copied)

    assert result.returncode == 0, result.stdout + result.stderr


# contract, the file that is added, the import written into it, the importer and imported named by the report
VIOLATIONS = [
    ("tiers", "kernel/injected.py", "import desvelo.base.ids"),
    ("tiers", "base/injected.py", "from desvelo.guards.audit import actions"),
    ("tiers", "guards/injected.py", "from desvelo.service.channel import events"),
    ("tiers", "service/injected.py", "import desvelo.config.cli"),
    ("guards", "guards/audit/injected.py", "from desvelo.guards.access import gate"),
    ("guards", "guards/access/injected.py", "from desvelo.guards.vault import actions"),
    ("service", "service/channel/injected.py", "from desvelo.service.desk import actions"),
    ("kernel", "kernel/injected.py", "from django.utils import timezone"),
    ("kernel", "kernel/injected.py", "import psycopg"),
    ("kernel", "kernel/injected.py", "import httpx"),
    ("kernel", "kernel/detection/injected.py", "import time"),
    ("sandbox-knows-nothing", "sandbox/injected.py", "from desvelo.kernel.whatsapp import signature"),
    ("sandbox-is-known-by-config", "edges/injected.py", "import desvelo.sandbox.app"),
    ("sandbox-is-known-by-config", "base/injected.py", "from desvelo.sandbox import app"),
    ("plaintext", "service/desk/injected.py", "from desvelo.kernel.sealing.plaintext import Plaintext"),
    ("plaintext", "kernel/injected.py", "from desvelo.kernel.sealing import plaintext"),
    ("plaintext", "service/channel/door.py", "import desvelo.kernel.sealing.plaintext"),
]


@pytest.mark.parametrize(("contract", "file", "line"), VIOLATIONS)
def test_an_import_that_breaks_a_contract_is_caught(copy, contract, file, line):
    result = lint(copy(file, line), contract)

    assert result.returncode == 1
    assert f"desvelo.{file[:-3].replace('/', '.')}" in result.stdout
    assert "1 broken" in result.stdout


@pytest.mark.parametrize(
    "hidden",
    [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import desvelo.base.ids",
        "def f():\n    from desvelo.base import ids",
    ],
)
def test_an_import_hidden_inside_a_function_or_for_type_checking_is_caught(copy, hidden):
    result = lint(copy("kernel/injected.py", hidden), "tiers")

    assert "desvelo.kernel.injected -> desvelo.base.ids" in result.stdout
