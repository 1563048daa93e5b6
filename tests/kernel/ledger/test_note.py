"""Signed notes against the published ones, and strictness against whoever writes almost one."""

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.ledger import note
from desvelo.kernel.ledger.errors import NoteInvalid

NAME, SEED = "desk.example/log", bytes(range(32))
PUBLIC = note.public_key(SEED)
ROOT = b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")

C2SP_KEY = b64decode("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")[1:]
C2SP_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
GO_SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    GO_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def signed(size=20_852_163, root=ROOT):
    return note.sign(note.checkpoint_body(NAME, size, root), NAME, SEED)


def resigned(body):
    """Sign any text, also one that ``note.sign`` would not."""
    signature = Ed25519PrivateKey.from_private_bytes(SEED).sign(body.encode())
    return f"{body}\n— {NAME} {b64encode(note.key_id(NAME, PUBLIC) + signature).decode()}\n"


def assert_refused(text, *reasons, name=NAME, public=PUBLIC):
    with pytest.raises(NoteInvalid) as refusal:
        note.verify(text, name, public)
    assert refusal.value.params["reason"] in reasons


def test_the_example_of_the_signed_note_standard_opens():
    assert note.open_signed(C2SP_NOTE, "example.com/foo", C2SP_KEY) == "This is an example message.\n"
    assert note.verifier_key("example.com/foo", C2SP_KEY) == (
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    )


def test_the_example_of_the_go_implementation_is_signed_byte_for_byte():
    assert note.sign(GO_TEXT, "PeterNeumann", GO_SEED) == GO_NOTE
    assert note.open_signed(GO_NOTE, "PeterNeumann", note.public_key(GO_SEED)) == GO_TEXT
    assert note.key_id("PeterNeumann", note.public_key(GO_SEED)).hex() == "c74f20a3"


def test_the_body_of_the_checkpoint_standard_comes_out():
    assert note.checkpoint_body("example.com/behind-the-sofa", 20852163, ROOT) == (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_what_was_signed_verifies(size, root):
    checkpoint = note.verify(signed(size, root), NAME, PUBLIC)

    assert checkpoint == note.Checkpoint(origin=NAME, size=size, root=root)


@given(st.data())
def test_no_changed_character_verifies(data):
    text = signed()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_characters=text[place]))

    assert_refused(text[:place] + other + text[place + 1 :], "form", "signature", "checkpoint")


def test_no_beginning_of_a_note_verifies():
    text = signed()

    for length in range(len(text)):
        assert_refused(text[:length], "form", "signature", "checkpoint")


def test_another_key_or_another_name_does_not_verify():
    assert_refused(signed(), "signature", public=note.public_key(bytes(32)))
    assert_refused(signed(), "signature", name="other.example/log")
    assert_refused(signed(), "signature", public=b"short")


def test_a_key_of_our_id_whose_signature_fails_refuses_the_note_beside_a_good_one():
    line = signed().splitlines(keepends=True)[-1]
    forged = f"— {NAME} {b64encode(note.key_id(NAME, PUBLIC) + bytes(64)).decode()}\n"

    assert_refused(signed() + forged, "signature")
    assert_refused(signed().replace(line, forged + line), "signature")


def test_signatures_of_others_are_ignored_but_do_not_count():
    witness = f"— witness.example/w {b64encode(b'wxyz' + bytes(72)).decode()}\n"
    same_name_other_key = f"— {NAME} {b64encode(b'wxyz' + bytes(64)).decode()}\n"
    body = signed().rpartition("\n\n")[0] + "\n\n"

    assert note.verify(signed() + witness + same_name_other_key, NAME, PUBLIC).root == ROOT
    assert_refused(body + witness + same_name_other_key, "signature")


@pytest.mark.parametrize(
    "body",
    [
        f"{NAME}\n7\n{b64encode(ROOT).decode()}\nextension\n",
        f"{NAME}\n7\n{b64encode(ROOT).decode()}\n\nextension\n",
        f"{NAME}\n07\n{b64encode(ROOT).decode()}\n",
        f"{NAME}\n+7\n{b64encode(ROOT).decode()}\n",
        f"{NAME}\n-7\n{b64encode(ROOT).decode()}\n",
        f"{NAME}\n 7\n{b64encode(ROOT).decode()}\n",
        f"{NAME}\n7_0\n{b64encode(ROOT).decode()}\n",
        f"{NAME}\n٧\n{b64encode(ROOT).decode()}\n",
        f"{NAME}\n7.0\n{b64encode(ROOT).decode()}\n",
        f"{NAME}\n\n{b64encode(ROOT).decode()}\n",
        f"{NAME}\n7\n{b64encode(ROOT).decode()[:-1]}\n",
        f"{NAME}\n7\n{b64encode(ROOT).decode()}=\n",
        f"{NAME}\n7\n{b64encode(ROOT).decode()[:-2]}J=\n",
        f"{NAME}\n7\n {b64encode(ROOT).decode()}\n",
        f"{NAME}\n7\n{b64encode(ROOT[:-1]).decode()}\n",
        f"{NAME}\n7\n{b64encode(ROOT + b'x').decode()}\n",
        f"{NAME}\n7\n{b64encode(bytes([0xFB] * 32)).decode().replace('+', '-')}\n",
        f"\n7\n{b64encode(ROOT).decode()}\n",
        f"other.example/log\n7\n{b64encode(ROOT).decode()}\n",
        f"{NAME}\n7\n",
        "\n",
    ],
)
def test_a_checkpoint_in_any_other_form_is_refused_though_well_signed(body):
    assert note.open_signed(resigned(body), NAME, PUBLIC) == body
    assert_refused(resigned(body), "checkpoint", "form")


@pytest.mark.parametrize(
    "line",
    [
        f"— {NAME} AAAA",
        f"— {NAME} AAAAAAA",
        f"— {NAME} AAAAAAB=",
        f"— {NAME}  AAAAAAA=",
        f"—{NAME} AAAAAAA=",
        f"- {NAME} AAAAAAA=",
        f"— {NAME} AAAAAAA= ",
        f"— {NAME} AAAA_AA=",
        "— a+b AAAAAAA=",
        "—  AAAAAAA=",
        "—\u00a0x AAAAAAA=",
        "anything",
    ],
)
def test_one_malformed_signature_line_refuses_the_note(line):
    assert_refused(signed() + line + "\n", "form")


@pytest.mark.parametrize("text", ["", "\n", "\n\n", "a\n\n", signed() + "\n", signed().replace("\n", "\r\n")])
def test_what_is_not_a_note_is_refused(text):
    assert_refused(text, "form")


@pytest.mark.parametrize("control", ["\x00", "\t", "\r", "\x0b", "\x1f"])
def test_control_characters_are_refused_though_well_signed(control):
    with pytest.raises(NoteInvalid):
        note.open_signed(resigned(f"a{control}b\n"), NAME, PUBLIC)


def test_a_note_of_unbounded_length_is_refused_before_it_is_read():
    assert_refused(signed() + f"— w.example/w {b64encode(bytes(300)).decode()}\n" * 1_000, "form")


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb", "a\u2028b"])
def test_a_name_that_could_not_be_read_back_signs_nothing(name):
    with pytest.raises(NoteInvalid):
        note.sign("text\n", name, SEED)


@pytest.mark.parametrize("body", ["", "no newline", "tab\t\n", "\ud800\n"])
def test_a_text_that_could_not_be_read_back_is_not_signed(body):
    with pytest.raises(NoteInvalid):
        note.sign(body, NAME, SEED)


@pytest.mark.parametrize(
    ("origin", "size", "root"), [("", 1, ROOT), ("a b", 1, ROOT), (NAME, -1, ROOT), (NAME, 1, ROOT[1:]), (NAME, 1, b"")]
)
def test_a_checkpoint_that_could_not_be_read_back_is_not_written(origin, size, root):
    with pytest.raises(NoteInvalid):
        note.checkpoint_body(origin, size, root)


def test_reading_sizes_loosely_would_give_one_statement_two_forms():
    assert int("٧") == int("07") == int(" 7 ") == int("+7") == 7
    assert b64decode("QQ==") == b64decode("QR==") == b64decode("Q\nQ==")
