"""A string for translation is a whole sentence with named places, never put together in code."""

import ast

import pytest

CALLS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "ngettext_noop",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
STRINGS_OF = {"ngettext": 2, "ngettext_lazy": 2, "ngettext_noop": 2, "pgettext": 2, "pgettext_lazy": 2, "npgettext": 3}


def pieced(tree) -> list[str]:
    found = []
    for name, module in tree.items():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and (called := ast.unparse(node.func).rsplit(".", 1)[-1]) in CALLS:
                strings = node.args[: STRINGS_OF.get(called, 1)]
                found += [
                    f"{name}:{node.lineno}" for one in strings if isinstance(one, ast.JoinedStr | ast.BinOp | ast.Call)
                ]
    return found


def test_no_translated_string_is_put_together(tree):
    assert pieced(tree) == []


@pytest.mark.parametrize(
    "line",
    ['_(f"Hello {name}")', '_("Hello " + name)', '_("Hello %s" % name)', '_("Hello {}".format(name))',
     'gettext_noop(f"x{y}")',
     'ngettext_noop("one", f"{n} many")', 'gettext_lazy(f"x{y}")',
     'ngettext("one", f"{n} many", n)', 'translation.gettext(f"x{y}")'],
)  # fmt: skip
def test_a_string_put_together_is_caught(grown, line):
    assert set(pieced(grown({"desvelo.injected": line}))) == {"desvelo.injected:1"}


@pytest.mark.parametrize(
    "line",
    ['_("Hello %(name)s") % {"name": name}', 'ngettext("one", "many", n + 1)', '_("Two " "halves")', 'other(f"x{y}")'],
)
def test_a_whole_sentence_is_not(grown, line):
    assert pieced(grown({"desvelo.injected": line})) == []
