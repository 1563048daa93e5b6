"""Exports as the two apps write them; the words are invented, the forms are theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.transcripts import whatsapp
from desvelo.kernel.transcripts.lines import lines

LRM = "\u200e"
ANDROID_PT = """\
12/03/2024 14:05 - As mensagens e ligações são protegidas com a criptografia de ponta a ponta.
12/03/2024 14:05 - Clínica Aurora: Bom dia!
12/03/2024 14:06 - Ana: oi
segunda linha

quarta: com dois pontos
12/03/2024 14:07 - Ana: IMG-20240312-WA0001.jpg (arquivo anexado)
"""
IOS_EN = (
    f"[3/12/24, 2:05:33\u202fPM] Family: {LRM}Messages and calls are end-to-end encrypted.\n"
    "[3/12/24, 2:05:40\u202fPM] Ana: hello\nthere\n"
    f"{LRM}[3/12/24, 2:06:00\u202fPM] Ana: {LRM}<attached: 00000012-PHOTO-2024-03-12-14-06-00.jpg>\n"
    f"{LRM}[3/12/24, 2:07:00\u202fPM] Bia: {LRM}image omitted\n"
    f"[3/12/24, 2:08:00\u202fPM] Bia: {LRM}Bia added Caio\n"
)


def read(text: str):
    return list(whatsapp.messages(lines([text.encode()], "utf-8")))


def texts(entries):
    return [entry.parts[0].text for entry in entries]


def test_an_android_export_in_portuguese():
    entries = read(ANDROID_PT)

    assert [entry.sender for entry in entries] == ["", "Clínica Aurora", "Ana", "Ana"]
    assert [entry.notice for entry in entries] == [True, False, False, False]
    assert [entry.line for entry in entries] == [1, 2, 3, 7]
    assert texts(entries)[2] == "oi\nsegunda linha\n\nquarta: com dois pontos"


def test_an_iphone_export_in_english():
    entries = read(IOS_EN)

    assert [entry.sender for entry in entries] == ["Family", "Ana", "Ana", "Bia", "Bia"]
    assert [entry.notice for entry in entries] == [True, False, False, False, True]
    assert [entry.sent_at for entry in entries][1] == "3/12/24, 2:05:40\u202fPM"
    assert texts(entries)[1] == "hello\nthere"


def test_android_marks_its_files_as_the_iphone_marks_its_notices():
    [entry] = read(f"12/03/2024 14:07 - Ana: {LRM}IMG-20240312-WA0001.jpg (arquivo anexado)\nlegenda com cpf\n")

    assert entry.notice is False
    assert texts([entry])[0].endswith("\nlegenda com cpf")


@pytest.mark.parametrize(
    "head",
    ["12/03/2024 14:05 - ", "12/03/24 14:05 - ", "12/03/2024, 14:05 - ", "3/12/24, 2:05 PM - ",
     "3/12/24, 2:05\u202fpm - ",
     "12.03.24, 14:05 - ", "2024-03-12, 14:05 - ", "12/03/2024 às 14:05 - ", "[12/03/2024, 14:05:33] ",
     "[12/03/24 14:05:33] ", "[3/12/24, 2:05:33 PM] ", f"{LRM}[12/03/2024, 14:05:33] ", "\ufeff12/03/2024 14:05 - ",
     "12/03/2024 2:05 p. m. - "],
)  # fmt: skip
def test_every_form_of_a_date_begins_a_message(head):
    [entry] = read(f"{head}Ana: bom dia\n")

    assert (entry.sender, texts([entry])) == ("Ana", ["bom dia"])
    assert entry.copy(["olá"], "Pessoa 1") == f"{head}Pessoa 1: olá\n"


@pytest.mark.parametrize(
    "line",
    [
        "12/03/2024 é a data",
        "14:05 - Ana: oi",
        "[12/03/2024] Ana: oi",
        "1/2 - Ana: oi",
        "em 12/03/2024 14:05 - Ana: oi",
    ],
)
def test_a_line_that_only_looks_like_a_beginning_goes_on(line):
    [entry] = read(f"12/03/2024 14:05 - Ana: oi\n{line}\n")

    assert texts([entry]) == [f"oi\n{line}"]


def test_a_sender_may_be_a_phone_number_between_marks():
    [entry] = read("12/03/2024 14:05 - \u202a+55 11 90000‑4417\u202c: oi\n")

    assert entry.sender == "\u202a+55 11 90000‑4417\u202c"


def test_what_stands_before_the_first_date_is_an_entry_too():
    first, second = read("529.982.247-25\n12/03/2024 14:05 - Ana: oi\n")

    assert (texts([first]), first.sender, first.notice) == (["529.982.247-25"], "", False)
    assert second.sender == "Ana"


def test_a_message_without_end_comes_in_pieces_that_know_where_they_stand():
    text = "12/03/2024 14:05 - Ana: " + "uma linha qualquer\n" * 5_000

    entries = read(text)

    assert len(entries) > 3
    assert max(len(entry.parts[0].text) for entry in entries) <= 2 * whatsapp.LONGEST_MESSAGE
    assert {(entry.sender, entry.line) for entry in entries} == {("Ana", 1)}
    whole = text.removeprefix("12/03/2024 14:05 - Ana: ")
    for entry in entries:
        assert whole[entry.offset :].startswith(entry.parts[0].text)


def test_a_number_written_over_lines_stays_in_one_piece():
    lines_ = ["y" * 100] * 162 + ["y" * 18, "529", "982", "247", "25", "fim"]

    first, second = read("12/03/2024 14:05 - Ana: " + "\n".join(lines_))

    assert first.parts[0].text.endswith("529\n982\n247\n25")
    assert second.parts[0].text == "fim"


@given(
    st.lists(
        st.text("ab:1/\u200e\u2028 \r", max_size=8)
        | st.sampled_from(["12/03/2024 14:05 - Ana: x", "[3/12/24, 2:05:33 PM] B: ", "12/03/2024 14:05 - notice"])
    )
)
def test_a_copy_in_which_nothing_is_replaced_is_the_file(written):
    text = "\n".join(written)

    entries = read(text)

    assert "".join(entry.copy([part.text for part in entry.parts], entry.sender) for entry in entries) == text
