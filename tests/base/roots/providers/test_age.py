"""The root as an age identity."""

import pyrage
import pytest

import root_contract
from desvelo.base.roots import root as roots
from desvelo.base.roots.root import RootUnavailable
from desvelo.kernel.sealing import context
from desvelo.kernel.sealing.errors import NotReadable


def identity(folder, name: str) -> str:
    """Write an identity as ``age-keygen`` does."""
    made = pyrage.x25519.Identity.generate()
    path = folder / name
    path.write_text(f"# created: 2026-11-26T12:00:00Z\n# public key: {made.to_public()}\n{made}\n")
    return f"age:{path}"


def test_it_keeps_the_word_of_a_root(tmp_path):
    root_contract.holds(identity(tmp_path, "a"), identity(tmp_path, "b"), tmp_path)


def test_what_anybody_closed_to_the_public_half_is_no_key_of_ours(tmp_path):
    """The attack: age closes to a public key, so whoever has it and the folder would slip in a key they know."""
    place = identity(tmp_path, "a")
    root = roots.of(place, tmp_path)
    public = next(line for line in (tmp_path / "a").read_text().split() if line.startswith("age1"))
    recipient = pyrage.x25519.Recipient.from_str(public)
    forged = pyrage.encrypt(context.encode(b"epoch", b"k" * 32, b"m" * 32), [recipient])

    assert pyrage.decrypt(forged, [root._identity()[0]]) == context.encode(b"epoch", b"k" * 32, b"m" * 32)
    with pytest.raises(NotReadable):
        root.unwrap(b"epoch", forged)


def test_its_description_and_fingerprint_hold_nothing_of_the_identity(tmp_path):
    root = roots.of(identity(tmp_path, "a"), tmp_path)
    secret = (tmp_path / "a").read_text().split()[-1]

    assert root.describe() == f"age:{tmp_path / 'a'}"
    assert secret not in f"{root.describe()} {root.fingerprint().hex()} {root.__dict__.get('_path')}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "no_such_file"), ("# nothing\n", "no_identity"), ("AGE-SECRET-KEY-1QQQ\n", "no_identity")],
)
def test_a_file_without_an_identity_is_named(tmp_path, content, reason):
    if content is not None:
        (tmp_path / "a").write_text(content)

    with pytest.raises(RootUnavailable) as refused:
        roots.of(f"age:{tmp_path / 'a'}", tmp_path).make()

    assert refused.value.params["reason"] == reason
    assert "QQQ" not in str(refused.value)
