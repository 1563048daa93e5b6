"""A copy of the keys for one officer, and the proof that it and a backup bring everything back."""

import argparse
import io
import json
import tarfile
from pathlib import Path

import pyrage
import pytest

import started
from desvelo.base.config.parse import Config
from desvelo.base.keyring import Keyring
from desvelo.config.backup import escrow
from desvelo.config.backup.errors import EscrowClosed, NeedsExtra, RootElsewhere


@pytest.fixture
def officer(tmp_path: Path) -> tuple[str, Path]:
    """Return the recipient and the identity's file."""
    return identity_in(tmp_path / "officer.txt")


def identity_in(path: Path) -> tuple[str, Path]:
    identity = pyrage.x25519.Identity.generate()
    path.write_text(f"# made for a test\n{identity}\n")
    return str(identity.to_public()), path


def written(keys: Path, out: Path, recipient: str) -> int:
    return escrow.write(argparse.Namespace(out=out, recipient=recipient), Config(data=keys.parent))


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    ring = Keyring(tmp_path / "other" / "keys")
    ring.create()
    return ring


def test_a_copy_opens_for_its_officer_alone_and_is_the_whole_keyring_without_intake(ring, officer, tmp_path):
    recipient, identity = officer
    _, other = identity_in(tmp_path / "other.txt")
    out = tmp_path / "copy.age"

    assert written(ring.folder, out, recipient) == 0

    with pytest.raises(EscrowClosed):
        escrow.unpack(out, other, tmp_path / "stolen")
    assert not (tmp_path / "stolen").exists()
    escrow.unpack(out, identity, tmp_path / "back")
    back = Keyring(tmp_path / "back")
    assert back.copy_code() == ring.copy_code()
    assert list(back.intake_ids()) == []
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "back").rglob("*.key")} == {0o400}
    assert out.stat().st_mode & 0o777 == 0o600
    assert not any(path.read_bytes() in out.read_bytes() for path in ring.folder.rglob("*.key"))


def test_what_cannot_be_written_or_is_no_recipient_is_refused_and_leaves_nothing(ring, officer, tmp_path, capsys):
    recipient, _ = officer
    out = tmp_path / "copy.age"
    for where, to in (
        (ring.folder.parent / "x.age", recipient),
        (out, "age1nobody"),
        (tmp_path / "no/x.age", recipient),
    ):
        assert written(ring.folder, where, to) == 1
    out.write_text("before")
    assert written(ring.folder, out, recipient) == 1

    assert out.read_text() == "before"
    assert sorted(path.name for path in tmp_path.rglob("*age*")) == ["copy.age"]
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_a_keyring_whose_root_is_elsewhere_is_not_copied(ring, tmp_path, monkeypatch):
    monkeypatch.setattr(Keyring, "exists", True)
    (ring.folder / "root.key").unlink()

    with pytest.raises(RootElsewhere):
        escrow.pack(ring.folder)


@pytest.mark.parametrize("name", ["../root.key", "/x.key", "intake/aa.key", "service/../../x.key", "epoch/1.key"])
def test_an_archive_that_names_another_place_is_refused(ring, officer, tmp_path, name):
    recipient, identity = officer
    packed = io.BytesIO(escrow.pack(ring.folder))
    with tarfile.open(fileobj=packed, mode="a") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = 3
        archive.addfile(entry, io.BytesIO(b"abc"))
    (tmp_path / "bad.age").write_bytes(pyrage.encrypt(packed.getvalue(), [pyrage.x25519.Recipient.from_str(recipient)]))

    with pytest.raises(EscrowClosed):
        escrow.unpack(tmp_path / "bad.age", identity, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_each_byte_class_of_a_copy_that_was_changed_is_refused(ring, officer, tmp_path):
    recipient, identity = officer
    out = tmp_path / "copy.age"
    written(ring.folder, out, recipient)
    whole = out.read_bytes()
    for at in (0, 30, len(whole) // 2, len(whole) - 1):
        out.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(EscrowClosed):
            escrow.unpack(out, identity, tmp_path / "back")
    out.write_bytes(whole[:-20])
    with pytest.raises(EscrowClosed):
        escrow.unpack(out, identity, tmp_path / "back")


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch, ring, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "pyrage", None)

    with pytest.raises(NeedsExtra):
        escrow.unpack(tmp_path, tmp_path, tmp_path)


def test_a_drill_brings_everything_back_says_how_long_it_took_and_leaves_nothing(living, officer, tmp_path):
    recipient, identity = officer
    found, out = living.back_up(), tmp_path / "copy.age"
    assert written(living.data / "keys", out, recipient) == 0
    with started.folder() as around:
        answer = started.run("keys", "drill", str(found), str(out), "--identity", str(identity), data=around / "drill")

        assert answer.returncode == 0, answer.stderr
        assert [*around.rglob("*.key")] == []
    told = json.loads(answer.stdout)
    assert told["values_opened"] >= 10
    assert 0 < told["seconds"] < 120
    assert living.problems(found) == []


def test_a_drill_with_the_keys_of_another_installation_is_refused_and_leaves_nothing(living, ring, officer, tmp_path):
    recipient, identity = officer
    out = tmp_path / "copy.age"
    written(ring.folder, out, recipient)
    found = living.back_up()
    with started.folder() as around:
        answer = started.run(
            "keys",
            "drill",
            str(found),
            str(out),
            "--identity",
            str(identity),
            data=around / "drill",
            LANG="en_GB.UTF-8",
        )

        assert answer.returncode == 1
        assert "was sealed with other keys" in answer.stderr
        assert [path for path in around.rglob("*") if path.is_file()] == []
