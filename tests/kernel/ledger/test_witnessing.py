"""What is said to a witness and what counts of its answer: the published example, and everything near it refused."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desvelo.kernel.ledger import note, witnessing
from desvelo.kernel.ledger.errors import NoteInvalid
from desvelo.kernel.ledger.witnessing import Witness

SEED = bytes(range(32))
LOG = "desk.example/log"
NOTE = note.sign(note.checkpoint_body(LOG, 7, sha256(b"x").digest()), LOG, bytes(32))
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
WITNESS = Witness(name="witness.example/w1", public=KEY.public_key().public_bytes_raw())
SECONDS = 1_679_315_147


def line(*, name: str = WITNESS.name, key_id: bytes = WITNESS.key_id, seconds: int = SECONDS, text: str = "") -> str:
    body = text or NOTE.rpartition("\n\n")[0] + "\n"
    signature = KEY.sign(f"cosignature/v1\ntime {seconds}\n{body}".encode())
    return f"— {name} {b64encode(key_id + seconds.to_bytes(8) + signature).decode()}\n"


def test_a_cosignature_holds_and_says_when():
    found = witnessing.cosigned(line().encode(), note=NOTE, by=WITNESS)

    assert (found.line + "\n", found.at) == (line(), datetime(2023, 3, 20, 12, 25, 47, tzinfo=UTC))


def test_lines_of_others_are_passed_over():
    others = line(name="somebody.else") + line(key_id=b"abcd")

    assert witnessing.cosigned((others + line()).encode(), note=NOTE, by=WITNESS).line + "\n" == line()
    with pytest.raises(NoteInvalid, match="signature"):
        witnessing.cosigned(others.encode(), note=NOTE, by=WITNESS)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "form"),
        (b"\n", "form"),
        (line().rstrip("\n").encode(), "form"),
        (line().replace("— ", "- ").encode(), "form"),
        (b"\xff\n", "form"),
        ((line() + "\n").encode(), "form"),
        (line(text="desk.example/log\n8\nAAAA\n").encode(), "signature"),
        (line(seconds=2**63).encode(), "checkpoint"),
    ],
)
def test_an_answer_that_is_not_one_is_refused(answer, reason):
    with pytest.raises(NoteInvalid, match=reason):
        witnessing.cosigned(answer, note=NOTE, by=WITNESS)


@pytest.mark.parametrize("place", range(0, 76, 5))
def test_a_changed_byte_anywhere_is_refused(place):
    _, _, content = line()[:-1].split(" ")
    changed = bytearray(b64decode(content))
    changed[place] ^= 1

    answer = f"— {WITNESS.name} {b64encode(bytes(changed)).decode()}\n"
    with pytest.raises(NoteInvalid):
        witnessing.cosigned(answer.encode(), note=NOTE, by=WITNESS)


def test_a_published_key_is_read_and_written():
    text = witnessing.verifier_key(WITNESS)

    assert witnessing.witness(text) == WITNESS
    assert WITNESS.key_id == sha256(b"witness.example/w1\n\x04" + WITNESS.public).digest()[:4]


@pytest.mark.parametrize(
    "text",
    [
        "", "x", witnessing.verifier_key(WITNESS).replace("w1", "w2"), witnessing.verifier_key(WITNESS)[:-4],
        note.verifier_key(LOG, WITNESS.public),
    ],
)  # fmt: skip
def test_a_key_of_another_kind_or_name_is_refused(text):
    with pytest.raises(NoteInvalid):
        witnessing.witness(text)


def test_the_request_is_as_the_page_shows_it():
    proof = [b64decode("PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=")]

    assert witnessing.request(old_size=20852014, proof=proof, note=NOTE).decode() == (
        f"old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\n{NOTE}"
    )
    assert witnessing.request(old_size=0, proof=[], note=NOTE).decode() == f"old 0\n\n{NOTE}"
    with pytest.raises(ValueError, match="64"):
        witnessing.request(old_size=1, proof=[bytes(32)] * 64, note=NOTE)


@pytest.mark.parametrize("body", [b"", b"7", b"07\n", b"-7\n", b"7\n\n", b"7 \n", b"9" * 20 + b"\n"])
def test_a_size_that_is_not_plainly_written_is_refused(body):
    assert witnessing.stale_size(b"7\n") == 7
    with pytest.raises(NoteInvalid):
        witnessing.stale_size(body)
