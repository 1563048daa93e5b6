"""A timestamp authority made with openssl: its tokens are kept and believed only while they verify."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from desvelo.base.config.anchoring import Anchoring
from desvelo.guards.audit import anchor, anchor_states, anchoring, standing, store
from desvelo.guards.audit.anchors import timestamp
from desvelo.guards.audit.anchors.interface import NotAnchored
from desvelo.guards.audit.states import AnchorState

OPENSSL = shutil.which("openssl")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CONFIG = """
[ tsa ]
default_tsa = one
[ one ]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ req ]
distinguished_name = name
[ name ]
[ root ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[ stamping ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
"""


class Authority:
    """openssl as a timestamp authority: a root, a signer under it, one reply for each request."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        config = ["-config", "tsa.cnf"]
        new = ["-newkey", "rsa:2048", "-nodes", *config]
        self._run("req", "-x509", "-days", "20000", "-extensions", "root", "-subj", "/CN=Root", *new,
                  "-keyout", "root.key", "-out", "root.pem")  # fmt: skip
        self._run("req", "-subj", "/CN=Stamp", *new, "-keyout", "tsa.key", "-out", "tsa.csr")
        self._run("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "2",
                  "-days", "20000", "-extfile", "tsa.cnf", "-extensions", "stamping", "-out", "tsa.pem")  # fmt: skip
        self.asked = 0

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def respond(self, _path: str, body: bytes) -> tuple[int, str, bytes]:
        self.asked += 1
        (self.folder / "query").write_bytes(body)
        self._run("ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile", "query",
                  "-inkey", "tsa.key", "-signer", "tsa.pem", "-out", "reply")  # fmt: skip
        return 200, "application/timestamp-reply", (self.folder / "reply").read_bytes()

    def _run(self, *words: str) -> None:
        subprocess.run([OPENSSL, *words], cwd=self.folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authorities(tmp_path_factory) -> tuple[Authority, Authority]:
    folder = tmp_path_factory.mktemp("authorities")
    return Authority(folder / "ours"), Authority(folder / "another")


@pytest.fixture
def authority(authorities, db, far, configured) -> Authority:
    far("tsa.example", authorities[0].respond)
    configured(Anchoring(tsa_url="https://tsa.example/stamp", tsa_root=authorities[0].root))
    return authorities[0]


def state() -> AnchorState:
    return next(each for each in anchor_states.every() if each.name == "timestamp")


def test_once_a_day_the_newest_checkpoint_is_stamped_and_openssl_agrees(authority, grow, tmp_path):
    asked = authority.asked
    newest = grow(5)
    for hours in (0, 1, 23):
        anchoring.publish_due(now=NOW + timedelta(hours=hours))
    assert authority.asked == asked + 1

    token = anchor_states.evidence([5])["timestamp", 5].content
    (tmp_path / "note").write_text(newest.note)
    (tmp_path / "token").write_bytes(token)
    said = subprocess.run(
        [OPENSSL, "ts", "-verify", "-in", tmp_path / "token", "-data", tmp_path / "note", "-CAfile", authority.root],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (said.returncode, state().size, state().failures) == (0, 5, 0), said.stderr

    grow(2)
    anchoring.publish_due(now=NOW + timedelta(hours=25))
    assert (authority.asked, state().size) == (asked + 2, 7)


def test_a_token_is_over_this_note_and_no_other(authority, grow):
    first = grow(5)
    anchoring.publish_due(now=NOW)
    token = anchor_states.evidence([5])["timestamp", 5].content
    config = settings.DESVELO.anchoring

    assert timestamp.verify(token, first.note, config=config) > datetime(2020, 1, 1, tzinfo=UTC)
    for note, content in ((grow(1).note, token), (first.note, token[:-40] + bytes(40)), (first.note, b"\x30\x00")):
        with pytest.raises(NotAnchored):
            timestamp.verify(content, note, config=config)


def test_a_token_of_somebody_else_is_refused(authorities, grow, far, configured):
    far("tsa.example", authorities[1].respond)
    configured(Anchoring(tsa_url="https://tsa.example/stamp", tsa_root=authorities[0].root))
    grow(5)

    anchoring.publish_due(now=NOW)

    assert (state().failure, state().size) == ("token_not_valid", 0)
    assert anchor_states.evidence([5]) == {}
    configured(Anchoring(tsa_url="https://tsa.example/stamp", tsa_root=authorities[1].root))
    anchoring.publish_due(now=NOW + timedelta(minutes=2))
    assert (state().failure, state().size) == ("", 5)


def test_yesterdays_answer_to_another_question_is_refused(authority, grow, far):
    kept = {}

    def once(path: str, body: bytes):
        kept.setdefault("answer", authority.respond(path, body))
        return kept["answer"]

    far("tsa.example", once)
    grow(5)
    anchoring.publish_due(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger.anchor SET size = 0, due_at = '-infinity' WHERE name = 'timestamp'")

    anchoring.publish_due(now=NOW)

    assert state().failure == "token_not_valid"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, "application/timestamp-reply", b"hello"), "token_unreadable"),
        ((500, "text/plain", b""), "http_500"),
        ((200, "application/timestamp-reply", b"x" * 70_000), "http.too_large"),
    ],
)
def test_what_is_no_token_counts_for_nothing(  # noqa: PLR0917  fixtures
    authorities, grow, far, configured, answer, reason
):
    far("tsa.example", lambda _path, _body: answer)
    configured(Anchoring(tsa_url="https://tsa.example/stamp", tsa_root=authorities[0].root))
    grow(5)

    anchoring.publish_due(now=NOW)

    assert (state().failure, state().size) == (reason, 0)


def test_at_a_start_the_token_outside_the_database_knows_what_was_cut_off(authority, grow):
    grow(4)
    grow(3)
    anchoring.publish_due(now=NOW)
    with connection.cursor() as cursor:
        for statement in (
            "DELETE FROM ledger.checkpoint WHERE size > 4",
            "DELETE FROM ledger.leaf WHERE index >= 4",
            "DELETE FROM ledger.node WHERE (index + 1) << level > 4",
            "DELETE FROM ledger.evidence",
        ):
            cursor.execute(statement)
    (settings.DESVELO.data / "anchors" / anchor.CHECKPOINTS).unlink()

    with pytest.raises(standing.LedgerBehind) as refused:
        standing.require_whole()

    assert refused.value.params == {"by": "timestamp", "known": 7, "size": 4, "how": ""}
    assert store.size() == 4
