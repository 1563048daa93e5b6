"""Keys on disk: made once, opened only under their own root and name, gone when destroyed."""

import os
import stat
from pathlib import Path

import pytest

from desvelo.base import keyring as keyrings
from desvelo.base.keyring import SERVICES, KeyMissing, Keyring
from desvelo.kernel.sealing import intake


@pytest.fixture
def ring(tmp_path) -> Keyring:
    made = Keyring(tmp_path / "keys")
    made.create()
    return made


def fresh(ring: Keyring) -> Keyring:
    """Return what another process sees: the same folder, nothing in memory."""
    return Keyring(ring.folder)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_new_ring_has_a_root_an_epoch_the_service_keys_and_an_intake_pair(ring):
    current = ring.current_intake()

    assert sorted(files(ring.folder)) == sorted(
        ["root.key", "epoch/000001.key", f"intake/{current}.key", f"intake/{current}.pub", "intake/current"]
        + [f"service/{name}.key" for name in SERVICES]
    )
    assert len({ring.service(name) for name in SERVICES} | {ring.epoch(1)}) == len(SERVICES) + 1


def test_making_it_again_keeps_every_key(ring):
    before = files(ring.folder)

    fresh(ring).create()

    assert files(ring.folder) == before


def test_another_process_opens_the_same_keys(ring):
    again = fresh(ring)

    assert again.fingerprint() == ring.fingerprint()
    assert [again.service(name) for name in SERVICES] == [ring.service(name) for name in SERVICES]


def test_no_key_lies_on_disk_readable_but_the_root(ring):
    secrets = [ring.service(name) for name in SERVICES] + [ring.epoch(1), ring.intake_private(ring.current_intake())]
    on_disk = b"".join(files(ring.folder).values())

    assert [secret for secret in secrets if secret in on_disk] == []


def test_the_fingerprint_does_not_tell_the_root_key(ring):
    root = (ring.folder / "root.key").read_bytes()

    assert root not in ring.fingerprint()
    assert ring.fingerprint() not in root


def test_only_this_user_reads_the_keys(ring):
    secret = list(ring.folder.rglob("*.key"))

    assert {stat.S_IMODE(path.stat().st_mode) for path in secret} == {0o400}
    assert {stat.S_IMODE(path.stat().st_mode) for path in ring.folder.rglob("*") if path.is_dir()} == {0o700}
    assert stat.S_IMODE(ring.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["service/index", "epoch/000001"])
def test_a_key_under_another_root_does_not_open(ring, tmp_path, name):
    other = Keyring(tmp_path / "other")
    other.create()
    (ring.folder / f"{name}.key").chmod(0o600)
    (ring.folder / f"{name}.key").write_bytes((other.folder / f"{name}.key").read_bytes())

    with pytest.raises(KeyMissing, match="is missing or does not belong to this root key"):
        fresh(ring)._open(name)


def test_a_key_put_in_the_place_of_another_does_not_open(ring):
    (ring.folder / "service/totp.key").chmod(0o600)
    (ring.folder / "service/totp.key").write_bytes((ring.folder / "service/index.key").read_bytes())

    with pytest.raises(KeyMissing) as refused:
        fresh(ring).service("totp")

    assert refused.value.params == {"name": "service/totp"}


def test_a_lost_key_is_named_and_never_made_anew_when_asked_for(ring):
    (ring.folder / "service/totp.key").unlink()

    with pytest.raises(KeyMissing, match="service/totp"):
        fresh(ring).service("totp")

    assert not (ring.folder / "service/totp.key").exists()


def test_a_crash_while_writing_leaves_no_half_key(ring, monkeypatch):
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError("power cut")))

    with pytest.raises(OSError, match="power cut"):
        ring.add_intake_pair()

    monkeypatch.undo()
    assert list(ring.intake_ids()) == [ring.current_intake()]
    assert ring.add_intake_pair() == ring.current_intake()


def test_new_deliveries_go_to_the_newest_pair_while_the_old_one_still_opens(ring):
    old = ring.current_intake()
    sealed = intake.seal_batch(ring.intake_public(old), [(b"d", b"body")])

    new = ring.add_intake_pair()

    assert ring.current_intake() == new != old
    assert sorted(ring.intake_ids()) == sorted([old, new])
    opener = intake.BatchOpener(ring.intake_private(old), sealed.batch_id, sealed.sealed_key)
    assert opener.open(b"d", sealed.records[0]) == b"body"


def test_a_destroyed_pair_is_overwritten_before_it_is_unlinked_and_opens_nowhere(ring, monkeypatch):
    old = ring.current_intake()
    ring.intake_private(old)
    ring.add_intake_pair()
    path = ring.folder / "intake" / f"{old}.key"
    kept = path.parent / "as-it-was-when-unlinked"
    really = Path.unlink

    def look_then_unlink(self: Path, **more: bool) -> None:
        if self == path:
            os.link(path, kept)
        really(self, **more)

    monkeypatch.setattr(Path, "unlink", look_then_unlink)
    ring.destroy_intake_pair(old)

    assert set(kept.read_bytes()) == {0}
    assert old not in list(ring.intake_ids())
    for each in (ring, fresh(ring)):
        with pytest.raises(KeyMissing):
            each.intake_private(old)


def test_the_edge_finds_the_public_half_without_any_secret_file(ring, tmp_path):
    current = ring.current_intake()
    edge = tmp_path / "edge"
    (edge / "intake").mkdir(parents=True)
    for name in ("current", f"{current}.pub"):
        (edge / "intake" / name).write_bytes((ring.folder / "intake" / name).read_bytes())

    seen = Keyring(edge)

    assert seen.intake_public(seen.current_intake()) == ring.intake_public(current)
    with pytest.raises(KeyMissing):
        seen.intake_private(current)


def test_one_process_has_one_ring_for_each_folder(tmp_path):
    assert keyrings.keyring(tmp_path / "a") is keyrings.keyring(tmp_path / "a")
    assert keyrings.keyring(tmp_path / "a") is not keyrings.keyring(tmp_path / "b")
