"""Where the product calls the gate, and a pytest plugin that takes one of these calls away for the time of a test.

``GATES_RECORD=FILE`` in the environment notes for each test at which calls it was refused.  ``GATES_OFF=FILE`` reads a
table of calls and the test each is proven by; then every such test runs with the call gone, and has to fail.

A call is named by file, function and which of the gate's calls in it: ``guards/vault/holding.py::hold#1``.
"""

import ast
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "desvelo"
CALLS = ("require", "require_proof", "require_in_team", "deny")


@dataclass(frozen=True, slots=True)
class Site:
    """One call of the gate, and the lines it stands on."""

    name: str
    call: str
    file: str
    first: int
    last: int


def sites(source: Path = SOURCE) -> list[Site]:
    """Return every call of the gate in the product."""
    return [site for path in sorted(source.rglob("*.py")) for site in _in_file(path, source)]


def _in_file(path: Path, source: Path) -> Iterator[Site]:
    text = path.read_text()
    if "gate" in text:
        yield from _in_body(ast.parse(text), "", path, path.relative_to(source).as_posix())


def _in_body(node: ast.AST, inside: str, path: Path, name: str) -> Iterator[Site]:
    here = [each for each in _of_this(node) if isinstance(each, ast.Call)]
    for place, call in enumerate(filter(_is_the_gates, here), start=1):
        at = f"{name}::{inside}#{place}"
        yield Site(at, _called(call), str(path), call.lineno, call.end_lineno or call.lineno)
    for each in _of_this(node):
        if isinstance(each, ast.FunctionDef | ast.ClassDef):
            yield from _in_body(each, f"{inside}.{each.name}".lstrip("."), path, name)


def _of_this(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is inside *node*, not what is inside a function or a class in it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield from _of_this(child)


def _is_the_gates(call: ast.Call) -> bool:
    function = call.func
    named = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "gate"
    return named and _called(call) in CALLS


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


class Watch:
    """Stands in front of the gate: knows who called, leaves one call out, notes refusals."""

    def __init__(self) -> None:
        self.off = ""
        self.refused: set[str] = set()
        self._by_file: dict[str, list[Site]] = {}
        for site in sites():
            self._by_file.setdefault(site.file, []).append(site)

    def stand(self) -> None:
        """Take the gate's place; for as long as this process lives."""
        from desvelo.guards.access import gate

        for name in CALLS:
            setattr(gate, name, self._before(getattr(gate, name)))

    def _before(self, real: Callable[..., None]) -> Callable[..., None]:
        def watched(*given: Any, **named: Any) -> None:
            frame = sys._getframe(1)
            at = self._site(frame.f_code.co_filename, frame.f_lineno)
            if at and at == self.off:
                return
            if real.__name__ == "deny":
                self.refused.add(at)
            try:
                real(*given, **named)
            except Exception:
                self.refused.add(at)
                raise

        return watched

    def _site(self, file: str, line: int) -> str:
        return next((s.name for s in self._by_file.get(file, ()) if s.first <= line <= s.last), "")


_watch: Watch | None = None


def _standing() -> Watch:
    global _watch  # noqa: PLW0603  one gate, one watch
    if _watch is None:
        _watch = Watch()
        _watch.stand()
    return _watch


def _proofs() -> dict[str, str]:
    proofs: dict[str, str] = json.loads(Path(os.environ["GATES_OFF"]).read_text())
    return proofs


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test once for each call that it proves."""
    if "GATES_OFF" in os.environ:
        test = f"{metafunc.definition.nodeid}"
        mine = sorted(site for site, proof in _proofs().items() if proof.split("[")[0] == test)
        metafunc.fixturenames.append("gate_off")
        metafunc.parametrize("gate_off", mine, ids=[f"without {site}" for site in mine], indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep of a test that runs with several values the one that proves the call."""
    if "GATES_OFF" not in os.environ:
        return
    proofs, there = _proofs(), {item.nodeid for item in items}
    lost = [f"{site}: {proof}" for site, proof in proofs.items() if there.isdisjoint(_names(site, proof))]
    if lost:
        raise pytest.UsageError("no such test any more for " + ", ".join(lost))
    wanted = {name for site, proof in proofs.items() for name in _names(site, proof)}
    left = [item for item in items if item.nodeid not in wanted]
    items[:] = [item for item in items if item.nodeid in wanted]
    config.hook.pytest_deselected(items=left)


def _names(site: str, proof: str) -> Iterator[str]:
    test, bracket, value = proof.partition("[")
    if not bracket:
        yield f"{test}[without {site}]"
        return
    yield f"{test}[without {site}-{value}"
    yield f"{test}[{value[:-1]}-without {site}]"


@pytest.fixture
def gate_off(request: pytest.FixtureRequest) -> str:
    """Name the call that is taken away."""
    name: str = request.param
    return name


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """Run the test's own body watched, or without a call of the gate, and then it has to fail."""
    watch = _standing()
    watch.refused.clear()
    watch.off = pyfuncitem.callspec.params.get("gate_off", "") if hasattr(pyfuncitem, "callspec") else ""
    try:
        done = yield
    except (Exception, pytest.fail.Exception):
        if watch.off:
            return True
        raise
    finally:
        was, watch.off = watch.off, ""
        if "GATES_RECORD" in os.environ and watch.refused - {""}:
            with Path(os.environ["GATES_RECORD"]).open("a") as notes:
                notes.write(json.dumps([pyfuncitem.nodeid, sorted(watch.refused - {""})]) + "\n")
    if was:
        pytest.fail(f"{was} can be taken away, and this test does not see it", pytrace=False)
    return done
