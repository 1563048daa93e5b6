"""A witness that really checks proofs cosigns what only grew, and nothing else."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from desvelo.base.config.anchoring import Anchoring
from desvelo.guards.audit import actions, anchor, anchor_states, anchoring, exporting, signing, standing, store
from desvelo.guards.audit.anchors import catalogue
from desvelo.guards.audit.states import AnchorState
from desvelo.kernel.ledger import merkle, verify_command
from small_witness import SmallWitness

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PLACE = catalogue.named("witness")


@pytest.fixture
def witness(db, far, configured) -> SmallWitness:
    made = SmallWitness(log_name=settings.LEDGER_ORIGIN, log_key=signing.public_key())
    far("witness.example", made.respond)
    configured(Anchoring(witness_url="https://witness.example/witness", witness_key=made.verifier_key))
    return made


def state() -> AnchorState:
    return next(each for each in anchor_states.every() if each.name == "witness")


def test_each_checkpoint_is_cosigned_and_the_cosignature_kept_beside_it(witness, grow):
    for number, more in enumerate((3, 1, 9, 20), start=1):
        newest = grow(more)
        assert anchoring.publish_due(now=NOW + timedelta(minutes=number)) >= 1
        assert (witness.size, witness.root) == (newest.size, newest.root)

    kept = anchor_states.evidence([33])["witness", 33]
    assert kept.said_at == datetime.fromtimestamp(witness.clock, UTC)
    assert anchor.newest(anchor.COSIGNED) == store.last_checkpoint().note + kept.content.decode()
    assert witness.asked == [0, 3, 4, 13]
    assert (state().size, state().failures) == (33, 0)


def test_the_export_carries_each_cosignature_and_a_stranger_who_knows_the_witness_finds_them(
    witness, grow, tmp_path, capsys
):
    for number, more in enumerate((3, 4), start=1):
        grow(more)
        anchoring.publish_due(now=NOW + timedelta(minutes=number))
    file = tmp_path / "ledger.jsonl"
    file.write_text("".join(exporting.log_lines(size=7)), encoding="utf-8")
    key = b64encode(signing.public_key()).decode()

    code = verify_command.main(
        [str(file), "--name", settings.LEDGER_ORIGIN, "--key", key, "--witness", witness.verifier_key]
    )

    said = capsys.readouterr().out.splitlines()
    assert (code, said[0]) == (0, "7 leaves, 7 of them under 2 checkpoints")
    assert said[2].startswith("witness.example/w1 cosigned 7 leaves at ")
    assert file.read_text("utf-8").count("witness.example/w1") == 2


def test_a_witness_that_saw_another_size_is_given_the_proof_from_there(witness, grow):
    grow(3)
    anchoring.publish_due(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger.anchor SET size = 1 WHERE name = 'witness'")
    grow(4)

    anchoring.publish_due(now=NOW + timedelta(minutes=1))

    assert witness.asked == [0, 1, 3]
    assert (witness.size, state().size) == (7, 7)


def test_a_wrong_proof_is_refused_noted_and_tried_again_later(witness, grow, monkeypatch):
    grow(3)
    anchoring.publish_due(now=NOW)
    grow(4)
    real = merkle.consistency_proof
    monkeypatch.setattr(merkle, "consistency_proof", lambda *a, **k: [bytes(32), *real(*a, **k)[1:]])

    anchoring.publish_due(now=NOW + timedelta(minutes=1))

    assert (state().failure, state().failures, state().size, witness.size) == ("proof_refused", 1, 3, 3)
    assert anchoring.publish_due(now=NOW + timedelta(seconds=90)) == 0
    monkeypatch.setattr(merkle, "consistency_proof", real)
    anchoring.publish_due(now=NOW + timedelta(minutes=3))
    assert (state().failure, state().failures, state().size, witness.size) == ("", 0, 7, 7)


def test_a_rewritten_log_gets_no_cosignature(witness, grow):
    grow(5)
    anchoring.publish_due(now=NOW)
    witness.root = bytes(32)
    grow(1)

    anchoring.publish_due(now=NOW + timedelta(minutes=1))

    assert (state().failure, state().size) == ("proof_refused", 5)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, "text/plain", b""), "cosignature_form"),
        ((200, "text/plain", "— somebody.else AAAAAAAA\n".encode()), "cosignature_signature"),
        ((403, "text/plain", b""), "http_403"),
        ((404, "text/plain", b""), "http_404"),
        ((409, "text/x.tlog.size", b"007\n"), "answer_unreadable"),
        ((409, "text/plain", b"7\n"), "witness_knows_other_root"),
        ((302, "text/plain", b""), "http.redirected"),
    ],
)
def test_an_answer_that_is_no_cosignature_counts_for_nothing(grow, far, configured, answer, reason):
    known = SmallWitness(log_name=settings.LEDGER_ORIGIN, log_key=signing.public_key())
    far("witness.example", lambda _path, _body: answer)
    configured(Anchoring(witness_url="https://witness.example/witness", witness_key=known.verifier_key))
    grow(2)

    anchoring.publish_due(now=NOW)

    assert (state().failure, state().size) == (reason, 0)
    assert anchor_states.evidence([2]) == {}


def test_a_cosignature_of_the_same_name_by_another_key_is_refused(witness, grow):
    other = SmallWitness(log_name=settings.LEDGER_ORIGIN, log_key=signing.public_key())
    forged = other.cosignature
    other_key_id = witness.key_id
    witness.cosignature = lambda note: _with_key_id(forged(note), other_key_id)
    grow(2)

    anchoring.publish_due(now=NOW)

    assert state().failure == "cosignature_signature"


def _with_key_id(line: bytes, key_id: bytes) -> bytes:
    _, name, content = line.decode().split(" ")
    from base64 import b64decode

    return f"— {name} {b64encode(key_id + b64decode(content)[4:]).decode()}\n".encode()


def cut_off_at(size: int) -> None:
    with connection.cursor() as cursor:
        for statement in (
            "DELETE FROM ledger.checkpoint WHERE size > %s",
            "DELETE FROM ledger.leaf WHERE index >= %s",
            "DELETE FROM ledger.node WHERE (index + 1) << level > %s",
        ):
            cursor.execute(statement, [size])


def test_at_a_start_the_witness_says_that_it_saw_more(witness, grow):
    """The file of this machine is gone as well: the witness alone remembers."""
    grow(4)
    grow(3)
    anchoring.publish_due(now=NOW)
    assert standing.require_whole() == ()
    cut_off_at(4)
    for file in (anchor.CHECKPOINTS, anchor.COSIGNED):
        (settings.DESVELO.data / "anchors" / file).unlink()

    with pytest.raises(standing.LedgerBehind) as refused:
        standing.require_whole()

    assert refused.value.params == {"by": "witness", "known": 7, "size": 4, "how": ""}


def test_a_witness_that_saw_another_tree_of_this_size_says_so(witness, grow):
    grow(4)
    anchoring.publish_due(now=NOW)
    witness.root = bytes(32)

    with pytest.raises(standing.LedgerBehind, match="knows 4 entries, the database has 4 and another content"):
        standing.require_whole()


def test_a_witness_that_is_away_stops_no_start(grow, configured):
    key = SmallWitness(log_name="x", log_key=bytes(32)).verifier_key
    configured(Anchoring(witness_url="https://no-such-host.invalid/witness", witness_key=key))
    grow(4)

    assert [each.by for each in standing.require_whole()] == ["witness"]


def test_after_an_acknowledged_gap_the_witness_stays_with_the_history_it_saw(witness, grow):
    grow(4)
    grow(3)
    anchoring.publish_due(now=NOW)
    cut_off_at(4)
    assert {each.by for each in standing.gaps()[0]} == {"file", "witness"}

    actions.acknowledge(by=uuid4(), also_by=uuid4(), now=NOW)

    assert standing.require_whole() == ()
    assert anchoring.publish_due(now=NOW + timedelta(minutes=1)) >= 1
    assert (state().failure, witness.size) == ("witness_knows_more", 7)
    while store.size() < 12:
        grow(1)
    anchoring.publish_due(now=NOW + timedelta(minutes=5))
    assert (state().failure, witness.size) == ("proof_refused", 7)
