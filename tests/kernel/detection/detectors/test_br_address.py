import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

LIVED = [
    "moro na {ADDRESS:Rua das Acácias, 410, apto 12, Centro}",
    "{ADDRESS:rua sete de setembro 88 casa 2}",
    "{ADDRESS:Av. Beira Rio, nº 1200, bloco C ap 31}",
    "entrega na {ADDRESS:R. Tupi 45 fundos}, é o portão azul",
    "{ADDRESS:Al. dos Ipês, 90 - Jardim América - Goiânia/GO}",
    "{ADDRESS:Travessa São Jorge 12, Vila Nova}",
    "{ADDRESS:Rodovia BR-101, km 40}",
    "{ADDRESS:TV. PADRE CICERO 310}",
    "endereço: {ADDRESS:rua 12, casa 7, Conjunto Ceará}",
    "{ADDRESS:rua 25 de março 1200 cj 98}",
    "meu endereço novo é {ADDRESS:rua dos Pardais}",
    "moro no {ADDRESS:apto 302 bloco 4}",
    "minha avó mora no {ADDRESS:Sítio Três Irmãos, km 8 da estrada de Cunha}",
    "{ADDRESS:Praça da Matriz 15}, cep {CEP:01310-100}",
    "{ADDRESS:SQN 210 bloco F apto 404, Asa Norte}",
    "não é na loja não, moro na {ADDRESS:Rua do Sol 77}",
    "{ADDRESS:estrada velha s/n}, é a porteira verde",
]
PUBLIC = [
    "a loja da Rua das Acácias, 410 abre hoje?",
    "vcs ficam na av. Brasil 1200?",
    "Estamos na Av. Beira Rio, 1200",
    "o escritório fica na Alameda Santos 100",
    "qual rua é melhor pra estacionar?",
    "moro no centro",
    "moro em Goiânia",
    "entregaram no 302, eu moro no 203",
    "paguei 50 na rua de cima",
    "na rua de baixo tem 2 buracos",
    "apto 302 bloco 4",
    "av 10 de 15",
    "rua quinze, 10/11/2026",
    "pedido 20261104 da rua augusta",
    "km 98 da br 116",
    "R$ 1200",
    "lote 8821 validade 10/27",
    "quadra de tênis 50 por hora",
    "casa 2 quartos 1500",
    "https://exemplo.com/rua/das/flores/123",
]


@pytest.mark.parametrize("line", LIVED)
def test_where_people_live_is_found_from_street_to_city(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", PUBLIC)
def test_shops_cities_and_numbers_beside_a_street_are_left(text):
    assert found(text) == []


def test_the_question_makes_an_address_of_a_flat_or_a_street_without_number():
    assert found("apto 302 bloco 4", question="Qual o complemento?") == [("ADDRESS", "apto 302 bloco 4")]
    assert found("rua dos Pardais", question="Qual o endereço?") == [("ADDRESS", "rua dos Pardais")]
    assert found("apto 302 bloco 4", question="Qual o tamanho?") == []


@pytest.mark.parametrize(
    "line",
    [
        "moro na {ADDRESS:Rua das Laranjeiras nº 87}",
        "{ADDRESS:Av. Brasil N° 1500 ap 32}",
        "minha rua é {ADDRESS:rua das flores, 55}",
        "fica na {ADDRESS:alameda riachuelo, 1162 apto 9}",
        "sou do {ADDRESS:bloco 7 ap 33}",
        "vizinha do {ADDRESS:apto 12}",
        "interfone quebrado no {ADDRESS:bl b ap 41}",
    ],
)
def test_doors_and_numbers_are_found_as_people_write_them(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a oficina fica na avenida Brasil, 900",
        "tv de 50 polegadas 1999",
        "ingresso setor B fila 9 cadeira 3",
        "apto 2 quartos até 1500",
    ],
)
def test_televisions_seats_and_offers_are_no_addresses(text):
    assert found(text) == []


def test_a_bare_number_answers_the_question_for_the_house_alone():
    assert found("412", question="Qual o número da casa?") == [("ADDRESS", "412")]
    assert found("88 ap 21", question="Número e complemento, por favor") == [("ADDRESS", "88 ap 21")]
    assert found("412", question="Qual o número do pedido?") == []


@pytest.mark.parametrize(
    "line",
    [
        "aqui é o {ADDRESS:apto 704 da torre C}",
        "{ADDRESS:Av Pernambuco nº2210}",
        "{CEP:74230-110} {ADDRESS:casa 9}",
        "a filial é na avenida pará 300 e eu moro na {ADDRESS:rua piauí 41 casa 3}",
        "entrega na {ADDRESS:Rua Pará, 71-B}",
        "{ADDRESS:Rua das Rosas,18,Centro}",
        "{ADDRESS:ap 61 torre 2}, interfone quebrado",
        "deixa na portaria do {ADDRESS:edifício Bela Vista, ap 55}",
        "{ADDRESS:QNP 16 conjunto D casa 8}",
    ],
)
def test_doors_behind_a_code_and_in_the_capital_are_found(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


def test_an_answer_needs_no_street_word_and_says_no_more_than_the_door():
    assert found("marechal deodoro, 63 ap 2", question="Qual o endereço?") == [("ADDRESS", "marechal deodoro, 63 ap 2")]
    assert found("907, muro amarelo", question="Qual o número da casa?") == [("ADDRESS", "907")]
    assert found("F 302", question="Qual seu bloco e apartamento?") == [("ADDRESS", "F 302")]
    assert found("infiltração do apto 91") == [("ADDRESS", "apto 91")]
    assert found("som do ap 3 quartos na planta") == []
    assert found("chego em 20 min", question="Qual o endereço?") == []
    assert found("av pará 300 é a loja?") == []


@pytest.mark.parametrize(
    "line",
    [
        "moro na {ADDRESS:via das Orquídeas, 75}",
        "{ADDRESS:Boulevard Ipiranga, 310 apto 22}",
        "meu endereço é {ADDRESS:rampa do Mirante, 9 fundos}",
        "entrega na {ADDRESS:rua Tupi esquina com Aimorés}",
        "minha casa é na {ADDRESS:esquina da rua Tupi com a rua Aimorés}",
    ],
)
def test_other_kinds_of_street_and_corners_are_addresses_of_those_who_live_there(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "quero a segunda via da fatura 3345",
        "mandei via Sedex 10 dias atrás",
        "a rampa do estacionamento 2 fechou",
        "a padaria é na rua Tupi esquina com Aimorés?",
        "marginal parada, 40 minutos",
    ],
)
def test_copies_ways_and_public_corners_are_none(text):
    assert found(text) == []
