"""``desvelo demo``: what it prints, what it answers, and that its log can be verified, running and stopped."""

import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from desvelo.base.keyring import keyring
from desvelo.kernel.ledger import note, packing
from started import Started, eventually, folder, rows, run, write

KEYS = {
    "access_token",
    "accounts",
    "app_secret",
    "clock_url",
    "database_url",
    "graph_url",
    "phone_number_id",
    "portal_url",
    "sandbox_control_url",
    "url",
    "verify_token",
    "waba_id",
    "webhook_url",
}


TOKEN = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def running() -> Iterator[Started]:
    with folder() as data, folder() as secrets:
        (secrets / "token").write_text(TOKEN, encoding="ascii")
        started = Started(data, "demo", "--no-browser", "--json", DESVELO_METRICS_TOKEN_FILE=str(secrets / "token"))
        try:
            yield started
        finally:
            started.end()


@pytest.fixture
def info(running: Started) -> dict[str, Any]:
    return running.info


def ask(url: str, **more: Any) -> httpx.Response:
    return httpx.request(more.pop("method", "GET"), url, timeout=10, trust_env=False, **more)


def test_one_line_of_json_says_all_that_a_program_needs(running, info):
    assert running.stdout.count("\n") == 1
    assert set(info) >= KEYS
    assert all(info[key] for key in KEYS)
    assert info["url"] == running.url
    assert all(set(each) >= {"role", "email", "password", "totp_secret"} for each in info["accounts"])


def test_there_is_every_role_and_an_agent_in_each_of_two_teams(info):
    agents = [each for each in info["accounts"] if each["role"] == "agent"]

    assert {each["role"] for each in info["accounts"]} == {"agent", "supervisor", "dpo", "it", "auditor"}
    assert {team for each in agents for team in each["teams"]} == {"Agenda", "Financeiro"}


def test_the_first_conversations_stand_in_the_order_of_their_times(info):
    query = (
        "SELECT m.sent_at FROM desk_conversation c JOIN channel_message m ON m.id = c.last_message_id "
        "WHERE NOT m.automatic "
        "ORDER BY c.last_arrival"
    )

    times = rows(info["database_url"], query)

    assert len(times) >= 6
    assert times == sorted(times)


def test_every_address_of_the_line_answers(info):
    assert ask(f"{info['url']}/healthz").status_code == 200
    assert ask(f"{info['url']}/readyz").json() == {"database": True, "worker": True}
    assert ask(f"{info['url']}/demo", follow_redirects=True).status_code in {200, 302}
    assert ask(info["webhook_url"]).status_code == 403
    assert ask(f"{info['graph_url']}/{info['phone_number_id']}/messages", method="POST").status_code == 401
    assert rows(info["database_url"], "SELECT 1") == [(1,)]


def test_a_customer_writes_through_the_control_address_and_the_phone_shows_it(info):
    wamid = write(info, phone="5511900040001", name="Rita Lima", text="Olá")

    shown = ask(f"{info['sandbox_control_url']}/phones/5511900040001/messages").json()["messages"]

    assert [(message["id"], message["text"]) for message in shown] == [(wamid, "Olá")]


def test_the_business_clock_goes_forward_alone(info):
    def ahead() -> float:
        return float(rows(info["database_url"], "SELECT coalesce(sum(offset_seconds), 0) FROM demo_clock")[0][0])

    before = ahead()
    answer = ask(info["clock_url"], method="POST", json={"advance_seconds": 60})

    assert answer.status_code == 200
    assert ahead() - before == 60
    assert ask(info["clock_url"], method="POST", json={"advance_seconds": -1}).status_code == 422
    assert ask(info["clock_url"], method="POST", data={"advance_seconds": "60"}).status_code == 415
    assert ahead() - before == 60


def figures(info: dict[str, Any], **headers: str) -> dict[tuple[str, str], float]:
    """Return what the address of the figures says, by name and label."""
    answer = ask(f"{info['url']}/metrics", headers={"authorization": f"Bearer {TOKEN}", **headers})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {(each.name, "".join(each.labels.values())): each.value for one in families for each in one.samples}


def test_the_figures_tell_how_every_process_stands_and_what_the_edge_counted(info):
    before = figures(info)
    ask(info["webhook_url"], method="POST", content=b"{}", headers={"content-type": "application/json"})
    ask(info["webhook_url"], method="POST", content=b"{}", headers={"content-type": "text/plain"})
    after = figures(info)

    up = {label for (name, label), value in after.items() if name == "desvelo_process_up" and value == 1}
    assert up == {"edge", "postgres", "sandbox", "web", "worker"}
    assert after["desvelo_process_silent_seconds", "worker"] < 60
    for outcome in ("signature_missing", "wrong_type"):
        name = ("desvelo_webhooks_total", outcome)
        assert after[name] - before.get(name, 0) == 1
    assert after["desvelo_webhooks_total", "acknowledged"] > 0
    assert after["desvelo_streams_open", ""] == 0


def test_nobody_but_the_edge_says_what_the_edge_counted(info):
    forged = {"x-desvelo-edge": '{"open_streams":77,"webhooks":{"acknowledged":77}}'}

    assert figures(info, **forged)["desvelo_streams_open", ""] == 0


def test_without_the_token_there_are_no_figures_and_the_edge_was_not_told_it(running, info):
    answer = ask(f"{info['url']}/metrics")

    assert (answer.status_code, answer.content) == (401, b"")
    for words, told in (("desvelo.config.asgi:app", False), ("desvelo.config.wsgi:application", True)):
        assert ("DESVELO_METRICS_TOKEN_FILE" in running.child(words).environ()) is told


def test_a_second_start_on_the_same_data_is_refused_and_the_first_goes_on(running, info):
    answer = run("demo", "--no-browser", data=running.data)

    assert (answer.returncode, answer.stdout) == (1, "")
    assert "already running" in answer.stderr
    assert ask(f"{info['url']}/readyz").status_code == 200


def verified(running: Started) -> tuple[int, dict[str, Any]]:
    answer = run("verify-ledger", "--demo", data=running.data)
    assert answer.stdout.count("\n") == 1, answer.stderr
    return answer.returncode, json.loads(answer.stdout)


def test_the_log_of_a_running_installation_verifies(running, info):
    [[size]] = rows(info["database_url"], "SELECT count(*) FROM ledger.leaf")

    code, report = verified(running)

    assert (code, report["problem"]) == (0, None)
    assert report["size"] >= size
    assert report["signed_size"] >= 1


@pytest.fixture
def changed(running, info) -> Iterator[int]:
    """Change one byte of an entry that a checkpoint covers, as whoever owns the database could; return its index."""
    index = 7
    which = "id = (SELECT entry_id FROM ledger.leaf WHERE index = %s)"
    covered = "SELECT 1 FROM ledger.checkpoint WHERE size > %s"
    running.child("desvelo.config.run worker").kill()  # a worker that starts signs what grew since
    eventually(lambda: rows(info["database_url"], covered, index), seconds=45)
    with psycopg.connect(info["database_url"], autocommit=True) as connection:
        [[whole]] = connection.execute(f"SELECT leaf FROM ledger.entry WHERE {which}", [index]).fetchall()  # noqa: S608
        broken = packing.unpack(bytes(whole)).replace(b"done", b"gone")
        assert broken != whole
        connection.execute(f"UPDATE ledger.entry SET leaf = %s WHERE {which}", [broken, index])  # noqa: S608
        yield index
        connection.execute(f"UPDATE ledger.entry SET leaf = %s WHERE {which}", [whole, index])  # noqa: S608


def test_a_changed_entry_is_found_and_its_stretch_is_named(running, changed):
    code, report = verified(running)

    said, first, last = re.fullmatch(r"(leaf|leaves)_changed at (\d+)(?: to (\d+))?", report["problem"]).groups()
    assert code == 1
    assert said
    assert int(first) <= changed <= int(last or first)


def test_a_changed_entry_is_named_by_its_index(running, changed):
    assert verified(running)[1]["problem"] == f"leaf_changed at {changed}"


def test_the_log_of_a_running_installation_leaves_and_holds_elsewhere_with_the_anchors_file(running, info, tmp_path):
    """Step by step what docs/verify.md says, with the script of the documentation alone."""
    script = Path(__file__).parents[2] / "docs" / "verify_ledger.py"
    out, kept = tmp_path / "ledger.jsonl", tmp_path / "kept.log"
    anchors = running.data / "anchors" / "checkpoints.log"
    kept.write_bytes(eventually(lambda: anchors.exists() and anchors.read_bytes()))

    exported = run("export-ledger", str(out), "--demo", data=running.data)
    again = run("export-ledger", str(out), "--demo", data=running.data)

    told = json.loads(exported.stdout)
    assert (exported.returncode, told["entries"], told["file"]) == (0, told["signed"], str(out)), exported.stderr
    assert (again.returncode, again.stdout) == (1, "")
    key = note.public_key(keyring(running.data / "keys").service("audit-signing"))
    name = json.loads(out.read_text("utf-8").splitlines()[0])["origin"]
    command = [sys.executable, "-I", script, out, "--name", name, "--key", b64encode(key).decode(), "--anchored", kept]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "all of it holds"), checked.stdout
    assert "checkpoints kept elsewhere" in checked.stdout
