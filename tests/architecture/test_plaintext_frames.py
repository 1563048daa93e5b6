"""``Plaintext`` is named in three frames only, and not handed on from one of them under its own name.

The list of frames is the one in ``.importlinter``; the contract there sees the module, this sees the name.
"""

import ast
import configparser

import pytest

HOME = "desvelo.kernel.sealing"


@pytest.fixture(scope="module")
def frames(root) -> tuple[str, ...]:
    contracts = configparser.ConfigParser()
    contracts.read(root / ".importlinter")
    return tuple(contracts["importlinter:contract:plaintext"]["allowed_importers"].split())


def namers(tree, frames) -> list[str]:
    """List the modules that name Plaintext and are neither its home nor one of the frames."""
    return [
        name
        for name, module in tree.items()
        if not any(name == frame or name.startswith(f"{frame}.") for frame in (*frames, HOME))
        and any(names_it(node) for node in ast.walk(module))
    ]


def names_it(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return any(alias.name == "Plaintext" for alias in node.names)
    return getattr(node, "id", None) == "Plaintext" or getattr(node, "attr", None) == "Plaintext"


def test_there_are_three_frames(frames):
    assert len(frames) == 3


def test_plaintext_is_named_nowhere_else(tree, frames):
    assert namers(tree, frames) == []


@pytest.mark.parametrize(
    "line",
    [
        "from desvelo.guards.vault.actions import Plaintext",
        "from desvelo.guards.vault.actions import Plaintext as P",
        "from desvelo.guards.vault import actions\ndef f(x: actions.Plaintext): ...",
        "x = isinstance(y, Plaintext)",
    ],
)
def test_naming_it_elsewhere_is_caught(grown, frames, line):
    assert namers(grown({"desvelo.service.desk.injected": line}), frames) == ["desvelo.service.desk.injected"]
