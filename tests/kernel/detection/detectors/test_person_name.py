import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.detectors import person_name
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.names import candidates, lists
from desvelo.kernel.detection.names.judging import verdict
from desvelo.kernel.detection.names.signals import signals
from desvelo.kernel.detection.names.weights import WEIGHTS

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

ROOT = Path(__file__).resolve().parents[4]

NAMED = [
    "meu nome é {PERSON_NAME:Tereza Quintela}",
    "me chamo {PERSON_NAME:Vandriele}",
    "prazer, {PERSON_NAME:Kethelynn}",
    "minha nora {PERSON_NAME:Ivonilde} vai retirar",
    "meu padrasto, {PERSON_NAME:Gumercindo}, assinou",
    "quem me atendeu foi a {PERSON_NAME:Rosilene}",
    "{PERSON_NAME:Dirceu}, bom dia",
    "Bom dia, {PERSON_NAME:Vitória}! Seu pedido saiu",
    "{PERSON_NAME:valdirene aparecida de souza}",
    "{PERSON_NAME:EDNALDO PEREIRA}",
    "{PERSON_NAME:Dirce T. Moraes}\nVendas Norte",
    "NOME NO CARTAO {PERSON_NAME:JUREMA T SALES}",
    "contato com {PERSON_NAME:Zeca} na portaria",
    "a Dra. {PERSON_NAME:Nogueira} pediu",
    "o titular é o {PERSON_NAME:Osvaldo}, não a {PERSON_NAME:Marlene}",
    "o nome certo é {PERSON_NAME:Lhudmyria Petrova}",
    "aparecida? não, {PERSON_NAME:Aparecida Gomes}",
    "certidão da minha bisavó: está em nome de {PERSON_NAME:Etelvina}",
]
UNNAMED = [
    "entregam em Salvador?",
    "moro em vitória",
    "fica na rua José Bonifácio",
    "hospital Santa Rita atende?",
    "brinco de pérola e anel de jade",
    "leite integral 4,99",
    "pinto a sala de branco",
    "meu cachorro Bob fugiu",
    "a gata Luna precisa de vacina",
    "biscoito Maria 2 pacotes",
    "livro do Machado de Assis",
    "Oi, Boa Tarde",
    "Prezados, Solicito reembolso",
    "o PCD entra pela frente",
    "obrigado pela atenção",
    "dias úteis",
    "feira de santana entrega?",
    "meu nome tá sujo",
    "fala com Suporte",
    "Nome: e-mail: CPF:",
    "manda no insta @ana.clara",
    "https://exemplo.com/maria/jose",
    "pasta C:/users/joana",
]


@pytest.mark.parametrize("line", NAMED)
def test_a_name_is_found_as_it_is_marked(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", UNNAMED)
def test_streets_places_saints_goods_animals_and_greetings_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize("typed", ["Zulmirene Castanheda", "zulmirene", "ana"])
def test_the_question_for_a_name_makes_one_of_a_word_no_list_knows(typed):
    assert found(typed, question="Qual o seu nome completo?") == [("PERSON_NAME", typed)]
    assert found("Zulmirene", question="Qual o nome da empresa?") == []


@given(st.sampled_from(sorted(lists.GIVEN)), st.sampled_from(sorted(lists.SURNAMES)), st.sampled_from("ltu"))
def test_every_listed_name_with_a_surname_is_found_however_it_is_written(first, last, case):
    name = f"{first} {last}"
    typed = {"l": name, "t": name.title(), "u": name.upper()}[case]

    assert found(f"titular {typed}")[0] == ("PERSON_NAME", typed)


def test_a_decision_is_the_sum_of_its_printed_reasons():
    text = "minha nora Ivonilde vai retirar"
    (run,) = candidates.runs_in(candidates.tokens_of(text, fold(text)), candidates.Expected())
    said = verdict(signals(text, fold(text), run, asked=False))

    assert said.total == WEIGHTS["bias"] + sum(weight for _, weight in said.reasons)
    assert ("kin before", WEIGHTS["kin before"]) in said.reasons


def test_a_name_taken_off_the_lists_is_found_by_its_place_alone():
    assert fold("Kethelynn") not in candidates.KINDS
    assert fold("Lhudmyria") not in candidates.KINDS


def test_the_shipped_weights_are_what_the_script_makes_of_the_material_to_the_byte():
    made = subprocess.run(
        [sys.executable, str(ROOT / "scripts/train_names.py"), "--print"],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "77"},
    )

    assert made.stdout.decode() == (Path(candidates.__file__).parent / "weights.py").read_text(encoding="utf-8")


def test_no_word_stands_in_two_lists_that_mean_the_same_kind():
    assert not lists.GIVEN & lists.GIVEN_WORDS
    assert not lists.SURNAMES & lists.SURNAME_WORDS


def test_the_label_is_sealed_and_says_nothing():
    assert person_name.LABEL.hint("Tereza Quintela") == ""


@pytest.mark.parametrize(
    "line",
    [
        "Oi, {PERSON_NAME:Karollyne}, seu pedido saiu",
        "síndica {PERSON_NAME:Kelvyn} liberou a obra",
        "{PERSON_NAME:Bebel} me indicou a loja",
        "conversei hoje com a {PERSON_NAME:Elza} do balcão",
    ],
)
def test_other_spellings_and_verbs_of_people_make_names(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Boa noite meu filho, Cadarço preto tem?",
        "obra na rua capitão Ernesto até sexta",
        "tem loja na praça almirante Otávio?",
        "Sou de Curitiba",
        "Oficina Ferreira abre sábado?",
        "azul marinho ou grafite?",
    ],
)
def test_streets_trades_colours_and_greeted_kin_are_no_names(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "a {PERSON_NAME:Rosileide} ficou de ligar",
        "o {PERSON_NAME:Edilvan} q consertou o portão",
        "horário da {PERSON_NAME:Heleninha} amanhã",
        "visitante: {PERSON_NAME:Xherlon}, sobe às 10h",
        "minha comadre {PERSON_NAME:Quelmira} vai receber",
        "responsável legal: {PERSON_NAME:Zhenir Prado}",
        "soy {PERSON_NAME:Yorgelis}, quiero mi pedido",
        "meu nome eh {PERSON_NAME:vhaldenor}",
        "meu nome social é {PERSON_NAME:dhenyfer}",
        "eh a {PERSON_NAME:duda}, prima do {PERSON_NAME:Toinho}",
    ],
)
def test_names_put_together_and_new_ways_to_bring_somebody_in_are_found(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "meu nome é complicado",
        "meu nome social é importante pra mim?",
        "visita técnica na quinta",
        "assinatura eletrônica vale?",
        "foto com papai noel até que dia?",
        "no máximo 3 por pessoa",
        "secretaria de saúde atende sábado?",
        "a marinha abriu concurso",
    ],
)
def test_what_the_new_words_say_of_things_is_no_name(text):
    assert found(text) == []
