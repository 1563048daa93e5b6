"""What an outsider types, and what comes back: every kind of file, run as the one file alone."""

import subprocess
import sys
from base64 import b64encode
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from desvelo.kernel.ledger import alone, export, note, proof, verify_command

from . import second_tree
from .stamping import Authority, TestWitness

NAME, SEED = "desk.example/log", b"s" * 32
PUBLIC = note.public_key(SEED)
LEAVES = [b'{"n":%d}' % number for number in range(13)]
WITNESS = TestWitness()
HOLDS, BROKEN, MISUSED = 0, 1, 2


def signed(size, leaves=LEAVES):
    return note.sign(note.checkpoint_body(NAME, size, second_tree.mth(leaves[:size])), NAME, SEED)


def cosigned(size):
    return signed(size) + WITNESS.line(signed(size), 1_679_315_147)


@pytest.fixture
def told(tmp_path, capsys):
    """Return what the command ends with and says, for a file of this content."""

    def _told(content, *more):
        file = tmp_path / "given"
        file.write_text(content, encoding="utf-8")
        code = verify_command.main([str(file), "--name", NAME, "--key", b64encode(PUBLIC).decode(), *map(str, more)])
        return code, capsys.readouterr().out.splitlines()

    return _told


@pytest.fixture
def kept(tmp_path):
    """Write a file of checkpoints that somebody kept."""

    def _kept(content, name="kept"):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return _kept


def exported(leaves=LEAVES, checkpoints=None, tokens=()):
    given = [signed(6, leaves), signed(13, leaves)] if checkpoints is None else checkpoints
    return "".join(export.lines(origin=NAME, checkpoints=given, leaves=leaves, tokens=tokens))


REWRITTEN = [b"other", *LEAVES[1:]]


def mail(*checkpoints):
    """A mail as it is saved: encoded for the way, with lines of its own around."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Registro de auditoria"
    message.set_content("Guarde esta mensagem.\n\n" + "\n".join(checkpoints) + "\nDesvelo\n", cte="quoted-printable")
    return message.as_bytes()


def test_an_export_that_holds(told):
    assert told(exported()) == (
        HOLDS,
        [
            "13 leaves, 13 of them under 2 checkpoints",
            f"root {b64encode(second_tree.mth(LEAVES)).decode()}",
            "all of it holds",
        ],
    )


FORMS_KEPT = {
    "the anchor file": "".join(signed(size) + "\n" for size in (3, 6, 9)).encode(),
    "the page": ("Desvelo\n\n" + "\n".join(signed(size) for size in (3, 6, 9))).encode(),
    "a page saved elsewhere": "\n".join(signed(size) for size in (3, 6, 9)).replace("\n", "\r\n").encode(),
    "a mail": mail(*(signed(size) for size in (3, 6, 9))),
}


@pytest.mark.parametrize("form", FORMS_KEPT)
def test_checkpoints_kept_in_any_form_catch_a_log_that_was_rewritten_and_signed_again(told, kept, form):
    """Without them the new story holds: that is the attack, and why somebody else keeps checkpoints."""
    elsewhere = kept(FORMS_KEPT[form])

    assert told(exported(), "--anchored", elsewhere)[0] == HOLDS
    assert "3 checkpoints kept elsewhere" in told(exported(), "--anchored", elsewhere)[1]
    assert told(exported(REWRITTEN))[0] == HOLDS
    assert told(exported(REWRITTEN), "--anchored", elsewhere)[0] == BROKEN


def test_an_acknowledged_gap_is_no_checkpoint_and_what_stands_before_it_still_speaks(told, kept):
    gap = note.sign(f"{NAME}\ngap acknowledged\nfrom 9 to 6\n", NAME, SEED)
    lost = [*LEAVES[:6], b"lost", b"too"]

    assert told(exported(), "--anchored", kept((signed(6) + "\n" + gap + "\n" + signed(9)).encode()))[0] == HOLDS
    assert told(exported(), "--anchored", kept((signed(8, lost) + "\n" + gap).encode()))[0] == BROKEN


def test_a_log_cut_short_is_caught_by_a_checkpoint_kept_elsewhere(told, kept):
    shorter = exported(LEAVES[:6], [signed(6)])

    assert told(shorter)[0] == HOLDS
    code, said = told(shorter, "--anchored", kept(signed(13).encode()))
    assert (code, said[-1]) == (BROKEN, "leaves_missing at 6 to 12")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing of the kind",
        signed(6).partition("\n\n")[0].encode() + b"\n",
        (signed(6) + "\n" + signed(9)[:40]).encode(),
        b"Subject: x\r\n\r\nnothing",
    ],
)
def test_a_file_that_holds_no_checkpoint_or_half_of_one_is_not_passed_over(told, kept, content):
    assert told(exported(), "--anchored", kept(signed(9).encode(), "good"), "--anchored", kept(content)) == (
        BROKEN,
        ["anchor_unreadable at 1"],
    )


def test_a_checkpoint_kept_elsewhere_that_is_not_ours_is_named(told, kept):
    forged = note.sign(note.checkpoint_body(NAME, 9, second_tree.mth(LEAVES[:9])), NAME, b"f" * 32)

    assert told(exported(), "--anchored", kept(forged.encode()))[1][-1] == "checkpoint_not_valid at 2"


def test_witnesses_and_tokens_are_told_and_asked_for(told, tmp_path):
    authority_folder = tmp_path / "tsa"
    authority_folder.mkdir()
    token = Authority(authority_folder).answer(signed(13).encode(), bare=True)
    whole = exported(checkpoints=[signed(6), cosigned(13)], tokens=[(13, token)])

    code, said = told(whole, "--witness", WITNESS.verifier_key(), "--unpack", tmp_path / "out")

    assert (code, said[2]) == (HOLDS, "witness.example/w1 cosigned 13 leaves at 2023-03-20T12:25:47+00:00")
    assert said[3].startswith("token over 13 leaves states 20")
    assert said[3].endswith("Z; who stamped it is for openssl to say")
    assert (tmp_path / "out" / "0-13.token").read_bytes() == token
    assert (tmp_path / "out" / "0-13.checkpoint").read_text("utf-8") == signed(13)
    moved = exported(checkpoints=[signed(6), signed(13)], tokens=[(6, token)])
    assert told(moved)[1][-1] == "token_of_another at 0"


def test_a_witness_that_was_asked_for_and_signed_nothing_fails_the_check(told):
    assert told(exported(), "--witness", WITNESS.verifier_key())[1][-1] == "witness_unseen at 0"
    assert told(exported(checkpoints=[cosigned(13)]), "--witness", WITNESS.verifier_key())[0] == HOLDS


def parts(index):
    return {"leaf": LEAVES[index], "index": index, "hashes": second_tree.path(index, LEAVES), "checkpoint": signed(13)}


def test_proofs_of_entries_in_every_form(told):
    many = "".join(proof.as_json(**parts(index)) for index in (3, 5))

    assert told(proof.as_text(**parts(5))) == (HOLDS, ['entry 5 of 13: {"n":5}', "all of it holds"])
    assert told(many) == (HOLDS, ['entry 3 of 13: {"n":3}', 'entry 5 of 13: {"n":5}', "all of it holds"])
    assert told(many + proof.without_proof(leaf=b"{}", index=14)) == (
        BROKEN,
        ['entry 3 of 13: {"n":3}', 'entry 5 of 13: {"n":5}', "entry 14 not_proven at 14", "not_proven at 14"],
    )


def test_growth(told):
    grown = proof.growth(old=signed(6), new=signed(13), hashes=second_tree.proof(6, LEAVES))

    assert told(grown) == (HOLDS, ["from 6 to 13 entries", "all of it holds"])
    assert told(grown.replace('"hashes":["', '"hashes":["A', 1))[0] == BROKEN


def test_growth_is_held_against_what_others_kept_and_cosigned(told, kept):
    grown = proof.growth(old=signed(6), new=cosigned(13), hashes=second_tree.proof(6, LEAVES))
    ours = kept((signed(6) + "\n" + signed(9)).encode())

    code, said = told(grown, "--anchored", ours, "--witness", WITNESS.verifier_key())
    assert (code, said[1]) == (HOLDS, "1 of 2 checkpoints kept elsewhere are of one of these sizes")
    assert said[2].startswith("witness.example/w1 cosigned 13 leaves")
    assert told(grown, "--anchored", kept(signed(6, REWRITTEN).encode()))[1][-1] == ("histories_differ at 6")
    alone_signed = proof.growth(old=signed(6), new=signed(13), hashes=second_tree.proof(6, LEAVES))
    assert told(alone_signed, "--witness", WITNESS.verifier_key())[1][-1] == "witness_unseen at 0"


def test_a_terminal_is_not_made_to_obey_what_a_leaf_says(told):
    """A leaf that somebody forged may hold anything; what is printed of it is text on one line."""
    leaves = [b"\x1b[2Jall of it holds\n", *LEAVES[1:]]
    text = proof.as_json(leaf=leaves[0], index=0, hashes=second_tree.path(0, leaves), checkpoint=signed(13, leaves))

    code, said = told(text)

    assert code == HOLDS
    assert said == [r"entry 0 of 13: \x1b[2Jall of it holds\n", "all of it holds"]


def test_it_says_when_it_was_asked_wrongly(told, tmp_path, capsys):
    key = b64encode(PUBLIC).decode()
    assert verify_command.main([str(tmp_path / "absent"), "--name", NAME, "--key", key]) == MISUSED
    assert capsys.readouterr().err.endswith("absent: No such file or directory\n")
    for wrong in (["--key", "short"], ["--key", key, "--witness", "x"]):
        with pytest.raises(SystemExit) as stopped:
            verify_command.main(["given", "--name", NAME, *wrong])
        assert stopped.value.code == MISUSED


def test_the_one_file_runs_alone_with_every_kind_of_file(tmp_path):
    (tmp_path / alone.NAME).write_text(alone.one_file(), encoding="utf-8")
    files = {
        "export": exported(checkpoints=[cosigned(13)]),
        "json": proof.as_json(**parts(5)),
        "text": proof.as_text(**parts(5)),
        "growth": proof.growth(old=signed(6), new=signed(13), hashes=second_tree.proof(6, LEAVES)),
        "broken": exported(REWRITTEN, [signed(13)]),
    }
    ended = {}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        command = [sys.executable, "-I", alone.NAME, name, "--name", NAME, "--key", b64encode(PUBLIC).decode()]
        ended[name] = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60).returncode

    assert ended == {"export": HOLDS, "json": HOLDS, "text": HOLDS, "growth": HOLDS, "broken": BROKEN}
