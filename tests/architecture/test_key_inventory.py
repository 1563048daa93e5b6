"""The table of keys and algorithms is what the code does: whatever is new or gone fails until it stands there."""

import ast
import importlib.util
import re

import pytest

from desvelo.base.inventory import ALGORITHMS, KEYS
from desvelo.base.keyring import SERVICES, Keyring

LIBRARIES = {
    "argon2", "boto3", "cryptography", "fido2", "hashlib", "hmac", "joserfc", "pyrage", "secrets", "signxml", "ssl",
}  # fmt: skip
WHOLE = {"fido2", "joserfc", "signxml"}  # reached as one: what it parses and checks is one algorithm of the table
NAMED_HASH = {"hmac.digest", "hmac.new", "hashlib.new", "hashlib.file_digest", "hashlib.pbkdf2_hmac"}
OPENS = {"epoch": "epoch", "intake_private": "intake"}


def used(tree) -> set[str]:
    """Name everything of a cryptographic library that the product imports or reaches for."""
    return {
        name for module, parsed in tree.items() if not module.startswith("desvelo.sandbox") for name in names(parsed)
    }


def names(parsed: ast.Module) -> set[str]:
    known, found = {}, set()
    for node in ast.walk(parsed):
        if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] in LIBRARIES:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            known |= {
                alias.asname or alias.name.split(".")[0]: alias.name
                for alias in node.names
                if alias.name.split(".")[0] in LIBRARIES
            }
    for node in ast.walk(parsed):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            whole = f"{known.get(node.value.id, node.value.id)}.{node.attr}"
            if whole == "os.urandom" or (node.value.id in known and is_telling(known[node.value.id], node.attr)):
                found.add(whole)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in NAMED_HASH:
            said = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            found |= {f"{ast.unparse(node.func)}({each})" for each in said}
    return {name.split(".")[0] if name.split(".")[0] in WHOLE else name for name in found if not is_failure(name)}


def is_telling(source: str, attribute: str) -> bool:
    """Tell a function of a module, or a choice such as ``KEM.X25519``, from a method of a class."""
    return source in LIBRARIES or attribute.isupper()


def is_failure(name: str) -> bool:
    return ".exceptions." in name or name.endswith("Error")


def openers(tree) -> dict[str, set[str]]:
    """Say which modules take which key out of the ring."""
    found: dict[str, set[str]] = {}
    for module, parsed in tree.items():
        for node in ast.walk(parsed):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            method, first = node.func.attr, node.args[0] if node.args else None
            if method == "service" and isinstance(first, ast.Constant):
                found.setdefault(f"service/{first.value}", set()).add(module)
            elif method in OPENS:
                found.setdefault(OPENS[method], set()).add(module)
            elif method in {"wrap", "unwrap"} and "root" in ast.unparse(node.func.value):
                found.setdefault("root", set()).add(module)
    return found


@pytest.fixture(scope="module")
def in_use(tree) -> set[str]:
    """What the product uses: a walk over all of it, so once."""
    return used(tree)


@pytest.mark.asvs("11.1.3")
def test_every_use_of_cryptography_stands_in_the_table_and_nothing_else(in_use):
    listed = [name for each in ALGORITHMS for name in each.names]

    assert sorted(listed) == sorted(set(listed))
    assert in_use == set(listed)


@pytest.mark.asvs("11.1.3")
@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305",
         "cryptography.hazmat.primitives.ciphers.aead.ChaCha20Poly1305"),
        ("import hashlib\nx = hashlib.md5(b'')", "hashlib.md5"),
        ("from hashlib import sha1", "hashlib.sha1"),
        ("import hmac\nx = hmac.digest(k, m, 'sha1')", "hmac.digest(sha1)"),
        ("from cryptography.hazmat.primitives.hpke import KEM\nx = KEM.P256",
         "cryptography.hazmat.primitives.hpke.KEM.P256"),
        ("from argon2 import Type\nx = Type.I", "argon2.Type.I"),
        ("def f():\n    import ssl\n    return ssl.wrap_socket", "ssl.wrap_socket"),
    ],
)  # fmt: skip
def test_a_new_algorithm_is_caught(in_use, grown, line, found):
    assert used(grown({"desvelo.service.injected": line})) - in_use == {found}


@pytest.mark.asvs("9.2.4", "11.1.2")
def test_every_key_is_opened_where_the_table_says_and_nowhere_else(tree):
    listed = {each.name: set(each.opened_in) for each in KEYS if each.opened_in}

    assert openers(tree) == listed


@pytest.mark.parametrize(
    ("line", "key"),
    [("ring().service('index')", "service/index"), ("keyring(x).service('links')", "service/links"),
     ("ring().epoch(3)", "epoch"), ("ring.intake_private(x)", "intake"), ("self.root.unwrap(p, w)", "root")],
)  # fmt: skip
def test_a_key_opened_elsewhere_is_caught(grown, line, key):
    assert "desvelo.service.injected" in openers(grown({"desvelo.service.injected": line}))[key]


@pytest.mark.asvs("11.1.2")
def test_every_key_that_a_ring_makes_stands_in_the_table(tmp_path):
    ring = Keyring(tmp_path / "keys")
    ring.create()
    made = {str(path.relative_to(ring.folder).with_suffix("")) for path in ring.folder.rglob("*.key")}

    kinds = {re.sub(r"^(epoch|intake)/.*", r"\1", each) for each in made}

    assert kinds == {each.name for each in KEYS} - {"contact", "record", "batch"}
    assert {each.name for each in KEYS if each.name.startswith("service/")} == {f"service/{name}" for name in SERVICES}


@pytest.mark.asvs("11.1.1")
def test_every_line_of_the_table_says_all_of_it():
    fields = ("name", "kind", "owner", "purpose", "lies", "period", "never")

    assert [each.name for each in KEYS if not all(getattr(each, field) for field in fields)] == []
    assert [each.name for each in ALGORITHMS if not (each.purpose and each.standing and each.names)] == []


@pytest.mark.asvs("11.1.2", "11.1.4")
def test_the_page_is_current(root):
    spec = importlib.util.spec_from_file_location("make_keys_page", root / "scripts/make_keys_page.py")
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)

    assert (root / "docs/keys.md").read_text(encoding="utf-8") == maker.page(), "run scripts/make_keys_page.py"
