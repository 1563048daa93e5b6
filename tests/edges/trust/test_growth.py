"""Anybody may have it proved that the log of one seal stands inside that of a later one, and checks it without us."""

import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from browser import Browser
from desvelo.guards.audit import actions, anchor_states, signing, store
from desvelo.guards.audit.anchors.interface import Evidence
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.ledger import alone
from desvelo.kernel.ledger.verify_proofs import verify_growth

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ADDRESS = "/confianca/auditoria/crescimento"


@pytest.fixture
def log(db) -> None:
    """Seals of 3, 6, 9, 12 and 15 entries."""
    for number in range(5):
        actions.record([Entry(tag="loaf:bake", at=NOW) for _ in range(3)])
        actions.sequence()
        actions.checkpoint(now=NOW + timedelta(minutes=number))


def verified(text: str, anchored: tuple[str, ...] = ()):
    return verify_growth(text, signing.public_key(), settings.LEDGER_ORIGIN, anchored)


@pytest.mark.parametrize(
    ("asked", "sizes"), [("?de=3", (3, 15)), ("?de=6&ate=12", (6, 12)), ("?de=15", (15, 15)), ("?de=9&ate=9", (9, 9))]
)
def test_a_stranger_gets_a_proof_that_holds_and_no_entry(log, asked, sizes):
    answer = Browser().get(f"{ADDRESS}{asked}")
    text = answer.content.decode()

    found = verified(text)
    assert (found.problem, (found.old_size, found.new_size)) == (None, sizes)
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (
        "application/json",
        "public, max-age=60",
    )
    assert "loaf" not in text


def test_what_a_stranger_kept_of_another_history_does_not_agree_with_it(log):
    text = Browser().get(f"{ADDRESS}?de=3").content.decode()
    ours = store.checkpoints_of([3])[0].note
    other = signing.sign(size=3, root=bytes(32))

    assert (verified(text, (ours,)).problem, verified(text, (ours,)).compared) == (None, 1)
    assert str(verified(text, (other,)).problem) == "histories_differ at 3"


def test_a_log_rewritten_behind_a_seal_has_no_proof_that_holds(log):
    """What the superuser does to the hashes a proof is made of."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger.leaf SET hash = sha256('x') WHERE index = 2")

    assert str(verified(Browser().get(f"{ADDRESS}?de=3").content.decode()).problem) == "growth_not_proven at 3 to 15"


def test_hashes_that_were_taken_away_are_an_error_and_no_proof(log):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger.mention WHERE index = 2")
        cursor.execute("DELETE FROM ledger.leaf WHERE index = 2")

    assert Browser().get(f"{ADDRESS}?de=3").status_code == 500


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("?de=0", 422, "isso não prova nada"),
        ("?de=4", 404, "Nenhum selo de 4 registros"),
        ("?de=3&ate=5", 404, "Nenhum selo de 5 registros"),
        ("?de=6&ate=3", 404, "Peça ao contrário"),
        ("", 400, "Diga o tamanho"),
        ("?de=-3", 400, "Diga o tamanho"),
        ("?de=3&ate=x", 400, "Diga o tamanho"),
        (f"?de={'9' * 19}", 400, "Diga o tamanho"),
    ],
)
def test_what_cannot_be_proved_is_said(log, asked, status, said):
    answer = Browser().get(f"{ADDRESS}{asked}")

    assert (answer.status_code, said in answer.content.decode()) == (status, True)


def test_the_page_leads_there_from_each_seal_but_the_newest(log):
    page = Browser().get("/confianca/auditoria").content.decode()

    assert [f"{ADDRESS}?de={size}" in page for size in (3, 6, 9, 12, 15)] == [True, True, True, True, False]


def test_the_one_file_for_strangers_checks_it_with_the_cosignature_in_it(log, tmp_path):
    line = "— witness.example/w1 AAAA\n"
    anchor_states.keep("witness", size=15, evidence=Evidence(content=line.encode(), said_at=NOW), now=NOW)
    content = Browser().get(f"{ADDRESS}?de=3").content
    (tmp_path / alone.NAME).write_text(alone.one_file(), encoding="utf-8")
    (tmp_path / "growth.json").write_bytes(content)
    key = b64encode(signing.public_key()).decode()
    command = [sys.executable, "-I", tmp_path / alone.NAME, tmp_path / "growth.json", "--name", settings.LEDGER_ORIGIN]

    done = subprocess.run([*command, "--key", key], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.splitlines()) == (0, ["from 3 to 15 entries", "all of it holds"])
    assert "witness.example/w1" in content.decode()
