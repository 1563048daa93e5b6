"""What an earlier version wrote, every later one opens: each folder of ``tests/fixtures/formats`` is one stored format.

Source: decision 0046.
"""

import importlib.util
import json
import shutil
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

import restored
import started
from desvelo.base.backups import layout
from desvelo.base.backups.manifest import FORMAT, Manifest
from desvelo.base.config.parse import Config
from desvelo.base.keyring import Keyring
from desvelo.config.backup import choosing, escrow, restoring
from desvelo.config.backup.restoring import Wanted

ROOT = Path(__file__).parents[3]
FORMATS = ROOT / "tests/fixtures/formats"
FROZEN = {"1": "f66a151c9c29883616535a75b0c8cc6cc35ad13ed90ae7f66c80624448515d20"}
"""The SHA-256 of each index.  A line is added with a new format and never changed."""
LARGEST_BYTES = 300_000


def index_of(folder: Path) -> str:
    spec = importlib.util.spec_from_file_location("make_format_fixture", ROOT / "scripts/make_format_fixture.py")
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    return maker.index(folder)


def differing(folder: Path, frozen: str) -> bool:
    index = (folder / "SHA256SUMS").read_bytes()
    return sha256(index).hexdigest() != frozen or index_of(folder).encode() != index


def test_each_format_there_was_is_here_and_the_one_of_now_is_among_them():
    assert sorted(path.name for path in FORMATS.iterdir()) == sorted(FROZEN)
    assert str(FORMAT) in FROZEN


@pytest.mark.parametrize("version", FROZEN)
def test_nobody_made_it_anew(version, tmp_path):
    folder = FORMATS / version
    assert not differing(folder, FROZEN[version])
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < LARGEST_BYTES

    for change in ("keys/root.key", "expected.json"):  # so a change would be seen, with or without its index
        copy = tmp_path / change.replace("/", "-")
        shutil.copytree(folder, copy)
        (copy / change).write_bytes(b"anew")
        assert differing(copy, FROZEN[version])
        (copy / "SHA256SUMS").write_text(index_of(copy))
        assert differing(copy, FROZEN[version])


@pytest.mark.parametrize("version", FROZEN)
def test_its_escrow_copy_is_its_keys(version, tmp_path):
    folder = FORMATS / version
    escrow.unpack(folder / "escrow.age", folder / "officer.txt", tmp_path / "keys")

    assert Keyring(tmp_path / "keys").copy_code() == Keyring(folder / "keys").copy_code()


@pytest.mark.parametrize("version", FROZEN)
def test_every_message_datum_and_file_opens_and_the_log_holds(version, monkeypatch):
    folder = FORMATS / version
    [found] = layout.sets(folder / "backup")
    manifest = Manifest.read(found, Keyring(folder / "keys").service("backup"))
    monkeypatch.setattr(choosing, "now", lambda: manifest.at + timedelta(hours=1))  # its keys of contacts expired
    with started.folder() as around:
        new, keys = around / "new", around / "keys"
        escrow.unpack(folder / "escrow.age", folder / "officer.txt", keys)
        chosen = choosing.choose(found, vault=None, keys=keys, data=new, postgres_bin=None)
        summary = restoring.restore(chosen, Config(data=new), Wanted(everything=True))

        with restored.running(new) as running:
            told = running.program("open_every_format.py")
            every = running.program("open_every_record.py")
        verified = started.run("verify-ledger", data=new)

    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert (told, [len(each) for each in expected.values()]) == (expected, [3, 1, 5])
    assert (every["unknown"], every["closed"]) == ([], [])
    assert (summary["entries_lost"], summary["not_readable"], summary["entries"]) == (0, 0, manifest.ledger_size)
    assert verified.returncode == 0, verified.stderr
    more = 5  # two customers taken over and that they were, a set found and that it was restored
    assert json.loads(verified.stdout)["size"] == manifest.ledger_size + more
