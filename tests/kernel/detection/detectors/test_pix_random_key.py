import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

KEYS = st.uuids(version=4).map(str)
KEY = "0d1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b"


@given(KEYS, st.sampled_from(["-", "", " ", "\u2013", "\n"]), st.booleans())
def test_a_declared_key_is_found_whole_in_any_spelling(key, joint, upper):
    typed = key.replace("-", joint)
    typed = typed.upper() if upper else typed

    assert found(f"minha chave pix: {typed}, ok") == [("PIX_KEY", typed)]


@given(KEYS)
def test_a_key_that_is_the_whole_message_counts(key):
    assert found(key) == [("PIX_KEY", key)]


def test_a_key_with_a_telephone_in_its_middle_is_not_cut_up():
    key = "14ddd9d0-7453-4030-8908-2d4f72c1a41d"

    assert found(key) == [("PIX_KEY", key)]


@given(st.uuids(version=1).map(str))
def test_another_version_of_uuid_alone_is_no_key(uuid):
    assert "PIX_KEY" not in [label for label, _ in found(uuid)]


@pytest.mark.parametrize(
    "text",
    [
        "manda na aleatória {}",
        "{} é a minha chave",
        "pode devolver em {}",
        "estorna aqui por favor {} obrigada",
        "chave:\n{}",
        "pedido 4471, o pix é {}",
    ],
)
def test_the_nearest_word_says_that_money_goes_there(text):
    assert found(text.format(KEY)) == [("PIX_KEY", KEY)]


@pytest.mark.parametrize("talk", [{"question": "Qual a sua chave Pix?"}, {"previous": "vou mandar minha chave"}])
def test_what_was_said_before_declares_it(talk):
    assert found(f"é essa {KEY}", **talk) == [("PIX_KEY", KEY)]
    assert found(f"é essa {KEY}") == []


@pytest.mark.parametrize(
    "text",
    [
        "erro 500, request id {}",
        "o id da transferência é {}",
        "código da transação pix {}",
        "sessão {} expirou",
        "uuid {} do aparelho",
        "no log aparece {}",
        "chave de licença {}",
        "{} é o id do pedido",
        "https://exemplo.com/pix/{}",
        "pix x{}",
        "pix {}0",
        "id de chave no arquivo {}",
    ],
)
def test_requests_sessions_transactions_and_links_are_left(text):
    assert found(text.format(KEY)) == []


def test_a_message_that_answers_for_an_order_is_no_key():
    assert found(KEY, question="Qual o id do pedido?") == []


@pytest.mark.parametrize(
    "line",
    ["copia a chave da nossa conta, {PIX_KEY:7c0f1a2b-3d4e-4f5a-9b6c-0d1e2f3a4b5c}, confere"],
)
def test_a_key_of_an_account_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["erro na sessao 7c0f1a2b-3d4e-4f5a-9b6c-0d1e2f3a4b5c"],
)
def test_a_key_of_an_account_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
