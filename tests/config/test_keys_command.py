"""``desvelo keys`` beside a running installation: the weekly key is replaced under people at work."""

import json
from collections.abc import Iterator

import httpx
import pytest

from customers import new_customer
from desvelo.kernel.ledger import packing
from ran_before import demo_folder
from started import Started, eventually, rows, run


@pytest.fixture(scope="module")
def demo() -> Iterator[Started]:
    with demo_folder() as data:
        running = Started(data, "demo", "--no-browser", "--json")
        yield running
        assert running.end() == 0, running.stderr


@pytest.fixture(scope="module")
def desk(demo: Started) -> Iterator[httpx.Client]:
    """Return somebody at the desk: signed in by the demonstration."""
    with httpx.Client(base_url=demo.url, follow_redirects=True, trust_env=False, timeout=30) as client:
        assert client.get("/demo").status_code == 200
        yield client


def keys(demo: Started, act: str) -> dict[str, object]:
    ran = run("keys", act, "--demo", "--json", data=demo.data)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_it_is_replaced_while_the_desk_works_and_each_process_follows(demo, desk):
    customer = new_customer(demo.info)
    customer.writes("antes da troca")
    before = keys(demo, "status")
    files = {path.name for path in (demo.data / "keys" / "epoch").glob("*.key")}

    after = keys(demo, "rotate")
    customer.writes("depois da troca")
    another = new_customer(demo.info)
    another.writes("um cliente novo")

    (old,), (new,) = ([each["number"] for each in said["epochs"]] for said in (before, after))
    assert (files, new, after["running"]) == ({f"{old:06d}.key"}, old + 1, None)
    assert {path.name for path in (demo.data / "keys" / "epoch").glob("*.key")} == {f"{new:06d}.key"}
    assert (after["destroyed"]["number"], len(after["destroyed"]["file_sha256"])) == (old, 64)
    assert rows(demo.info["database_url"], "SELECT DISTINCT epoch FROM vault.contact_key") == [(new,)]
    listed = desk.get("/atendimento/todas").text
    assert customer.name in listed
    assert another.name in listed
    assert "depois da troca" in listed


def test_the_destruction_is_an_entry_of_the_log_and_the_log_holds_together(demo):
    destroyed = keys(demo, "rotate")["destroyed"]
    query = "SELECT e.tag, e.leaf FROM ledger.leaf l JOIN ledger.entry e ON e.id = l.entry_id "
    ((tag, leaf),) = rows(demo.info["database_url"], query + "WHERE l.index = %s", destroyed["entry"])

    assert (tag, json.loads(packing.unpack(bytes(leaf)))["objects"]) == (
        "key:destroy",
        {"kind": "epoch", "key": str(destroyed["number"]), "sha256": destroyed["file_sha256"]},
    )
    assert run("verify-ledger", "--demo", data=demo.data).returncode == 0


def test_the_worker_does_it_by_itself_when_the_time_has_come(demo):
    alive = rows(demo.info["database_url"], "SELECT max(number) FROM vault.epoch")[0][0]

    rows(
        demo.info["database_url"],
        "WITH due AS (UPDATE vault.epoch SET due_at = now()) SELECT pg_notify('desvelo_keys', '')",
    )

    eventually(lambda: rows(demo.info["database_url"], "SELECT number FROM vault.epoch") == [(alive + 1,)], seconds=90)
    eventually(lambda: not (demo.data / "keys" / "epoch" / f"{alive:06d}.key").exists(), seconds=30)


def test_as_text_it_says_where_the_root_is_and_which_epoch_lives(demo):
    said = run("keys", "rotate", "--demo", data=demo.data).stdout

    assert f"root key   file, {demo.data}/keys/root.key" in said
    assert "destroyed  epoch" in said


def test_where_nothing_runs_it_says_so(tmp_path):
    refused = run("keys", "rotate", data=tmp_path)

    assert refused.returncode == 1
    assert "No Desvelo runs in" in refused.stderr
