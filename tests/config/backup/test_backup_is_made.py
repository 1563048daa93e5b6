"""A set of a backup is there whole or not at all, names no customer, and goes in its time, on record."""

import json
import shutil
import subprocess
from datetime import timedelta

import psycopg
import pytest

from desvelo.base.backups import layout, media
from desvelo.base.backups.errors import DiskFull, NoSpace
from desvelo.base.backups.manifest import Manifest
from desvelo.base.postgres import binaries, dumping
from desvelo.config.backup import making
from desvelo.config.backup.errors import FolderOfAnother
from desvelo.guards.vault import horizon
from desvelo.guards.vault.models import Backup, Erasure
from desvelo.service.channel.models import Media
from house import NOW

from .conftest import CANARIES, PICTURE

DAY = timedelta(days=1)


def everything_in(folder) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def names(folder) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_set_has_its_parts_and_a_check_finds_nothing(living):
    found = living.back_up()

    assert names(found) == [
        "checkpoints.log", "content.dump", "erasures.log", "manifest.json", "media.list",
        "vault/keys.list", "vault/vault.dump",
    ]  # fmt: skip
    assert living.problems(found) == []
    manifest = Manifest.read(found, living.key)
    assert (manifest.key_count, manifest.epochs, manifest.media_count, manifest.media_missing) == (2, (1,), 1, 0)


def test_nothing_of_a_customer_can_be_read_in_it_and_a_plain_dump_shows_ids(living, url_of):
    living.back_up()
    with psycopg.connect(url_of("postgres")) as connection:
        identifiers = [bytes(row[0]).hex() for row in connection.execute("SELECT index FROM vault.identifier")]
        wrapped = [bytes(row[0]).hex() for row in connection.execute("SELECT sealed FROM vault.contact_key")]
    program = binaries.find().bin_dir / "pg_dump"
    plain = subprocess.run([program, "--dbname", url_of("postgres")], capture_output=True, check=True).stdout

    canaries = [*CANARIES, *CANARIES.values(), *map(str, living.contacts.values()), *identifiers, *wrapped]
    written = everything_in(living.folder)

    forms = [canary.encode() for canary in canaries] + [bytes.fromhex(each) for each in (*identifiers, *wrapped)]
    assert [form for form in forms if form in written] == []
    assert PICTURE[:40] not in written
    seen = [str(contact) for contact in living.contacts.values()] + identifiers + wrapped
    assert [each for each in seen if each.encode() not in plain] == []  # so looking would have found them


def test_every_schema_of_the_database_is_in_one_of_the_two_dumps(living, url_of):
    with psycopg.connect(url_of("postgres")) as connection:
        found = {row[0] for row in connection.execute("SELECT DISTINCT schemaname FROM pg_stat_user_tables")}

    assert found == {*making.CONTENT_SCHEMAS, *making.VAULT_SCHEMAS}


def test_the_content_holds_nothing_of_the_vault(living):
    found = living.back_up()
    manifest = Manifest.read(found, living.key)
    listed = {}
    for name in (layout.CONTENT_DUMP, layout.VAULT_DUMP):
        [file] = [each for each in manifest.files if each.name == name]
        pieces = making.sealed_files.opened(living.key, found, manifest, file)
        program = binaries.find().bin_dir / "pg_restore"
        answer = subprocess.run([program, "--list"], input=b"".join(pieces), capture_output=True, check=True)
        listed[name] = answer.stdout.decode()

    assert " TABLE DATA vault contact_key" in listed[layout.VAULT_DUMP]
    assert [line for line in listed[layout.CONTENT_DUMP].splitlines() if " vault " in line] == []


def test_it_is_on_record_before_and_after(living, audit_tags):
    found = living.back_up()

    rows = Backup.objects.order_by("kind")
    assert [(row.kind, row.folder, row.expires_at - NOW, row.removed_at) for row in rows] == [
        ("content", str(found), 35 * DAY, None),
        ("vault", str(found), 14 * DAY, None),
    ]
    assert audit_tags()[-1] == ("backup:make", "done")


def test_files_are_copied_once_and_go_when_no_set_needs_them(living):
    first = living.back_up()
    [kept] = media.listed(first)
    before = media.place(living.folder, kept.name).stat()

    second = living.back_up(at=NOW + DAY)
    assert media.listed(second) == [kept]
    assert media.place(living.folder, kept.name).stat() == before

    Media.objects.update(object_name="")
    living.back_up(at=NOW + 2 * DAY)
    assert media.place(living.folder, kept.name).exists()
    living.back_up(at=NOW + 37 * DAY)
    assert not media.place(living.folder, kept.name).exists()


def test_keys_of_contacts_go_after_fourteen_days_and_the_set_after_thirty_five(living, audit_tags, monkeypatch):
    first = living.back_up()
    living.back_up(at=NOW + 14 * DAY - timedelta(seconds=1))
    assert (first / "vault").is_dir()

    living.back_up(at=NOW + 14 * DAY)
    assert not (first / "vault").exists()
    monkeypatch.setattr("desvelo.config.backup.command.now", lambda: NOW + 14 * DAY)
    assert living.problems(first) == []
    monkeypatch.undo()
    assert {problem.code for problem in living.problems(first)} == {"backup.file_missing"}  # before its time
    assert Backup.objects.get(folder=str(first), kind="vault").removed_at == NOW + 14 * DAY

    living.back_up(at=NOW + 35 * DAY)
    assert not first.exists()
    assert Backup.objects.get(folder=str(first), kind="content").removed_at == NOW + 35 * DAY
    assert audit_tags().count(("backup:remove", "done")) == 4  # two sets' keys besides the first, by now


def test_the_horizon_waits_for_the_copy_of_the_keys(living, erase, monkeypatch):
    found = living.back_up(at=NOW - timedelta(hours=1))
    erase(living.contacts["5511900004417"])
    monkeypatch.setattr("desvelo.base.keyring.Keyring.epochs", lambda _self: [2])
    row = Erasure.objects.get()
    assert horizon.what_still_opens(row) == [f"backup:{found}"]

    monkeypatch.undo()
    known = making.keeping.ours(living.folder, living.key)
    making.keeping.prune(living.folder, known, now=NOW + 14 * DAY, is_new_whole=False)

    monkeypatch.setattr("desvelo.base.keyring.Keyring.epochs", lambda _self: [2])
    assert horizon.what_still_opens(row) == []


def test_the_newest_set_stays_until_the_next_is_whole(living, monkeypatch):
    first = living.back_up()
    monkeypatch.setattr(dumping, "_program", lambda _programs, _name: "/bin/false")

    with pytest.raises(dumping.DumpFailed):
        living.back_up(at=NOW + 40 * DAY)

    assert layout.sets(living.folder) == [first]
    assert not (first / "vault").exists()


def test_a_run_that_fails_leaves_nothing_and_says_so(living, monkeypatch, audit_tags):
    monkeypatch.setattr(dumping, "_program", lambda _programs, _name: "/bin/false")

    with pytest.raises(dumping.DumpFailed):
        living.back_up()

    assert names(living.folder) == []
    assert [row.removed_at for row in Backup.objects.all()] == [NOW, NOW]
    assert audit_tags()[-2:] == [("backup:remove", "done")] * 2


def test_what_a_crash_left_goes_at_the_next_run_and_was_told_meanwhile(living, monkeypatch):
    monkeypatch.setattr(making.shutil, "rmtree", lambda *_arguments, **_more: None)  # as if the power went
    monkeypatch.setattr(layout, "publish", lambda *_arguments: 1 / 0)
    monkeypatch.setattr(making.keeping, "settle", lambda *_arguments, **_more: None)
    with pytest.raises(ZeroDivisionError):
        living.back_up()
    assert layout.sets(living.folder) == []
    assert any("vault.dump" in name for name in names(living.folder))
    assert Backup.objects.filter(removed_at=None).count() == 2
    monkeypatch.undo()

    found = living.back_up(at=NOW + DAY)

    assert list(layout.unfinished(living.folder)) == []
    assert {row.folder for row in Backup.objects.filter(removed_at=None)} == {str(found)}


def test_a_set_whose_disk_was_away_is_on_record_again(living, tmp_path):
    first = living.back_up()
    away = living.folder.rename(tmp_path / "away")
    living.back_up(at=NOW + DAY)
    assert not Backup.objects.filter(folder=str(first), removed_at=None).exists()
    shutil.rmtree(living.folder)
    away.rename(living.folder)

    living.back_up(at=NOW + 2 * DAY)

    kinds = Backup.objects.filter(folder=str(first), removed_at=None).values_list("kind", flat=True)
    assert sorted(kinds) == ["content", "vault"]


def test_a_full_disk_is_said_before_and_while_it_is_written(living, monkeypatch):
    monkeypatch.setattr(making, "_LEAST_FREE_BYTES", 1 << 60)
    with pytest.raises(NoSpace):
        living.back_up()
    assert names(living.folder) == []
    monkeypatch.undo()

    monkeypatch.setattr("desvelo.base.objects.whole.write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space")))
    with pytest.raises(DiskFull):
        living.back_up(at=NOW + DAY)
    assert [name for name in names(living.folder) if not name.startswith("media/")] == []


def test_a_folder_of_another_installation_is_refused(living, tmp_path):
    from desvelo.base.keyring import Keyring

    living.back_up()
    other = Keyring(tmp_path / "other")
    other.create()

    with pytest.raises(FolderOfAnother):
        making.keeping.ours(living.folder, other.service("backup"))


def test_a_set_that_cannot_be_read_is_left_alone_and_so_are_the_files(living):
    first = living.back_up()
    (first / "manifest.json").write_bytes(b"{")
    Media.objects.update(object_name="")

    living.back_up(at=NOW + 60 * DAY)

    assert first.exists()
    assert len([name for name in names(living.folder) if name.startswith("media/")]) == 1


def test_the_manifest_says_whose_set_it_is_and_nothing_of_anybody(living):
    said = json.loads((living.back_up() / "manifest.json").read_bytes())

    assert said["format"] == 1
    assert not any(str(contact) in json.dumps(said) for contact in living.contacts.values())
    assert {path.stat().st_mode & 0o077 for path in living.folder.rglob("*")} == {0}
