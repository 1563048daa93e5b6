"""The process that faces the Internet cannot open anything: no private key and no password of others is in it.

Not in its environment, not in its open files, not in its memory, in no form; and the same search finds the same keys in
the worker, which needs them.

Source: issue 3, "Done when" 3; security-design T8, D4.8.
"""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import psutil
import pytest

import memory
import traces
from customers import Customer
from desvelo.base.keyring import SERVICES, Keyring
from desvelo.base.postgres import bootstrap, passwords
from started import Started, eventually, rows

EDGE, WORKER = "desvelo.config.asgi:app", "desvelo.config.run worker"
IN_THE_WORKER = {"root", "epoch 1", "service audit-signing", "service channel-token", "service index"}


@pytest.fixture(scope="module")
def keys(demo: Started, info) -> dict[str, bytes]:
    """Return every secret that must not be in the edge, by name."""
    ring = Keyring(demo.data / "keys")
    private = {f"intake private {each}": ring.intake_private(each) for each in ring.intake_ids()}
    return {
        "root": (ring.folder / "root.key").read_bytes(),
        **{f"epoch {number}": ring.epoch(number) for number in ring.epochs()},
        **{f"service {name}": ring.service(name) for name in SERVICES},
        **private,
        "access token": info["access_token"].encode(),
        **{
            f"password {role}": passwords.read(ring.folder, role).encode()
            for role in ("postgres", bootstrap.OWNER, bootstrap.APP)
        },
    }


@pytest.fixture(scope="module", autouse=True)
def used(demo: Started, info) -> None:
    """Let every process do its work: a message comes in through the door, one goes out, pages are drawn."""
    customer = Customer(info=info, phone="5511900070001", name="Clara Reis")
    customer.writes("meu cartão 5555 5555 5555 4444 cvv 123")
    eventually(lambda: rows(info["database_url"], "SELECT count(*) FROM outbox_queue") == [(0,)])
    assert httpx.get(f"{demo.url}/entrar", trust_env=False).status_code == 200


def edges(demo: Started) -> list[psutil.Process]:
    """Return the process that owns the port and its worker, which serves."""
    main = demo.child(EDGE)
    return [main, *main.children(recursive=True)]


def test_its_environment_names_no_secret_and_no_file_of_one(demo, keys):
    for process in edges(demo):
        told = memory.environment(process.pid)
        assert [form for key in keys.values() for form, each in traces.forms_of_bytes(key) if each in told] == []
        paths = [each.partition("=")[2] for each in told.decode().split("\0") if str(demo.data / "keys") in each]
        assert paths == [str(demo.data / "keys" / "db" / "edge.url")]


def test_no_file_of_the_keys_folder_is_open_in_it(demo):
    inside = [path for process in edges(demo) for path in memory.open_files(process.pid) if str(demo.data) in path]

    assert {path for path in inside if not Path(path).is_relative_to(demo.data / "logs")} == set()


@pytest.mark.asvs("13.3.2")
def test_its_memory_holds_none_of_the_keys_in_any_form(demo, info, keys):
    for process in edges(demo):
        assert memory.held(process.pid, keys) == set()


def test_the_search_would_find_them_in_it_it_finds_what_the_edge_does_hold(demo, info):
    """The control in the edge itself: the app's secret, with which it checks signatures, and its own password."""
    its_own = {
        "app secret": info["app_secret"].encode(),
        "password of the edge": passwords.read(demo.data / "keys", bootstrap.EDGE).encode(),
    }
    serving = edges(demo)[-1]

    assert {name for name, _ in memory.held(serving.pid, its_own)} == set(its_own)


@pytest.mark.asvs("13.3.2")
def test_the_same_search_finds_the_same_keys_in_the_worker(demo, keys):
    found = {name for name, form in memory.held(demo.child(WORKER).pid, keys) if form == "raw"}

    assert {name.partition(" private")[0] for name in found} >= {
        name.partition(" private")[0] for name in IN_THE_WORKER
    }
    assert f"password {bootstrap.APP}" in found
    assert f"password {bootstrap.OWNER}" not in found


HOLDER = "import sys; kept = b'<' + sys.stdin.buffer.readline()[:-1] + b'>'; print('held', flush=True); input()"


@pytest.mark.parametrize("form", ["raw", "hex", "base64"])
def test_each_form_is_found_in_a_process_that_holds_that_one_alone(form):
    secret = (b"x" + os.urandom(31)).replace(b"\n", b"n")
    written = next(each for name, each in traces.forms_of_bytes(secret) if name == form)
    command = [sys.executable, "-c", HOLDER]

    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        holder.stdin.write(written + b"\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == b"held\n"
        found = memory.held(holder.pid, {"secret": secret})
        holder.kill()

    assert found == {("secret", form)}
