"""No text, however long or spiteful, costs more than its length.

Two arguments: the number of calls Python makes grows with the text and no faster, and no pattern of this package
repeats without bound inside a repetition, which is what makes a pattern explode.
"""

import importlib
import pkgutil
import re
import sys
from re import _constants, _parser

import pytest

from desvelo.kernel import detection
from desvelo.kernel.detection.reading import Context
from desvelo.kernel.detection.scanning import scan

SPITEFUL = [
    "1 ", "9", "1.", "a@", "@", " arroba a", "a ponto b ", "senha ", "senha é x ", 'senha "', "senha: Abc123x ",
    "a1b2c3 como senha ", "codigo 1234 ", "codigo de ", "5555 5555 5555 4444 ", "cpf 529.982.247-25 ", "11 98888-7777 ",
    "08/29 ", "cvv 123 ", "http://a1", "1\u200b", "❤️1", "\n", "pedido ", "12345678901 ", "12.ABC.345/01DE-35 ", "cnpj ",
    "ab abc abc abcd ", "cep 01310-100 ", "01310-100 ", "0d1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b ", "pix 0d1f2a3b-",
    "id da ", "cinco ", "cinco e ", "cvv um dois três ", "vinte e um ", "mil ", "ponto ", "5 ponto ", "1l ", "O1",
    "cnh 66712768426 ",
    "rg 48.364.841-3 ", "sp ", "nasci 03/04/1991 ", "3 de abril ", "placa PQR3C45 ", "a b c 1 ", "passaporte GA482913 ",
    "2395424-55.2006.8.04.0295 ", "2395424",
    "000201", "000201br.gov.bcb.pix", "00020126580014br.gov.bcb.pix", "0001026304", "00190.50095 ",
    "836047420515 ", "ag 123 ", "ag 1234 conta ", "conta 5567-1 ", "conta ", "itau 1234 5678-9 ", "177.92.14.203 ",
    "2804:14c:", "::", ":a", "-8.1122, ", "lat ", "4FPH+3V ", "+", "23\u00b033'01", "https://maps.app.goo.gl/",
    "eyJ-", "eyJhbGci.", "sk-", "token ", "token: q7Zk2Wm9Xv4T ", "a://b:c", "host=password",
    "-----BEGIN PRIVATE KEY-----", "?token=abcdefgh", "seed bola ",
    "bola ", "12. ", "códigos de backup 4821-9937 ", "ghp_", "_", "chave ",
    "id da ", "ana ", "Ana da ", "maria e ", "minha mae ", "nome: Xyz ", "Ana Bia ", "dona ", "sou a ", "rua ",
    "rua a 1 ", "moro na rua a ", "ap 1 bloco 2 ", "sou surdo ",
    "tenho diabetes de ", "minha digital ", "sou do sindicato ", "meu pai e preto ", "sind", "filiado ao pt ",
    "sou gay ",
]  # fmt: skip
CONTEXT = Context(question="Qual a senha e o código?", previous="cpf cinco 29")


def calls_made(text: str) -> int:
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        scan(text, CONTEXT)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SPITEFUL, ids=repr)
def test_twice_the_text_is_at_most_twice_the_work(shape):
    scan(shape, CONTEXT)
    once, twice = calls_made(shape * 200), calls_made(shape * 400)

    assert twice <= 2.1 * once + 200


def patterns():
    for module in pkgutil.walk_packages(detection.__path__, prefix=f"{detection.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield pytest.param(value.pattern, id=f"{module.name.rsplit('.', 1)[-1]}.{name}")


def explodes(tree, *, inside: bool = False) -> bool:
    """Tell whether an unbounded repetition stands inside another repetition of more than ten."""
    for operation, argument in tree:
        if operation in {_constants.MAX_REPEAT, _constants.MIN_REPEAT}:
            _, most, body = argument
            if (inside and most == _constants.MAXREPEAT) or explodes(body, inside=inside or most > 10):
                return True
        elif operation is _constants.SUBPATTERN:
            if explodes(argument[-1], inside=inside):
                return True
        elif operation is _constants.BRANCH:
            if any(explodes(branch, inside=inside) for branch in argument[1]):
                return True
        elif operation in {_constants.ASSERT, _constants.ASSERT_NOT} and explodes(argument[1], inside=inside):
            return True
    return False


@pytest.mark.parametrize("pattern", list(patterns()))
def test_no_pattern_repeats_without_bound_inside_a_repetition(pattern):
    assert not explodes(_parser.parse(pattern))


def test_the_check_itself_sees_a_pattern_that_explodes():
    assert explodes(_parser.parse(r"(?:a+)+$"))
    assert explodes(_parser.parse(r"(?:x|(\d+\s?))*$"))


def test_a_text_of_64_kib_is_scanned_to_its_end():
    text = "oi, tudo bem? " * 4700 + "cpf 529.982.247-25"

    (finding,) = scan(text)

    assert len(text) > 64 * 1024
    assert text[finding.start : finding.end] == "529.982.247-25"
