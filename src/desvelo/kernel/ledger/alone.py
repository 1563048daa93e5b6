"""The one file that strangers run: the four parts of the outsider's reading, one behind the other.

The parts import each other by name; in one file those names stand there already, so these imports fall away, and the
rest are gathered at the top.  ``docs/verify_ledger.py`` is what comes out; a test holds the two together.

Source: security-design D7.7.
"""

import ast
from pathlib import Path

from desvelo.kernel.ledger import verify, verify_command, verify_proofs, verify_stamps

NAME = "verify_ledger.py"
_OURS = "desvelo."
_HEAD = '''"""Check a Desvelo log without trusting Desvelo: this one file, Python 3.11 and ``cryptography`` are enough.

    python3 verify_ledger.py ledger.jsonl --name desk.example/log --key <base64 of the 32-byte Ed25519 key>

The key and the name come from you, from where the company published them.  What each answer proves, and what it does
not, is in docs/verify.md.  Made from src/desvelo/kernel/ledger/verify*.py by src/desvelo/kernel/ledger/alone.py.
"""
'''
_FOOT = """

if __name__ == "__main__":
    sys.exit(main())
"""


def one_file() -> str:
    """Return the script."""
    sources = [
        Path(str(part.__file__)).read_text("utf-8") for part in (verify, verify_proofs, verify_stamps, verify_command)
    ]
    imports, parts = set[str](), list[str]()
    for source in sources:
        tree = ast.parse(source)
        _doc, *rest = tree.body
        for node in rest:
            if isinstance(node, ast.Import | ast.ImportFrom):
                imports |= _kept(node)
        start = next(node.lineno for node in rest if not isinstance(node, ast.Import | ast.ImportFrom))
        said = "\n".join(f"# {line}".rstrip() for line in str(ast.get_docstring(tree)).split("\n"))
        body = "\n".join(source.split("\n")[start - 1 :]).strip("\n")
        parts.append(f"\n# {'-' * 100}\n{said}\n\n{body}\n")
    return _HEAD + "\n" + "\n".join(sorted(imports)) + "\n" + "\n".join(parts) + _FOOT


def _kept(node: ast.Import | ast.ImportFrom) -> set[str]:
    """Return what stays of an import, one name to a line."""
    if isinstance(node, ast.Import):
        return {f"import {alias.name}" for alias in node.names}
    if str(node.module).startswith(_OURS):
        return set()
    return {f"from {node.module} import {alias.name}" for alias in node.names}
