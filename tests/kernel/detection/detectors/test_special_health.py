import pytest

from desvelo.kernel.detection import subject

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

TOLD = [
    "tenho {HEALTH:lúpus} e preciso de atendimento prioritário",
    "minha mãe faz {HEALTH:hemodiálise} três vezes por semana",
    "sou {HEALTH:surdo}, podem mandar mensagem em vez de ligar?",
    "meu filho é {HEALTH:autista nível 2} e não aguenta fila",
    "to {HEALTH:grávida de 20 semanas}, posso viajar?",
    "descobri que estou {HEALTH:gravida}",
    "fiz {HEALTH:cirurgia no joelho} mês passado",
    "tomo {HEALTH:losartana 50mg} todo dia",
    "meu pai teve um {HEALTH:AVC} e ficou {HEALTH:acamado}",
    "meu {HEALTH:exame deu reagente} pra {HEALTH:sífilis}",
    "atestado com {HEALTH:CID M54.5} 3 dias",
    "a paciente tem {HEALTH:alergia a dipirona}",
    "ela tá {HEALTH:internada na UTI}",
    "sou {HEALTH:diabética}, tem opção sem açúcar?",
    "tive {HEALTH:covid} semana passada, preciso remarcar",
    "minha filha {HEALTH:quebrou o braço} ontem",
    "{HEALTH:quebrei o pé} e não consigo ir até aí",
    "faço {HEALTH:terapia} e tomo {HEALTH:sertralina}",
    "meu marido tem {HEALTH:câncer de próstata}",
    "sou {HEALTH:cadeirante}, tem rampa?",
    "tenho {HEALTH:deficiência visual}, mandem áudio",
    "meu tipo sanguíneo é {HEALTH:O negativo}",
    "fui diagnosticada com {HEALTH:transtorno bipolar}",
    "minha avó está com {HEALTH:pneumonia}",
    "{HEALTH:fraturei o tornozelo}",
    "sofro de {HEALTH:enxaqueca crônica}",
    "meu irmão é {HEALTH:dependente químico}",
    "{HEALTH:perdi o bebê} e quero cancelar o chá",
    "estou com {HEALTH:febre} e {HEALTH:dor no peito}",
    "minha sogra tem {HEALTH:Parkinson}",
    "to fazendo {HEALTH:quimioterapia} não consigo trabalhar",
    "ele usa {HEALTH:insulina}",
    "tive um {HEALTH:aborto} em março",
    "meu colega {PERSON_NAME:Renan} está com {HEALTH:burnout}",
    "tenho {HEALTH:intolerância à lactose}",
    "meu laudo deu {HEALTH:TEA}",
    "uso {HEALTH:marcapasso}, posso passar no detector?",
    "minha esposa tem {HEALTH:endometriose}",
    "estou {HEALTH:amamentando}, posso tomar?",
    "sou {HEALTH:soropositiva}",
    "ela tem {HEALTH:síndrome do pânico}",
    "tô com {HEALTH:conjuntivite}",
    "ele está em {HEALTH:depressão}",
    "meu sobrinho tem {HEALTH:TDAH} e toma {HEALTH:ritalina}",
]
LEFT = [
    "vocês atendem diabéticos?",
    "grávida paga meia?",
    "autista tem prioridade na fila?",
    "teste de covid quanto custa?",
    "vacina da dengue 280 reais?",
    "esse preço me deu um infarto",
    "app bipolar esse, uma hora vai outra não",
    "tô cega de raiva com essa demora",
    "morrendo de ansiedade pra chegar",
    "meu cachorro tem diabetes",
    "minha gata tá com câncer",
    "sou de câncer com ascendente em touro",
    "febre do momento esse tênis",
    "o sistema tá com alzheimer",
    "cadeira de rodas 890,00",
    "fone autista? não, fone auricular",
    "vende insulina sem receita?",
    "parto do princípio que vocês erraram",
    "depressão na estrada, cuidado",
    "que dor de cabeça esse boleto",
    "cólica de rir",
    "bolsa térmica pra cólica",
    "loja de produtos para diabéticos",
    "suplemento para gestantes 60 cápsulas",
    "o caminhão quebrou o eixo",
    "quebrei a tela do celular",
    "quebrou o braço da cadeira que comprei",
    "operei o caixa ontem",
    "exame de sangue 45,00",
    "o resultado do concurso deu positivo?",
    "nó cego",
    "calculadora de gravidez",
    "qual o valor do pré-natal?",
    "surdo de escola de samba 22 polegadas",
    "meu carro tá com problema na bomba",
    "tratamento de piscina",
    "hérnia de disco do freio",
    "cid da nota fiscal",
    "positivo informática",
]


@pytest.mark.parametrize("line", TOLD)
def test_somebody_s_health_is_found(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", LEFT)
def test_questions_animals_wares_and_figures_of_speech_are_left(text):
    assert found(text) == []


def test_the_question_makes_the_answer_speak_of_the_writer():
    assert found("dipirona e amoxicilina", question="Tem alergia a algum medicamento?") == [
        ("HEALTH", "dipirona"),
        ("HEALTH", "amoxicilina"),
    ]
    assert found("dipirona", question="Qual produto o senhor procura?") == []


def test_without_the_test_of_a_subject_a_general_remark_would_be_masked(monkeypatch):
    text = "a linha para diabéticos acabou"

    assert found(text) == []
    monkeypatch.setattr(subject, "evidence", lambda *_: frozenset({"self"}))
    assert found(text) == [("HEALTH", "diabéticos")]


def test_without_the_vetoes_an_animal_would_be_masked(monkeypatch):
    text = "minha cadela tem diabetes"

    assert found(text) == []
    monkeypatch.setattr(subject, "veto", lambda *_: "")
    assert found(text) == [("HEALTH", "diabetes")]
