"""The copy: data and senders replaced, everything else letter for letter."""

import itertools
import json
import os
import signal
import stat
import subprocess
import sys

import pytest

from desvelo.config.scan import outputs
from desvelo.kernel.detection import scanning
from exported_chat import CHAT, SECRETS


def test_the_copy_of_a_chat(scan, chat, tmp_path):
    answer = scan(chat, "--redact", tmp_path / "copia.txt")

    assert answer.code == 0
    assert (tmp_path / "copia.txt").read_text() == (
        "12/03/2024 14:05 - [aviso do WhatsApp]\n"
        "12/03/2024 14:05 - Pessoa 1: Bom dia! Qual é o seu CPF?\n"
        "12/03/2024 14:06 - Pessoa 2: [CPF •• 25]\n"
        "e o cartão [Número de cartão •••• 1111]\n"
        "12/03/2024 14:07 - Pessoa 3: pedido 12345678, até logo\n"
        f"12/03/2024 14:08 - Pessoa 3: fala com @Pessoa 4, [E-mail{hint_of_email()}]\n"
        "12/03/2024 14:09 - [aviso do WhatsApp]\n"
    )


def hint_of_email() -> str:
    from desvelo.kernel.detection.catalogue import shipped

    hint = shipped().label("EMAIL").hint("ana@example.com")
    return f" {hint}" if hint else ""


def test_no_value_and_no_name_is_in_the_copy(scan, chat, tmp_path):
    """The same needles are in the original, so they would be found."""
    needles = (*SECRETS, "Maria", "Caio", "Aurora")
    scan(chat, "--redact", tmp_path / "copia.txt")
    copy = (tmp_path / "copia.txt").read_text()

    assert [needle for needle in needles if needle not in CHAT] == []
    assert [needle for needle in needles if needle in copy] == []


def test_the_copy_is_for_its_owner_only(scan, chat, tmp_path):
    scan(chat, "--redact", tmp_path / "copia.txt")

    assert stat.S_IMODE((tmp_path / "copia.txt").stat().st_mode) == 0o600


def test_the_copy_of_records_and_of_a_table(scan, tmp_path):
    (tmp_path / "m.jsonl").write_text(
        '{"id": "a", "name": "Ana", "phone": 11900004417, "text": "cpf 52998224725", "to": {"name": "Bia"}}\n'
    )
    (tmp_path / "t.csv").write_text('nome;cpf;obs\nAna;529.982.247-25;"ok; certo"\n', encoding="utf-8-sig")

    scan(tmp_path / "m.jsonl", "--redact", tmp_path / "m2.jsonl")
    scan(tmp_path / "t.csv", "--redact", tmp_path / "t2.csv")

    assert json.loads((tmp_path / "m2.jsonl").read_text()) == {
        "id": "a",
        "name": "Pessoa 1",
        "phone": "[Telefone •••• 4417]",
        "text": "cpf [CPF •• 25]",
        "to": {"name": "Pessoa 2"},
    }
    assert (tmp_path / "t2.csv").read_bytes().decode() == '\ufeffnome;cpf;obs\nPessoa 1;[CPF •• 25];"ok; certo"\n'


def test_where_detection_breaks_the_text_is_covered_whole_and_the_code_says_so(scan, chat, tmp_path, monkeypatch):
    real = scanning.scan

    def broken(text, *context, **how):
        if "pedido" in text:
            raise ZeroDivisionError
        return real(text, *context, **how)

    monkeypatch.setattr(scanning, "scan", broken)
    answer = scan(chat, "--redact", tmp_path / "copia.txt")

    assert answer.code == 3
    assert "Pessoa 3: [Texto que não pôde ser lido]\n" in (tmp_path / "copia.txt").read_text()
    assert "1 mensagens não puderam ser examinadas" in answer.out


def test_a_copy_that_cannot_be_finished_is_not_there(scan, tmp_path):
    (tmp_path / "c.txt").write_bytes(b"cpf 529.982.247-25\n" * 10_000 + b"n\xe3o\n")
    (tmp_path / "copia.txt").write_text("o que estava antes")

    answer = scan(tmp_path / "c.txt", "--redact", tmp_path / "copia.txt")

    assert answer.code == 1
    assert (tmp_path / "copia.txt").read_text() == "o que estava antes"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.txt", "copia.txt"]


def test_a_file_is_never_written_over_itself(scan, chat, tmp_path):
    (tmp_path / "link.txt").symlink_to(chat)

    for target in (chat, tmp_path / "link.txt"):
        answer = scan(chat, "--redact", target)
        assert answer.code == 1
        assert "já é usado por este comando" in answer.err
    assert chat.read_text() == CHAT


def test_two_answers_do_not_share_a_file_nor_two_files_a_copy(scan, chat, tmp_path):
    out = tmp_path / "x"

    assert "já é usado" in scan(chat, "--redact", out, "--format", "csv", "--output", out).err
    assert "um arquivo por vez" in scan(chat, chat, "--redact", out).err
    assert not out.exists()


def test_a_file_somebody_named_keeps_only_its_ending(scan, tmp_path):
    (tmp_path / "c.txt").write_text("12/03/2024 14:07 - Ana: RG da Ana.pdf (arquivo anexado)\n")

    scan(tmp_path / "c.txt", "--redact", tmp_path / "copia.txt")

    assert (tmp_path / "copia.txt").read_text() == "12/03/2024 14:07 - Pessoa 1: [arquivo].pdf (arquivo anexado)\n"


def test_a_pipe_gets_the_copy_and_stays_a_pipe(scan, chat, tmp_path):
    """Moving a file into the place of /dev/null would take it from the whole machine."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    assert scan(chat, "--redact", pipe).code == 0
    assert os.read(reader, 65_536).decode().count("[CPF •• 25]") == 1
    assert pipe.is_fifo()
    os.close(reader)


def test_what_is_stopped_leaves_nothing(tmp_path):
    (tmp_path / "c.txt").write_text("12/03/2024 14:05 - Ana: meu cpf é 529.982.247-25\n" * 300_000)
    words = [sys.executable, "-m", "desvelo.config.cli", "scan", tmp_path / "c.txt", "--redact", tmp_path / "copia.txt"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while not list(tmp_path.glob(".copia.txt.*")):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        code = process.wait(60)

    assert code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["c.txt"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a file that was open at the stop
def test_a_stop_at_any_line_leaves_the_whole_copy_or_nothing(tmp_path):
    """Ctrl-C raises wherever Python is: here at every line of the writing in turn, once."""
    whole = 0
    for at in itertools.count(1):
        lines = itertools.count(1)

        def look(frame, event, _, *, at=at, lines=lines):
            if frame.f_code.co_filename != outputs.__file__:
                return None
            if event == "line" and next(lines) == at:
                raise KeyboardInterrupt
            return look

        before = sys.gettrace()
        sys.settrace(look)
        try:
            with outputs.whole(tmp_path / "copia.txt") as file:
                file.write(b"copy")
        except KeyboardInterrupt:
            sys.settrace(before)
        else:
            break
        finally:
            sys.settrace(before)
        left = [path.name for path in tmp_path.iterdir()]
        assert left in ([], ["copia.txt"]), at
        whole += left == ["copia.txt"]
        (tmp_path / "copia.txt").unlink(missing_ok=True)

    assert at > 6
    assert whole == 1
