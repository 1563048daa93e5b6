import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

BRANCHES = st.from_regex(r"[0-9]{4}(-[0-9xX])?", fullmatch=True)
ACCOUNTS = st.from_regex(r"[1-9][0-9]{4,8}-[0-9xX]", fullmatch=True)


def told(text: str, **talk: str) -> list[str]:
    return [value for label, value in found(text, **talk) if label == "BANK_ACCOUNT"]


@given(
    BRANCHES,
    ACCOUNTS,
    st.sampled_from(
        [
            "ag {} conta {}",
            "Agência: {}\nConta corrente: {}",
            "ag. {} c/c {}",
            "AG {} CC {}",
            "banco 341 agencia {} e conta {}",
            "Caixa ag {} op 013 conta poupança nº {}",
            "itaú {} {}",
            "ag/conta: {} / {}",
            "agência e conta {} e {}",
            "minha agencia é a {} e a conta é {}",
            "bradesco, ag {}, {}",
        ]
    ),
)
def test_branch_and_account_are_two_data(branch, account, text):
    assert told(text.format(branch, account)) == [branch, account]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("deposita na conta 88214-0 da agência 3301", ["88214-0", "3301"]),
        ("conta 12.345.678-9 no inter", ["12.345.678-9"]),
        ("nubank ag 0001 cc 99887766", ["0001", "99887766"]),
        ("poupança 013 00045821-7", ["00045821-7"]),
        ("minha conta é 4482190 no banco do brasil", ["4482190"]),
        ("conta da minha irmã 55210-3, ag 4410", ["55210-3", "4410"]),
        ("ag0217 cc0044821-9", ["0217", "0044821-9"]),
        ("conta corrente 44821 x", ["44821 x"]),
        ("sacaram 900 da minha conta 55210-3", ["55210-3"]),
        ("cta 44821-7 agc 2201", ["44821-7", "2201"]),
        ("nubank 0001 4482190-7", ["0001", "4482190-7"]),
        ("manda pra 2201 / 44821-7, é bradesco", ["2201", "44821-7"]),
        ("santander ag 0331 conta 01-044821-7", ["0331", "01-044821-7"]),
        ("sicoob coop 3008 conta 4.482-1", ["3008", "4.482-1"]),
        ("Banco: 104\nAgência: 2201\nOperação: 013\nConta: 44821-7", ["2201", "44821-7"]),
    ],
)
def test_people_write_it_in_many_ways(text, values):
    assert told(text) == values


@pytest.mark.parametrize("answer", ["2201 44821-7", "2201 / 44821-7", "0260, 2201, 44821-7", "2201\n44821-7"])
def test_the_question_makes_bare_numbers_an_account(answer):
    question = "Qual a agência e a conta para a devolução?"

    assert told(answer, question=question)[-2:] == ["2201", "44821-7"]
    assert told(answer) == []


@pytest.mark.parametrize(
    "text",
    [
        "a conta de luz 4577812 veio errada",
        "conta contrato 7004518823",
        "a conta deu 89,90",
        "na conta R$ 1250",
        "conta 250,00",
        "banco 341",
        "nubank 260, inter 077",
        "agência dos Correios 4471",
        "anel de prata ag 925",
        "moto 125 cc 2019",
        "conta do app 4482190 bloqueada",
        "abri conta em 2019",
        "final da conta 4471, mesa 12",
        "agencia de viagens 1234",
        "minha conta 11 98888-7777",
        "conta 5x sem juros",
        "op 013",
        "caixa com 1200 unidades",
        "1234 56789-0",
        "a conta tá 12% maior",
        "leva em conta 20000 km rodados",
        "conta 12000 pontos no programa",
        "cota 44821-7 do consórcio",
        "cooperativa de 120 famílias",
    ],
)
def test_bills_amounts_and_other_accounts_are_left(text):
    assert told(text) == []


def test_a_telephone_beside_an_account_stays_a_telephone():
    assert ("PHONE", "(11) 98888-7777") in found("ag 2201 conta 44821-7 (11) 98888-7777")
    assert ("CPF", "529.982.247-25") in found("ag 2201 cc 44821-7 cpf 529.982.247-25")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("muda a conta do débito, de 31190-4 pra 60.218-7", ["31190-4", "60.218-7"]),
        ("transferi da 31190-4 pra 60218-7", ["31190-4", "60218-7"]),
        ("caixa 0877 013 00031190-4", ["0877", "00031190-4"]),
    ],
)
def test_one_of_several_accounts_is_one_as_well(text, values):
    assert found(text) == [("BANK_ACCOUNT", value) for value in values]


@pytest.mark.parametrize("text", ["troca o produto 31190-4 pelo 60218-7", "peça 31190-4 e 60218-7"])
def test_the_numbers_of_goods_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "{BANK_ACCOUNT:0007} a agência e {BANK_ACCOUNT:6620914-3} a conta",
        "banco digital nem tem agencia direito, é {BANK_ACCOUNT:0007} e a conta {BANK_ACCOUNT:6620914-3}",
        "estorna pra {BANK_ACCOUNT:66209-3} agência {BANK_ACCOUNT:2210}",
    ],
)
def test_a_branch_before_its_word_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["a agência dos correios 2210", "conta de gás nº 66209-3"],
)
def test_a_branch_before_its_word_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
