"""A restore brings everything back that was not erased, and nothing of it is started before it was verified."""

import json
import os
import shutil
import signal
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import transaction

import house
import restored
import started
from desvelo.base.backups.errors import VaultExpired
from desvelo.base.config.parse import Config
from desvelo.base.keyring import KeyMissing
from desvelo.config import roles
from desvelo.config.backup import choosing, marker, restoring
from desvelo.config.backup.errors import (
    ClosedUntilVerified,
    EpochGone,
    FailedBefore,
    KeysNeeded,
    ListUnreadable,
    NewerDatabase,
    NewerVersion,
    NotEmpty,
    StepFailed,
    VaultNotNewer,
)
from desvelo.config.backup.restoring import Wanted
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import renewing
from desvelo.kernel.ledger import packing
from house import NOW
from mounts import apart

BEATRIZ, OTHER = "5511900004417", "5511900000001"
DAY = timedelta(days=1)
ALL = Wanted(everything=True)


@pytest.fixture
def new():
    """Return a folder for a restored installation that the database's own user may enter."""
    with started.folder() as around:
        yield around / "new"


def chosen_for(living, new: Path, found: Path, *, vault: Path | None = None, keys: Path | None = None):
    return choosing.choose(found, vault=vault, keys=keys or living.data / "keys", data=new, postgres_bin=None)


def restore(living, new: Path, found: Path, wanted: Wanted = ALL, **more) -> dict[str, float]:
    return restoring.restore(chosen_for(living, new, found, **more), Config(data=new), wanted)


def test_everything_comes_back_and_whom_was_erased_before_and_after_does_not(living, erase, arrive, new, tmp_path):
    arrive("volto na Goiabeira", phone="5511900000002", name="Goiabeira Silva")
    erase(living.contacts[OTHER])
    found = living.back_up()
    erase(living.contacts[BEATRIZ])
    newer = tmp_path / "newer.log"
    shutil.copyfile(living.data / "erasures.log", newer)

    summary = restore(living, new, found, Wanted(everything=True, erasures=newer))

    assert (summary["contacts_without_key"], summary["erased_again"], summary["not_readable"]) == (0, 1, 0)
    assert (summary["entries_lost"], summary["files"], summary["files_missing"]) == (0, 1, 0)
    assert not (new / marker.NAME).exists()
    with restored.running(new) as running:
        opened = running.program("open_every_record.py")
        contacts = {str(row[0]) for row in running.rows("SELECT id FROM vault_contact")}
        kept = {str(row[0]) for row in running.rows("SELECT contact_id FROM vault.contact_key")}
        tags = [row[0] for row in running.rows("SELECT tag FROM ledger.entry ORDER BY written_at, id")]
    assert (opened["unknown"], opened["closed"]) == ([], [])
    said = "\n".join(text for _, text in opened["opened"])
    assert [word in said for word in ("Goiabeira", "Jabuticaba", "Pitangueira")] == [True, False, False]
    assert contacts == kept
    assert not contacts & {str(contact) for contact in living.contacts.values()}
    assert tags[-1] == "backup:restore"


def test_without_the_newer_list_the_one_erased_later_is_back_so_the_list_is_what_does_it(living, erase, new):
    found = living.back_up()
    erase(living.contacts[BEATRIZ])

    assert restore(living, new, found)["erased_again"] == 0

    with restored.running(new) as running:
        assert any("Jabuticaba" in text for text in running.words())
        log = running.rows("SELECT max(index) + 1, (SELECT max(size) FROM ledger.checkpoint) FROM ledger.leaf")
    assert log[0][0] == log[0][1]


def test_newer_keys_leave_out_the_erased_and_say_what_cannot_be_read(living, erase, arrive, new):
    found = living.back_up()
    erase(living.contacts[OTHER])
    with transaction.atomic():
        renewing.renew(living.contacts[BEATRIZ], now=NOW)
    arrive("sou da Goiabeira", phone="5511900000003", name="Goiabeira Silva")
    newer = living.back_up(at=NOW + timedelta(minutes=1))

    summary = restore(living, new, found, vault=newer)

    assert summary["contacts_without_key"] == 1
    assert summary["not_readable"] >= 5
    with restored.running(new) as running:
        assert set(running.words()) == {
            "Esta mensagem não pode mais ser lida: a chave dela foi trocada depois que o backup foi feito."
        }
        opened = running.program("open_every_record.py")
        assert running.rows("SELECT count(*) FROM vault.contact_key") == [(1,)]
        copies = running.rows("SELECT folder, kind FROM vault_backup WHERE removed_at IS NULL")
    assert opened["closed"] == []
    assert set(copies) == {(str(each), kind) for each in (found, newer) for kind in ("content", "vault")}


def test_a_conversation_that_cannot_be_read_is_a_page_that_says_so(living, new, house):
    from browser import signed_in
    from desvelo.config.backup import reopening
    from desvelo.guards.vault import boxes, reopened, store
    from desvelo.service.desk import queries as desk

    contact = living.contacts[BEATRIZ]
    store.delete_key(contact, 1)
    boxes._stored(boxes.Box(contact=contact, version=2, key=os.urandom(32)))
    page = f"/atendimento/c/{desk.conversation_of(contact)}"
    assert reopened.renewed() == [contact]
    assert signed_in(house.marina).get(page).status_code == 500  # what a value that does not open does to a page

    assert reopening._take_out_closed() >= 5

    answer = signed_in(house.marina).get(page)
    assert answer.status_code == 200
    assert "não pode mais ser lida" in answer.content.decode()
    for other in ("/atendimento/todas", f"{page}/mensagens"):
        assert signed_in(house.marina).get(other).status_code == 200
    with transaction.atomic():
        renewing.renew(contact, now=NOW)
    assert {reopened.try_column(column, at_most=None).closed for column in reopening.columns.every()} == {0}


def test_what_is_known_outside_and_lost_here_stops_a_restore_until_somebody_says_so(living, arrive, new, tmp_path):
    found = living.back_up()
    arrive("mais uma", phone=BEATRIZ)
    audit.sequence()
    audit.checkpoint(now=NOW + DAY)
    outside = tmp_path / "outside.log"
    shutil.copyfile(living.data / "anchors" / "checkpoints.log", outside)

    with pytest.raises(StepFailed):
        restore(living, new, found, Wanted(anchors=outside))
    assert marker.read(new).startswith("verification")
    with pytest.raises(FailedBefore):
        chosen_for(living, new, found)
    shutil.rmtree(new)

    summary = restore(living, new, found, Wanted(anchors=outside, loss_acknowledged=True))
    assert summary["entries_lost"] == 2  # the message, and that the backup was made
    with restored.running(new) as running:
        [leaf] = running.rows("SELECT leaf FROM ledger.entry WHERE tag = 'backup:restore'")
    assert json.loads(packing.unpack(bytes(leaf[0])))["objects"]["lost"] == "2"

    refused = started.run("up", data=new)
    assert (refused.returncode, "`desvelo restore acknowledge`" in refused.stderr) == (1, True), refused.stderr
    people = ("--by", house.email("caio"), "--also-by", house.email("helena"))
    said = started.run("restore", "acknowledge", *people, "--known", "14", data=new)
    assert said.returncode == 0, said.stderr
    running = started.Started(new, "up")
    assert running.end() == 0, running.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE channel_message SET body = (SELECT body FROM channel_message ORDER BY id LIMIT 1)",
            "valores de channel_message.body não abrem",
        ),
        (
            "UPDATE ledger.entry SET leaf = leaf || ' ' WHERE id = (SELECT entry_id FROM ledger.leaf WHERE index = 1)",
            "O registro restaurado não fecha: leaf_changed at 1",
        ),
    ],
)
def test_what_was_changed_before_keeps_the_restore_closed(living, new, url_of, capfd, change, said):  # noqa: PLR0917
    with psycopg.connect(url_of("postgres")) as connection:
        connection.execute(change)

    with pytest.raises(StepFailed):
        restore(living, new, living.back_up())

    assert said in capfd.readouterr().err
    assert marker.read(new) == "verification: restore.step_failed"


def test_a_restore_that_was_killed_stays_closed_and_says_so(living, new):
    found = living.back_up()
    command = [started.COMMAND, "restore", "from", str(found), "--data", str(new), "--keys", str(living.data / "keys")]
    process = subprocess.Popen(command, env=started.environment(LANG="en_GB.UTF-8"), stderr=subprocess.PIPE)
    started.eventually((new / "postgres" / "pgdata").exists, seconds=60)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)

    refused = started.run("up", data=new, LANG="en_GB.UTF-8")

    assert refused.returncode == 1
    assert "was not verified to its end" in refused.stderr
    assert not (new / "static").exists()
    for role in ("worker", "web"):
        with pytest.raises(ClosedUntilVerified):
            roles.become(role, Config(data=new, database_url="postgresql:///x"))
    marker.remove(new)
    marker.refuse(new)  # so it is the mark that closes it


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk of our own needs the right to mount one")
def test_a_disk_too_small_for_a_restore_is_said_and_what_is_there_stays_closed(living, new):
    found = living.back_up()
    new.mkdir()
    mount, look = 'mount -t tmpfs -o size=40m none "$0" || exit 77', 'cat "$there/restore.json"; exit $code'
    script = f'{mount}; there="$0"; "$@"; code=$?; {look}'
    small = (*apart(), "sh", "-c", script, str(new))

    answer = started.run("restore", "from", str(found), "--keys", str(living.data / "keys"), data=new, before=small)

    if answer.returncode in {77, 32}:
        pytest.skip("this machine lets nobody mount")
    assert answer.returncode == 1
    assert "less than 128 MB are free" in answer.stderr
    assert json.loads(answer.stdout)["step"] == "database"


def test_a_restored_installation_starts_and_its_log_verifies(living, new):
    found = living.back_up()
    answer = started.run("restore", "from", str(found), "--keys", str(living.data / "keys"), "--all", data=new)
    assert answer.returncode == 0, answer.stderr
    summary = json.loads(answer.stdout)
    assert summary["values_opened"] >= 10
    assert summary["seconds"] < 120

    running = started.Started(new, "up")
    verified = started.run("verify-ledger", data=new)
    assert running.end() == 0
    assert verified.returncode == 0, verified.stderr


def test_what_does_not_permit_a_restore_is_told_before_the_folder_is_touched(living, new, tmp_path, monkeypatch):
    first = living.back_up()
    second = living.back_up(at=NOW + DAY)
    no_keys = tmp_path / "nothing"

    with pytest.raises(KeysNeeded):
        chosen_for(living, new, first, keys=no_keys)
    with pytest.raises(VaultNotNewer):
        chosen_for(living, new, second, vault=first)
    monkeypatch.setattr(choosing, "now", lambda: NOW + 14 * DAY)
    with pytest.raises(VaultExpired):
        chosen_for(living, new, first)
    assert chosen_for(living, new, first, vault=second).vault == second
    monkeypatch.undo()
    other_epoch = tmp_path / "keys"
    shutil.copytree(living.data / "keys", other_epoch)
    (other_epoch / "epoch" / "000001.key").unlink()
    with pytest.raises(EpochGone):
        chosen_for(living, new, first, keys=other_epoch)
    lacking = tmp_path / "lacking"
    shutil.copytree(living.data / "keys", lacking)
    (lacking / "service" / "totp.key").unlink()
    with pytest.raises(KeyMissing, match="service/totp"):  # a new one made in its place would open nothing
        chosen_for(living, new, first, keys=lacking)
    monkeypatch.setattr(choosing, "_migrations", lambda: iter(()))
    with pytest.raises(NewerVersion):
        chosen_for(living, new, first)
    monkeypatch.undo()
    monkeypatch.setattr(choosing.binaries, "find", lambda _=None, now=choosing.binaries.find: _older(now()))
    with pytest.raises(NewerDatabase):
        chosen_for(living, new, first)
    monkeypatch.undo()
    new.mkdir()
    (new / "notes.txt").touch()
    with pytest.raises(NotEmpty):
        chosen_for(living, new, first)
    assert [path.name for path in new.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("which", ["erasures", "anchors"])
def test_a_list_that_says_nothing_is_not_taken_for_an_empty_one(living, tmp_path, which):
    real = {"erasures": b'{"at":"x","erasure":"y"}', "anchors": (living.data / "anchors/checkpoints.log").read_bytes()}
    wrong = tmp_path / "list"
    for content in (b"", b"something else\n"):
        wrong.write_bytes(content)
        with pytest.raises(ListUnreadable):
            choosing.require_lists(**{"erasures": None, "anchors": None, which: wrong})
    wrong.write_bytes(real[which])
    choosing.require_lists(**{"erasures": None, "anchors": None, which: wrong})


def _older(programs):
    return replace(programs, major=programs.major - 1)


def test_every_migration_of_the_database_is_one_this_version_knows(living, url_of):
    with psycopg.connect(url_of("postgres")) as connection:
        applied = {f"{app}.{name}" for app, name in connection.execute("SELECT app, name FROM django_migrations")}

    assert applied == set(choosing._migrations())
