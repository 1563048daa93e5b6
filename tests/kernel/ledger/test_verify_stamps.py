"""What others said of a checkpoint: read to the byte, believed only about the tree it was said of."""

import re
import subprocess
from base64 import b64decode, b64encode

import pytest

from desvelo.kernel.ledger import note, verify, verify_stamps
from desvelo.kernel.ledger.verify import Problem
from desvelo.kernel.ledger.verify_stamps import Seen

from . import second_tree
from .stamping import Authority, TestWitness

NAME, SEED = "desk.example/log", b"s" * 32
PUBLIC = note.public_key(SEED)
LEAVES = [b'{"n":%d}' % number for number in range(13)]
WITNESS = TestWitness()
AT = 1_679_315_147


def signed(size):
    return note.sign(note.checkpoint_body(NAME, size, second_tree.mth(LEAVES[:size])), NAME, SEED)


def seen(*texts, witness=WITNESS):
    checkpoints = [verify.read_signed(text, PUBLIC, NAME) for text in texts]
    assert None not in checkpoints
    return verify_stamps.seen_by(verify_stamps.read_witness(witness.verifier_key()), checkpoints, number=7)


def test_a_witness_is_told_with_the_largest_tree_it_saw_and_when():
    small, large = (signed(size) + WITNESS.line(signed(size), AT + size) for size in (6, 13))

    assert seen(small, large) == seen(large, small) == Seen(name=WITNESS.name, size=13, at=AT + 13)
    assert seen(small, signed(13)) == Seen(name=WITNESS.name, size=6, at=AT + 6)


def test_a_witness_that_signed_nothing_is_named():
    other = TestWitness("other.example/w", b"o" * 32)

    assert seen(signed(13)) == Problem(code="witness_unseen", index=7)
    assert seen(signed(13) + other.line(signed(13), AT)) == Problem(code="witness_unseen", index=7)


def test_a_cosignature_of_another_tree_or_time_is_not_valid():
    moved = signed(13) + WITNESS.line(signed(6), AT)
    later = bytearray(b64decode(WITNESS.line(signed(13), AT).split(" ")[2]))
    later[11] ^= 1
    restamped = signed(13) + f"— {WITNESS.name} {b64encode(later).decode()}\n"

    assert seen(moved) == Problem(code="cosignature_not_valid", index=0)
    assert seen(signed(6), restamped) == Problem(code="cosignature_not_valid", index=1)


def test_no_changed_bit_of_a_cosignature_counts():
    content = b64decode(WITNESS.line(signed(13), AT).split(" ")[2])
    for place in range(len(content) * 8):
        bent = bytearray(content)
        bent[place // 8] ^= 1 << place % 8
        code = "witness_unseen" if place // 8 < 4 else "cosignature_not_valid"
        found = seen(signed(13) + f"— {WITNESS.name} {b64encode(bent).decode()}\n")
        assert isinstance(found, Problem)
        assert found.code == code
    for wrong in (content[:-1], content + b"\x00", content[:12], content[:4]):
        found = seen(signed(13) + f"— {WITNESS.name} {b64encode(wrong).decode()}\n")
        assert found == Problem(code="cosignature_not_valid", index=0)


def test_a_plain_signature_of_the_witness_is_no_cosignature():
    """Types keep statements apart: 0x01 over the body says nothing about having seen the log grow."""
    plain = note.sign(note.checkpoint_body(NAME, 13, second_tree.mth(LEAVES)), WITNESS.name, b"w" * 32)
    line = plain.partition("\n\n")[2]

    assert seen(signed(13) + line) == Problem(code="witness_unseen", index=7)


def test_the_key_id_is_that_of_the_published_example_form():
    """The id commits to name, type and key; the log's own type gives another."""
    witness = verify_stamps.read_witness(WITNESS.verifier_key())

    assert witness.key_id == WITNESS.key_id != note.key_id(WITNESS.name, WITNESS.public)


@pytest.mark.parametrize(
    "bent",
    [
        lambda key: key.replace("+", "-", 1),
        lambda key: key.replace("w1", "w2"),
        lambda key: key[:-4] + "AAA=",
        lambda key: key[:-4],
        lambda _: note.verifier_key(NAME, PUBLIC),
        lambda _: "",
    ],
)
def test_a_witness_key_of_another_form_type_or_id_is_refused(bent):
    with pytest.raises(ValueError):  # noqa: PT011  its text is the key that was refused
        verify_stamps.read_witness(bent(WITNESS.verifier_key()))


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tsa"))


def body(size):
    return signed(size).encode()


def test_signatures_of_witnesses_added_later_change_nothing_for_a_token(authority):
    later = verify.read_signed(signed(13) + WITNESS.line(signed(13), AT), PUBLIC, NAME)

    assert isinstance(verify_stamps.stamped([(13, authority.answer(body(13)))], [later]), list)


def stamped(*tokens):
    return verify_stamps.stamped(tokens, [verify.read_signed(signed(size), PUBLIC, NAME) for size in (6, 13)])


@pytest.mark.parametrize("bare", [True, False])
def test_a_token_of_openssl_says_when_it_stamped_the_checkpoint(authority, bare):
    [(size, at)] = stamped((13, authority.answer(body(13), bare=bare)))

    assert size == 13
    assert re.fullmatch(r"20[0-9]{12}Z", at)


def test_a_token_of_another_checkpoint_is_named(authority):
    token = authority.answer(body(6))

    assert stamped((6, token), (13, token)) == Problem(code="token_of_another", index=1)
    assert stamped((7, token)) == Problem(code="token_of_another", index=0)


def test_a_token_with_another_hash_or_a_refusal_is_unreadable(authority):
    refusal = bytes.fromhex("30053003020102")

    assert stamped((13, authority.answer(body(13), digest="sha512"))) == Problem(code="token_unreadable", index=0)
    assert stamped((13, refusal)) == Problem(code="token_unreadable", index=0)


def test_no_beginning_of_a_token_and_no_changed_byte_of_its_hash_is_taken_for_it(authority):
    token = authority.answer(body(13), bare=True)
    place = token.index(verify_stamps.read_token(token).imprint)

    for end in range(len(token)):
        assert stamped((13, token[:end])) == Problem(code="token_unreadable", index=0)
    for at in range(place, place + 32):
        bent = token[:at] + bytes([token[at] ^ 0x40]) + token[at + 1 :]
        assert stamped((13, bent)) == Problem(code="token_of_another", index=0)


def test_no_bytes_make_the_reader_of_tokens_fail_otherwise(authority):
    token = authority.answer(body(13))
    for at in range(120):
        for value in (0, 1, 0x7F, 0x80, 0x84, 0x88, 0xFF):
            found = stamped((13, token[:at] + bytes([value]) + token[at + 1 :]))
            assert isinstance(found, list) or found.code in {"token_unreadable", "token_of_another"}


def test_who_stamped_is_for_openssl_and_it_reads_what_is_unpacked(authority, tmp_path):
    """A token that anybody could have made passes here; the documented command is what refuses it."""
    (tmp_path / "0-13.checkpoint").write_bytes(body(13))
    (tmp_path / "0-13.token").write_bytes(verify_stamps.read_token(authority.answer(body(13))).der)
    impostor = tmp_path / "impostor"
    impostor.mkdir()
    other = Authority(impostor)

    def asked(certificate):
        command = ["openssl", "ts", "-verify", "-in", "0-13.token", "-token_in", "-data", "0-13.checkpoint",
                   "-CAfile", certificate]  # fmt: skip
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60).returncode

    assert isinstance(stamped((13, (tmp_path / "0-13.token").read_bytes())), list)
    assert asked(authority.certificate) == 0
    assert asked(other.certificate) != 0
