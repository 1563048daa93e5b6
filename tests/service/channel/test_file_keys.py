"""The key of each file: closed by its contact's key beside the row, closed again for another, destroyed alone."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

import graph as graph_api
from arrived_files import picture
from desvelo.base import clock
from desvelo.guards.vault import boxes, file_keys
from desvelo.guards.vault.events import ContactsMerged
from desvelo.guards.vault.file_keys import FileKey
from desvelo.guards.vault.models import Contact
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import handlers, media, objects, sealed
from desvelo.service.channel.models import Media

SECRET = b"nascida em 1987, alergica a dipirona "


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> Path:
    """Keep the files of each test in a folder of its own."""
    settings.DESVELO = replace(settings.DESVELO, data=tmp_path)
    keys = tmp_path / "keys"
    keys.symlink_to(KEYS)
    return tmp_path / "objects"


KEYS = settings.DESVELO.keys


def key_of(row: Media) -> FileKey:
    return sealed.open_key(boxes.of(row.contact_id, why=Why.UNSAID), media=row.id, record=bytes(row.file_key))


def opened(message) -> bytes:
    return opened_row(Media.objects.get(message=message))


def opened_row(row: Media) -> bytes:
    return b"".join(objects.read(key_of(row), name=row.object_name))


def on_disk(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def test_a_key_put_beside_another_file_does_not_open(number, graph):
    first, second = picture(), picture("w.2", id="77")
    graph.has_file()
    media.look_up()
    rows = [Media.objects.get(message=each) for each in (first, second)]
    Media.objects.filter(pk=rows[0].pk).update(object_name=rows[1].object_name, file_key=rows[1].file_key)

    with pytest.raises(NotReadable):
        opened(first)


def test_a_file_whose_own_key_was_destroyed_is_dead_although_its_contacts_key_lives(number, graph, own_folder):
    first, second = picture(), picture("w.2", id="77")
    graph.has_file()
    media.look_up()
    row = Media.objects.get(message=first)

    Media.objects.filter(pk=row.pk).update(state="lost", file_key=None)

    [record] = [path.read_bytes() for path in on_disk(own_folder) if path.name == row.object_name]
    contact = boxes.of(row.contact_id, why=Why.UNSAID).key
    for key in (contact, key_of(Media.objects.get(message=second)).key, os.urandom(32)):
        with pytest.raises(NotReadable):
            list(FileKey(file=row.id, key=key).open([record]))
    assert opened(second) == graph_api.File().content


def test_what_is_kept_has_a_key_says_the_database(number, graph):
    picture()
    graph.has_file()
    media.look_up()

    with pytest.raises(IntegrityError), transaction.atomic():
        Media.objects.update(file_key=None)


def test_a_contacts_new_key_closes_the_keys_of_its_files_again_and_rewrites_no_file(number, graph, own_folder):
    """As a re-keying would: rows are sealed again, 32 bytes are closed again, and the object is not touched."""
    message = picture()
    graph.has_file()
    media.look_up()
    row, old = Media.objects.get(), boxes.of(message.contact_id, why=Why.UNSAID)
    new = replace(old, version=old.version + 1, key=os.urandom(32))
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in on_disk(own_folder)]

    sealed.move_media(row, of=old, into=new)

    key = sealed.open_key(new, media=row.id, record=row.file_key)
    assert b"".join(objects.read(key, name=row.object_name)) == graph_api.File().content
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in on_disk(own_folder)] == before
    with pytest.raises(NotReadable):
        sealed.open_key(old, media=row.id, record=row.file_key)


def test_a_contact_that_joins_another_while_its_file_comes_in_keeps_the_file(meanwhile, graph):
    message = picture(sha256=None)
    graph.has_file()
    stays = boxes.new_box(Contact.objects.create(created_at=clock.wall()).id)

    def joins() -> None:
        from django.db import connection as own

        with transaction.atomic():
            handlers.on_contacts_merged([ContactsMerged(contact_id=stays.contact, merged_id=message.contact_id)])
        own.close()

    graph.before_bytes = joins
    media.look_up()

    row = Media.objects.get(message=message)
    assert (row.state, row.contact_id) == ("kept", stays.contact)
    assert opened_row(row) == graph_api.File().content


def test_a_file_that_comes_in_while_two_contacts_are_being_joined_keeps_its_key(number, committed, monkeypatch):
    """Whoever joins has read the row already when the file wants to name its key in it: it has to wait."""
    message = picture(sha256=None)
    stays = boxes.new_box(Contact.objects.create(created_at=clock.wall()).id)
    row, key = Media.objects.get(message=message), file_keys.new(Media.objects.get().id)
    fetched = media.Fetched(object_name=objects.put(key, pieces=[SECRET], now=clock.business()), key=key)
    settling = threading.Thread(target=settled, args=(row, fetched))
    moves = sealed.move_media

    def moves_late(*args, **more) -> None:
        settling.start()
        settling.join(timeout=1)
        assert settling.is_alive()
        moves(*args, **more)

    monkeypatch.setattr(sealed, "move_media", moves_late)
    with transaction.atomic():
        handlers.on_contacts_merged([ContactsMerged(contact_id=stays.contact, merged_id=message.contact_id)])
    settling.join()

    kept = Media.objects.get()
    assert (kept.state, kept.contact_id, opened_row(kept)) == ("kept", stays.contact, SECRET)


def settled(row: Media, fetched: media.Fetched) -> None:
    media._settle(row, fetched, now=clock.business())
    connection.close()
