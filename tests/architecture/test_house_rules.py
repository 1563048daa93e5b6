"""Small rules that keep the tree readable; each shown a good line and a bad one."""

import ast
import re
from collections import Counter

import pytest

LONGEST_FILE = 430  # the style asks why above 400; the one file there is a single story (tests of the stream)
LONGEST_FUNCTION = 60
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.test.signals")
PROMISE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))")
TEXTS = {".py", ".html", ".css", ".js", ".sh", ".toml", ".yaml", ".po"}


def texts(root):
    """Every file people write, with its path: source, tests, scripts; not what is vendored, and not this file."""
    for folder in ("src", "tests", "scripts"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in TEXTS and "vendor" not in path.parts and path.name != "test_house_rules.py":
                yield path, path.read_text()


def signal_imports(tree) -> list[str]:
    found = []
    for name, module in tree.items():
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom):
                sources = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                sources = [alias.name for alias in node.names]
            else:
                continue
            found += [f"{name}: {source}" for source in sources if source.startswith(SIGNALS)]
    return found


def hidden_imports(tree) -> list[str]:
    """Imports inside a function or behind TYPE_CHECKING: both are upward imports in disguise, or cycles.

    ``config`` is left out: it sets Django up, and some modules can be imported only after that.
    """
    return [
        f"{name}:{node.lineno}"
        for name, module in tree.items()
        if not name.startswith("desvelo.config.")
        for node in ast.walk(module)
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in module.body
    ]


def long_functions(tree) -> list[str]:
    return [
        f"{name}.{node.name}"
        for name, module in tree.items()
        if ".migrations." not in name
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]


def shared_names(paths) -> list[str]:
    """Test files outside packages whose name another has too: pytest collects only one of them."""
    names = Counter(path.name for path in paths if not (path.parent / "__init__.py").exists())
    return sorted(name for name, times in names.items() if times > 1)


def test_no_two_test_files_share_a_name(root):
    assert shared_names((root / "tests").rglob("test_*.py")) == []


def test_a_shared_name_is_caught(tmp_path):
    for folder in ("one", "two", "package"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "test_same.py").touch()
    (tmp_path / "package" / "__init__.py").touch()
    assert shared_names(tmp_path.rglob("test_*.py")) == ["test_same.py"]


def test_nobody_uses_signals(tree):
    assert signal_imports(tree) == []


@pytest.mark.parametrize(
    "line",
    ["from django.dispatch import receiver", "from django.db.models.signals import post_save",
     "from django.db.models import signals", "import django.core.signals"],
)  # fmt: skip
def test_a_signal_is_caught(grown, line):
    assert len(signal_imports(grown({"desvelo.injected": line}))) == 1


def test_imports_stand_at_the_top(tree):
    assert hidden_imports(tree) == []


@pytest.mark.parametrize(
    "line", ["def f():\n    import a", "if TYPE_CHECKING:\n    from a import b", "try:\n    import a\nexcept E: ..."]
)
def test_an_import_elsewhere_is_caught(grown, line):
    assert set(hidden_imports(grown({"desvelo.injected": line}))) == {"desvelo.injected:2"}


def test_no_function_is_longer_than_a_screen(tree):
    assert long_functions(tree) == []


def test_no_file_is_longer_than_a_reader_has_patience(root):
    assert [
        str(path.relative_to(root))
        for path, text in texts(root)
        if path.suffix == ".py" and text.count("\n") > LONGEST_FILE
    ] == []


def test_every_promise_carries_the_number_of_its_issue(root):
    assert [str(path.relative_to(root)) for path, text in texts(root) if PROMISE.search(text)] == []


@pytest.mark.parametrize(
    ("line", "refused"), [("# TODO: later", True), ("# FIXME", True), ("# TODO(#12): x", False), ("mastodon", False)]
)
def test_a_promise_without_a_number_is_caught(line, refused):
    assert bool(PROMISE.search(line)) is refused
