"""What the terminal says."""

import re

from desvelo.config.scan.people import MOST_PEOPLE, NOBODY, OTHERS, People, shown
from desvelo.config.scan.printing import printable
from exported_chat import SECRETS


def row(out: str, beginning: str) -> list[str]:
    [line] = [line for line in out.splitlines() if line.startswith(beginning)]
    return re.split(r"\s{2,}", line)


def test_the_summary_counts_by_class_and_by_sender(scan, chat):
    answer = scan(chat)

    assert answer.code == 0
    assert row(answer.out, "Mensagens   ") == ["Mensagens", "6"]
    assert row(answer.out, "CPF") == ["CPF", "1", "1", "selado"]
    assert row(answer.out, "Número de cartão") == ["Número de cartão", "1", "1", "nunca guardado"]
    assert row(answer.out, "•••• 4417") == ["•••• 4417", "1", "2", "Número de cartão 1, CPF 1"]
    assert row(answer.out, "Maria Lopes")[1:3] == ["2", "1"]
    assert answer.err == ""


def test_no_value_is_in_the_summary(scan, chat):
    answer = scan(chat)

    assert [secret for secret in SECRETS if secret in answer.out] == []


def test_the_summary_says_that_detection_misses_some(scan, chat):
    assert "A detecção deixa passar parte" in scan(chat).out


def test_the_language_is_the_systems_or_the_one_asked_for(scan, chat, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    assert scan(chat).out.startswith("Personal data found\n")
    assert scan(chat, "--language", "pt-BR").out.startswith("Dados pessoais encontrados\n")


def test_several_files_are_one_answer(scan, chat, tmp_path):
    (tmp_path / "notas.txt").write_text("cpf 390.533.447-05\n")

    answer = scan(chat, tmp_path / "notas.txt")

    assert row(answer.out, "Arquivos") == ["Arquivos", "conversa.txt, notas.txt"]
    assert row(answer.out, "CPF") == ["CPF", "2", "2", "selado"]


def test_a_file_without_data_has_no_tables(scan, tmp_path):
    (tmp_path / "notas.txt").write_text("bom dia\n")

    answer = scan(tmp_path / "notas.txt")

    assert (answer.code, "Por classe" in answer.out) == (0, False)


def test_a_sender_cannot_write_to_the_terminal(scan, tmp_path):
    (tmp_path / "conversa.txt").write_text("12/03/2024 14:05 - \x1b]0;x\x07\u202eAna\x1b[2J: cpf 52998224725\n")

    answer = scan(tmp_path / "conversa.txt")

    assert not set(answer.out) & {"\x1b", "\x07", "\u202e"}


def test_a_sender_that_is_a_phone_number_or_an_address_is_covered():
    assert shown("\u202a+55 11 90000‑4417\u202c", {}) == "•••• 4417"
    assert shown("~ ana@example.com", {"EMAIL": "E-mail"}) == "[E-mail]"
    assert shown("Ana 2", {}) == "Ana 2"


def test_people_are_counted_within_a_bound():
    people = People({})

    numbers = [people.number(f"p{number}") for number in range(MOST_PEOPLE + 1)]

    assert numbers == [*range(1, MOST_PEOPLE + 1), OTHERS]
    assert people.number("p0") == 1
    assert people.number("") == NOBODY


def test_what_cannot_be_seen_is_not_printed():
    assert printable("a\u200bb\x00c\nd") == "a b c d"


def test_of_many_senders_a_hundred_are_listed_and_the_rest_counted(scan, tmp_path):
    lines = [f"12/03/2024 14:05 - Pessoa {number}: cpf 529.982.247-25\n" for number in range(1_104)]
    (tmp_path / "c.txt").write_text("".join(lines))

    answer = scan(tmp_path / "c.txt")

    assert answer.out.count("\nPessoa ") == 100
    assert "Mais 1.004 remetentes não estão na lista." in answer.out
    assert row(answer.out, "CPF") == ["CPF", "1.104", "1.104", "selado"]
