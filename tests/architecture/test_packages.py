"""Every folder is a package, and its ``__init__.py`` is its door plate: a docstring and nothing else."""

import ast

import pytest

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "services"}


def says_only_what_it_is(module: ast.Module) -> bool:
    return len(module.body) == 1 and bool(ast.get_docstring(module))


def plates(root) -> dict[str, ast.Module]:
    paths = sorted((root / "src" / "desvelo").rglob("__init__.py"))
    return {
        str(path.relative_to(root)): ast.parse(path.read_text()) for path in paths if path.parent.name != "migrations"
    }


def test_an_init_holds_its_docstring_and_nothing_else(root):
    assert [name for name, module in plates(root).items() if not says_only_what_it_is(module)] == []


@pytest.mark.parametrize("source", ["", "X = 1", '"""Doc."""\nfrom a import b', '"""Doc."""\n__all__ = []', "import a"])
def test_an_init_that_says_less_or_does_more_is_caught(source):
    assert not says_only_what_it_is(ast.parse(source))


def test_every_folder_with_modules_is_a_package(root):
    """The import contracts do not see a folder without ``__init__.py``."""
    folders = {path.parent for path in (root / "src" / "desvelo").rglob("*.py")}

    assert [str(folder.relative_to(root)) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_no_module_has_a_name_that_says_nothing(tree):
    assert [name for name in tree if name.rsplit(".", 1)[-1] in VAGUE] == []
