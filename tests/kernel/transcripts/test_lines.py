import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.transcripts.errors import LineTooLong, NotText, WrongEncoding
from desvelo.kernel.transcripts.lines import LONGEST_LINE, LONGEST_PIECE, encoding_of, lines, whole_lines


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\u2028")), st.integers(1, 9))
def test_nothing_is_lost_wherever_the_chunks_end(text, size):
    found = list(lines(cut(text.encode(), size), "utf-8"))

    assert "".join(line.text + line.end for line in found) == text
    assert [line.number for line in found] == list(range(1, len(found) + 1))


def test_only_a_line_feed_ends_a_line():
    found = list(lines(["a\u2028b\x0bc\rd\r\ne".encode()], "utf-8"))

    assert [(line.text, line.end) for line in found] == [("a\u2028b\x0bc\rd", "\r\n"), ("e", "")]


def test_a_line_of_a_million_characters_comes_in_bounded_pieces_cut_at_spaces():
    text = "palavra " * 125_000

    found = list(lines(cut(text.encode(), 65_536), "utf-8"))

    assert "".join(piece.text for piece in found) == text
    assert max(len(piece.text) for piece in found) <= LONGEST_PIECE
    assert all(piece.text.endswith(" ") for piece in found)
    assert [piece.begins for piece in found] == [True] + [False] * (len(found) - 1)
    assert {piece.number for piece in found} == {1}


def test_a_number_is_not_cut_in_two_where_a_word_can_be():
    text = "x" * (LONGEST_PIECE - 40) + " cpf 529 982 247 25" + " 390 533 447 05" * 20

    first, second = lines([text.encode()], "utf-8")

    assert first.text.endswith("x cpf ")
    assert second.text.startswith("529 982 247 25 390")


def test_a_record_has_to_end_somewhere():
    with pytest.raises(LineTooLong) as refused:
        list(whole_lines(lines([b"short\n", *cut(b"x" * (LONGEST_LINE + 1), 65_536)], "utf-8")))

    assert refused.value.params == {"line": 2, "limit": LONGEST_LINE}


def test_pieces_are_put_together_again():
    text = "palavra " * 10_000

    found = list(whole_lines(lines([f"{text}\nfim\n".encode()], "utf-8")))

    assert [(line.number, line.text, line.end) for line in found] == [(1, text, "\n"), (2, "fim", "\n")]


def test_what_is_not_utf8_is_said_with_its_line():
    with pytest.raises(WrongEncoding) as refused:
        list(lines([b"bom dia\nt", b"udo\nn\xe3o\n"], "utf-8"))

    assert refused.value.params == {"line": 3, "encoding": "utf-8"}


def test_a_letter_cut_at_the_end_of_the_file_is_said_too():
    with pytest.raises(WrongEncoding):
        list(lines(["não".encode()[:2]], "utf-8"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_says_the_encoding_and_is_no_text(encoding):
    data = "olá\nção".encode(encoding)

    assert encoding_of(data) == encoding
    assert [line.text for line in lines(cut(data, 1), encoding)] == ["olá", "ção"]


def test_a_picture_is_no_text():
    with pytest.raises(NotText):
        encoding_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
