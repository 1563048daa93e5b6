import pytest

from desvelo.kernel.transcripts import tables
from desvelo.kernel.transcripts.errors import NotATable
from desvelo.kernel.transcripts.lines import lines


def read(text: str):
    return list(tables.messages(lines([text.encode()], "utf-8")))


def test_columns_have_the_names_of_the_first_row():
    head, row = read("id,nome,telefone,mensagem\n1,Ana,11 90000-4417,bom dia\n")

    assert head.parts == ()
    assert (row.given_id, row.sender) == ("1", "Ana")
    assert [tuple(part) for part in row.parts] == [("telefone", "11 90000-4417"), ("", "bom dia")]


def test_a_first_row_with_a_number_is_a_row():
    rows = read("Ana;11 90000-4417\nBia;11 90000-5528\n")

    assert [[tuple(part) for part in row.parts] for row in rows] == [
        [("1", "Ana"), ("2", "11 90000-4417")],
        [("1", "Bia"), ("2", "11 90000-5528")],
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_is_used(separator):
    _, row = read(f"cpf{separator}obs\n52998224725{separator}ok\n")

    assert [part.field for part in row.parts] == ["cpf", "obs"]


def test_a_cell_may_hold_line_breaks_and_rows_know_their_lines():
    _, first, second = read('obs;texto\n"um\ndois";x\ny;z\n')

    assert first.parts[0].text == "um\ndois"
    assert [first.line, second.line] == [2, 4]


def test_a_row_may_be_shorter_or_longer_than_the_first():
    _, short, long = read("nome;cpf\n;\nAna;1;2;3\n")

    assert (short.parts, short.sender) == ((), "")
    assert [part.field for part in long.parts] == ["cpf", "3", "4"]


def test_a_copy_is_a_table_again():
    head, row = read('nome;obs\nAna;"a;b"\n')

    assert head.copy([], "") == "nome;obs\n"
    assert row.copy(["c;d"], "Pessoa 1") == 'Pessoa 1;"c;d"\n'


def test_a_quotation_mark_that_never_closes_is_refused_before_it_fills_the_memory():
    with pytest.raises(NotATable) as refused:
        read('a;b\n"aberto;' + "linha\n" * 50_000)

    assert refused.value.params["line"] < 25_000


def test_an_empty_table_has_no_rows():
    assert read("") == []


@pytest.mark.parametrize("first", ["Ana;São Paulo", "a;b", "x" * 41 + ";cpf", "cpf;", "cpf;529"])
def test_what_may_be_somebody_and_no_name_of_a_column_is_looked_into(first):
    [row] = read(first + "\n")

    assert [part.text for part in row.parts] == [cell for cell in first.split(";") if cell]


@pytest.mark.parametrize("first", ["telefone1;telefone2", "CPF do titular;x", "Data;x", "Nome completo;E-mail"])
def test_names_of_columns_are_known_by_one_of_them(first):
    [head] = read(first + "\n")

    assert head.parts == ()
