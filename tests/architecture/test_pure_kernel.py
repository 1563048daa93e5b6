"""The kernel reads no clock, no environment, no file and no chance; it runs where there is no Django."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

CLOCKS = {"now", "utcnow", "today", "monotonic", "perf_counter", "time_ns"}
REFUSED_NAMES = {
    "os.environ",
    "os.environb",
    "os.getenv",
    "random.random",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid4",
    "uuid1",
}
REFUSED_CALLS = {"open", "input", "print", "breakpoint", "eval", "exec"}
REFUSED_MODULES = {"random", "secrets", "time", "socket"}


def impurities(name: str, module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        said = ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""
        if said in REFUSED_NAMES:
            yield f"{name}: {said}"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in REFUSED_CALLS or (isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS):
                yield f"{name}: {called}()"
        if isinstance(node, ast.Import | ast.ImportFrom):
            source = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
            if str(source).split(".")[0] in REFUSED_MODULES:
                yield f"{name}: import {source}"


def in_kernel(tree) -> list[str]:
    kernel = {name: module for name, module in tree.items() if name.startswith("desvelo.kernel")}
    return [found for name, module in kernel.items() for found in impurities(name, module)]


def test_the_kernel_is_pure(tree):
    assert in_kernel(tree) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("x = datetime.now(UTC)", "datetime.now()"),
        ("x = datetime.datetime.now()", "datetime.datetime.now()"),
        ("x = datetime.utcnow()", "datetime.utcnow()"),
        ("x = date.today()", "date.today()"),
        ("x = timezone.now()", "timezone.now()"),
        ("import time", "import time"),
        ("from time import time", "import time"),
        ("x = clock.monotonic()", "clock.monotonic()"),
        ("x = os.environ['A']", "os.environ"),
        ("x = os.getenv('A')", "os.getenv"),
        ("def f(x=os.environ): ...", "os.environ"),
        ("x = uuid4()", "uuid4"),
        ("import random", "import random"),
        ("from secrets import token_bytes", "import secrets"),
        ("x = open('/etc/hostname')", "open()"),
    ],
)
def test_a_clock_the_environment_chance_or_a_file_is_caught(grown, line, found):
    assert in_kernel(grown({"desvelo.kernel.injected": line}))[-1:] == [f"desvelo.kernel.injected: {found}"]


@pytest.mark.parametrize(
    "line", ["def f(now): return now", "x = due.now", "x = os.urandom(24)", "def f(at): return at.time()"]
)
def test_a_time_or_salt_that_is_handed_in_is_not(grown, line):
    assert in_kernel(grown({"desvelo.kernel.injected": line})) == []


WITHOUT_DJANGO = """
import importlib, pkgutil, sys
for name in ("django", "psycopg", "httpx", "granian"):
    sys.modules[name] = None
import desvelo.kernel
for found in pkgutil.walk_packages(desvelo.kernel.__path__, "desvelo.kernel."):
    importlib.import_module(found.name)
"""


def test_every_module_of_the_kernel_imports_where_there_is_no_framework():
    ended = subprocess.run([sys.executable, "-c", WITHOUT_DJANGO], capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr


def test_the_tests_of_the_kernel_know_no_django_and_no_database(root):
    refused = {"django", "psycopg", "pytest_django"}
    found = [
        str(path.relative_to(root))
        for path in (root / "tests" / "kernel").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for source in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if str(source).split(".")[0] in refused
    ]

    assert found == []
