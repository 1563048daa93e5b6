"""The bytes of a file: fetched once from Meta alone, whole or not at all, sealed on disk, gone with the customer."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

import graph as graph_api
from arrived_files import described, picture
from desvelo.base import clock
from desvelo.base.objects import store
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes, file_keys
from desvelo.guards.vault.file_keys import FileKey
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import graph as calls
from desvelo.service.channel import media, objects, sealed
from desvelo.service.channel.models import Media, StoredObject

HOUR = timedelta(hours=1)
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


@pytest.mark.asvs("5.3.1")
def test_the_bytes_are_here_right_after_the_message_and_nobody_can_read_them(number, graph, own_folder):
    content = SECRET * 4_000
    message = picture(sha256=None)
    graph.has_file(content=content)

    assert media.look_up() == 1

    assert opened(message) == content
    [kept] = on_disk(own_folder)
    record = kept.read_bytes()
    assert (SECRET in record, b"dipirona" in record, len(record) > len(content)) == (False, False, True)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [name for name in ("jpeg", message.public_id, str(message.id)) if name in str(kept)] == []


def test_the_token_is_shown_with_the_address_once_and_nothing_else_goes_along(number, graph):
    picture()
    graph.has_file()

    media.look_up()

    [asked] = graph.fetched
    assert (asked.method, asked.query, asked.body) == ("GET", {"mid": ["1"]}, b"")
    assert asked.headers["authorization"] == "Bearer EAAtest_token"


@pytest.mark.asvs("5.2.1")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"sha256": "cd" * 32}, "wrong_hash"),
        ({"file_size": 2_000}, "too_large"),
        ({"file_size": 2_100}, "cut_short"),
        ({"status": 404}, "media_404"),
        ({"status": 500}, "media_500"),
        ({"declared": 4_096}, "http.unreachable"),
        ({"status": 302, "more": {"location": "https://elsewhere.example/"}}, "http.redirected"),
        ({"more": {"content-encoding": "gzip"}}, "http.encoded"),
    ],
)
def test_what_is_not_the_whole_file_is_never_kept_and_is_fetched_again(number, graph, later, wrong, reason):
    message = picture(sha256=None)
    graph.has_file(**wrong)
    media.look_up()
    first = (described(message)[0], on_disk(settings.DESVELO.objects))
    graph.has_file()
    later(HOUR)

    media.look_up()

    assert first == (("waiting", reason, 1), [])
    assert (described(message)[0], opened(message)) == (("kept", "", 1), graph_api.File().content)


def test_the_hash_of_the_webhook_counts_over_the_one_that_comes_with_the_bytes(number, graph):
    message = picture(sha256="q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=")
    graph.has_file()

    media.look_up()

    assert described(message)[0] == ("waiting", "wrong_hash", 1)


def test_a_file_that_never_comes_right_is_lost_when_its_id_dies(number, graph, later, own_folder):
    from desvelo.kernel.whatsapp.media import ID_LIVES

    message = picture(sha256=None)
    graph.has_file(sha256="cd" * 32)
    media.look_up()
    later(ID_LIVES)

    media.look_up()

    assert (described(message)[0][:2], on_disk(own_folder)) == (("lost", "expired"), [])


@pytest.mark.parametrize(
    "address",
    [
        "https://169.254.169.254/latest/meta-data",
        "https://lookaside.fbsbx.com.evil.example/x",
        "https://evilfbsbx.com/x",
        "https://user@lookaside.fbsbx.com/x",
        "http://lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com:8443/x",
        "http://127.0.0.1:1/x",
        "file:///etc/passwd",
    ],
)
def test_an_address_elsewhere_is_not_called_and_never_sees_the_token(number, graph, address, monkeypatch):
    dialled = []
    monkeypatch.setattr("desvelo.base.http.wire.PinnedBackend._dial", lambda *args: dialled.append(args))
    monkeypatch.setattr(calls, "get", lambda *_: told(address))
    message = picture()

    media.look_up()

    state, failure, _ = described(message)[0]
    assert (state, dialled) == ("waiting", [])
    assert failure in {"http.host_refused", "http.scheme_refused"}


def test_without_the_list_of_hosts_the_same_answer_would_carry_the_token_away(number, graph, monkeypatch):
    """The control: a client that admits any public host dials the stranger."""
    from desvelo.base.http.client import GuardedClient
    from desvelo.base.http.targets import Purpose

    class Dialled(Exception):
        pass

    def dials(*_args, **_more):
        raise Dialled

    open_to_all = GuardedClient(purpose=Purpose(name="any", hosts=None), resolve=dials)
    monkeypatch.setattr(calls, "media_client", lambda: open_to_all)
    monkeypatch.setattr(calls, "get", lambda *_: told("https://stranger.example/x"))
    picture()

    with pytest.raises(Dialled):
        media.look_up()


def told(address: str):
    import json

    from desvelo.base.http.client import Answer

    body = json.dumps({"url": address, "mime_type": "image/jpeg", "file_size": 1, "sha256": "ab" * 32}).encode()
    return Answer(status_code=200, headers={}, body=body)


def test_a_host_below_metas_own_name_is_called(number, graph, monkeypatch):
    from desvelo.base.http import targets

    purpose = calls.media_client()._purpose
    for host in ("lookaside.fbsbx.com", "cdn.fbsbx.com"):
        targets.require_admitted(targets.parse(f"https://{host}/x"), purpose=purpose, loopback=None)


def test_two_who_fetch_the_same_file_leave_one_object(meanwhile, graph, later, own_folder):
    message = picture()
    graph.has_file()
    again = []

    def once() -> None:
        if not again:
            again.append(True)
            Media.objects.update(due_at=clock.business())
            media.look_up()

    from django.db import connection as own

    def acting() -> None:
        once()
        own.close()

    graph.before_bytes = acting

    media.look_up()
    later(objects.GRACE * 2)
    swept = objects.sweep(now=clock.business())

    assert (len(graph.fetched), swept, len(on_disk(own_folder)), StoredObject.objects.count()) == (2, 1, 1, 1)
    assert opened(message) == graph_api.File().content


def test_an_erased_customer_leaves_bytes_that_no_key_opens_and_then_none(number, graph, later, own_folder):
    message = picture()
    graph.has_file()
    media.look_up()
    row, box = Media.objects.get(), boxes.of(message.contact_id, why=Why.UNSAID)
    closed = bytes(row.file_key)

    vault.erase_contact(contact=message.contact_id, reason="asked", now=clock.wall())

    [left] = on_disk(own_folder)
    assert not Media.objects.exists()
    with pytest.raises(NotReadable):
        sealed.open_key(replace(box, key=os.urandom(32)), media=row.id, record=closed)
    with pytest.raises(NotReadable):
        list(objects.read(file_keys.new(row.id), name=left.name))
    early = objects.sweep(now=clock.business())
    later(objects.GRACE * 2)
    assert (early, objects.sweep(now=clock.business()), on_disk(own_folder)) == (0, 1, [])


def test_the_sweep_leaves_what_a_message_names_and_what_is_being_written(number, graph, later, own_folder):
    picture()
    graph.has_file()
    media.look_up()
    later(objects.GRACE * 2)
    StoredObject.objects.create(name="1" * 22, written_at=clock.business())

    assert (objects.sweep(now=clock.business()), len(on_disk(own_folder))) == (0, 1)


def test_a_file_put_in_another_files_place_does_not_open(number, graph, own_folder):
    first, second = picture(), picture("w.2", id="77")
    graph.has_file()
    media.look_up()
    rows = [Media.objects.get(message=each) for each in (first, second)]
    Media.objects.filter(pk=rows[0].pk).update(object_name=rows[1].object_name)

    with pytest.raises(NotReadable):
        opened(first)


def test_a_full_disk_costs_an_attempt_and_an_alarm_and_leaves_nothing(number, graph, later, own_folder, caplog):
    """F8: a real disk that is full, by the limit of the size of a file, in a process of its own."""
    own_folder.mkdir()
    program = (
        "import resource, sys, signal, pathlib\n"
        "from desvelo.base.objects.folder import Folder\n"
        "from desvelo.base.objects.errors import StoreUnavailable\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))\n"
        "try: Folder(pathlib.Path(sys.argv[1])).put('1' * 22, [bytes(40_000)] * 4)\n"
        "except StoreUnavailable as error: print(error.reason)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(own_folder)], capture_output=True, text=True, check=True, timeout=60
    )
    assert (run.stdout.strip(), on_disk(own_folder)) == ("File too large", [])

    from desvelo.base.objects.errors import StoreUnavailable

    class Full:
        def put(self, _name, pieces):
            list(pieces)
            raise StoreUnavailable(reason="No space left on device")

    message = picture()
    graph.has_file()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "of", lambda _config: Full())
        media.look_up()
    full = described(message)[0]
    later(HOUR)
    media.look_up()

    assert (full, described(message)[0]) == (("waiting", "objects.unavailable", 1), ("kept", "", 1))
    assert [record.getMessage() for record in caplog.records if record.name == "desvelo.media"] == ["media.not_stored"]


@pytest.mark.asvs("5.2.1")
def test_a_large_file_is_never_whole_in_memory(number, graph, own_folder):
    import tracemalloc

    content = bytes(24 * 1024 * 1024)
    picture(sha256=None)
    graph.has_file(content=content)

    tracemalloc.start()
    media.look_up()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert on_disk(own_folder)[0].stat().st_size > len(content)
    assert peak < 4 * 1024 * 1024


def test_a_lease_outlives_the_longest_fetch():
    assert timedelta(seconds=calls._MEDIA_SECONDS + 10) < media.LEASE
