"""Requests leave through ``base/http`` alone, and nothing in the tree runs text as code or believes unsigned TLS."""

import ast
from collections.abc import Iterator

import pytest

CLIENTS = {"httpx", "httpcore", "requests", "aiohttp", "urllib3", "smtplib", "ftplib", "telnetlib", "xmlrpc"}
CLIENT_MODULES = {"urllib.request", "http.client"}
# Who may, and why.
ADMITTED = {
    "desvelo.base.http",  # the guarded client itself
    "desvelo.config.up",  # asks its own children whether they are ready
    "desvelo.config.demo",  # plays the customer: speaks to the sandbox on loopback, and only in the demo
    "desvelo.config.bridge",  # from the edge to the web process over a unix socket of ours
    "desvelo.sandbox",  # a stand-in for Meta, a program of its own
}
DANGEROUS_MODULES = {"pickle", "marshal", "shelve", "dill", "code", "codeop"}
OTHER_COMPILERS = {"re", "typst"}  # of patterns, and of pages: what comes from outside enters those as JSON (0032)
DANGEROUS_CALLS = {"eval", "exec", "compile", "mark_safe", "_create_unverified_context"}
DANGEROUS_NAMES = {"CERT_NONE"}


def sources(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(name: str, folders: set[str]) -> bool:
    return any(name == folder or name.startswith(f"{folder}.") for folder in folders)


def ways_out(tree) -> list[str]:
    return [
        f"{name}: {source}"
        for name, module in tree.items()
        if not is_in(name, ADMITTED)
        for source in sources(module)
        if source.split(".")[0] in CLIENTS or is_in(source, CLIENT_MODULES)
    ]


def dangers(tree) -> list[str]:
    found = []
    for name, module in tree.items():
        found += [f"{name}: {source}" for source in sources(module) if source.split(".")[0] in DANGEROUS_MODULES]
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                method = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in OTHER_COMPILERS
                if called in DANGEROUS_CALLS and not method:
                    found.append(f"{name}: {called}()")
                found += [
                    f"{name}: {word.arg}"
                    for word in node.keywords
                    if ast.unparse(word) in {"shell=True", "verify=False"}
                ]
            elif isinstance(node, ast.Attribute) and node.attr in DANGEROUS_NAMES:
                found.append(f"{name}: {node.attr}")
    return found


@pytest.mark.asvs("13.2.4")
def test_requests_leave_through_one_client(tree):
    assert ways_out(tree) == []


@pytest.mark.parametrize(
    "line",
    ["import httpx", "from httpx import Client", "import urllib.request", "from urllib import request",
     "from urllib.request import urlopen", "import http.client", "from http.client import HTTPConnection",
     "def f():\n    import requests"],
)  # fmt: skip
def test_another_client_is_caught(grown, line):
    assert len(ways_out(grown({"desvelo.service.injected": line}))) == 1


@pytest.mark.parametrize("line", ["from http import HTTPStatus", "from urllib.parse import quote", "import socket"])
def test_reading_a_url_or_a_status_is_not(grown, line):
    assert ways_out(grown({"desvelo.service.injected": line})) == []


@pytest.mark.asvs("1.3.2", "1.5.2")
def test_nothing_runs_text_as_code_or_skips_certificates(tree):
    assert dangers(tree) == []


@pytest.mark.parametrize(
    "line",
    ["import pickle", "from marshal import loads", "eval('1')", "exec(x)", "compile(x, y, z)", "mark_safe(x)",
     "safestring.mark_safe(x)", "subprocess.run(x, shell=True)", "httpx.get(x, verify=False)", "y = ssl.CERT_NONE"],
)  # fmt: skip
def test_a_dangerous_line_is_caught(grown, line):
    assert len(dangers(grown({"desvelo.injected": line}))) == 1


@pytest.mark.parametrize("line", ["re.compile(x)", "typst.compile(x)", "subprocess.run(x)", "x = code"])
def test_a_harmless_line_is_not(grown, line):
    assert dangers(grown({"desvelo.injected": line})) == []
