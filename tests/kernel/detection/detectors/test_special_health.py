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
    "tenho {HEALTH:ceratocone} e não posso usar lente",
    "minha irmã tem {HEALTH:síndrome de Guillain}-Barré",
    "fui diagnosticada com {HEALTH:hidradenite}",
    "meu avô sofreu um {HEALTH:derrame} e perdeu a fala",
    "tive um {HEALTH:infarto} em março",
    "estou com {HEALTH:cálculo renal}, muita dor",
    "meu pai {HEALTH:infartou} ontem",
    "meu filho tem {HEALTH:paralisia cerebral}",
    "sou {HEALTH:ostomizado}, preciso de banheiro adaptado",
    "sou {HEALTH:amputado}, uso {HEALTH:prótese na perna}",
    "uso {HEALTH:muletas}, tem elevador?",
    "uso {HEALTH:prótese auditiva}, falem devagar",
    "uso {HEALTH:andador} e não subo escada",
    "meu pai usa {HEALTH:cadeira de rodas}",
    "ele faz {HEALTH:diálise} três vezes por semana",
    "comecei a {HEALTH:radioterapia} semana passada",
    "minha esposa faz {HEALTH:fertilização in vitro}",
    "tomo {HEALTH:escitalopram} e {HEALTH:pregabalina}",
    "tomo {HEALTH:ozempic} por causa da {HEALTH:obesidade}",
    "meu marido toma {HEALTH:varfarina}",
    "tomo {HEALTH:remédio pra tireoide}",
    "minha {HEALTH:glicemia tá 320}",
    "minha {HEALTH:pressão subiu} muito, 19 por 12",
    "minha {HEALTH:pressão está alta} hoje",
    "{HEALTH:abortei} semana passada, posso cancelar?",
    "sofri um {HEALTH:aborto espontâneo}",
    "{HEALTH:engravidei} e preciso remarcar",
    "minha nora {HEALTH:engravidou}",
    "minha filha {HEALTH:nasceu prematura}",
    "meu bebê {HEALTH:nasceu com sopro no coração}",
    "meu neto tem {HEALTH:fissura labiopalatina}",
    "estou {HEALTH:menstruada} e com {HEALTH:cólica}",
    "{HEALTH:tentei suicídio} ano passado",
    "tenho {HEALTH:pensamentos suicidas}",
    "{HEALTH:penso em me matar}",
    "meu irmão morreu de {HEALTH:cirrose}",
    "meu pai faleceu de {HEALTH:câncer}",
    "meu {HEALTH:exame de HIV deu positivo}",
    "ela tá {HEALTH:entubada}",
    "estou afastado pelo INSS por {HEALTH:depressão}",
    "meu pai tá com {HEALTH:metástase no fígado}",
    "minha tia {HEALTH:retirou a mama}",
    "minha tia fez {HEALTH:mastectomia}",
    "fiz {HEALTH:vasectomia} e {HEALTH:laqueadura}",
    "fiz {HEALTH:bariátrica} há 3 meses",
    "sou {HEALTH:transplantado de rim}",
    "preciso de {HEALTH:transplante de medula}",
    "tenho visão {HEALTH:monocular}",
    "minha vó ficou {HEALTH:cega}",
    "sou {HEALTH:daltônico}, não leio esse boleto",
    "minha filha é {HEALTH:alérgica a leite}",
    "sou {HEALTH:intolerante a glúten}",
    "meu afilhado tem {HEALTH:APLV}",
    "sou {HEALTH:gestante}, tem prioridade?",
    "tenho {HEALTH:varizes} e uso meia",
    "tô com {HEALTH:candidíase}, qual pomada?",
    "peguei {HEALTH:sarna} na escola",
    "meu filho está com {HEALTH:piolho}",
    "tenho {HEALTH:ejaculação precoce}",
    "tenho {HEALTH:disfunção erétil}",
    "tô com {HEALTH:hemorroida}",
    "meu {HEALTH:colesterol tá 290}",
    "meu {HEALTH:psa deu alterado}",
    "paciente com {HEALTH:insuficiência cardíaca}",
    "ela é {HEALTH:esquizofrênica}",
    "meu marido é {HEALTH:alcoólatra}",
    "sou {HEALTH:dependente químico} em recuperação",
    "estou em {HEALTH:reabilitação}",
    "meu filho foi {HEALTH:internado por overdose}",
    "faço {HEALTH:acompanhamento com psiquiatra}",
    "faço {HEALTH:fono} e {HEALTH:fisioterapia}",
    "ele tem {HEALTH:deficiência intelectual}",
    "minha filha tem altas habilidades e {HEALTH:TEA}",
    "Meu {HEALTH:CID é F41.1}",
    "{HEALTH:cid G43} no laudo",
    "laudo: {HEALTH:transtorno} opositor desafiador",
    "minha mãe {HEALTH:fraturou a bacia}",
    "{HEALTH:rompi o ligamento} cruzado",
    "esposa com {HEALTH:pneumonia}, não consigo ir",
    "minha filha tem {HEALTH:crise de asma} direto",
    "meu {HEALTH:remédio da pressão} acabou",
    "a receita do {HEALTH:metilfenidato} do meu filho",
    "tenho laudo de {HEALTH:autismo}",
    "{HEALTH:operei da vesícula} ontem",
    "tô no pós-{HEALTH:operatório}",
    "sou {HEALTH:HIV}+",
    "faço uso de {HEALTH:antirretroviral}",
    "meu marido sofreu um acidente e está {HEALTH:em coma}",
    "estou na fila do {HEALTH:transplante}",
    "meu filho tem {HEALTH:intolerância à lactose}",
    "não como açúcar porque sou {HEALTH:diabético}",
    "tenho {HEALTH:hérnia de disco} na lombar",
    "estou com {HEALTH:diarreia} e {HEALTH:vômito}",
    "bebê com {HEALTH:bronquiolite}",
    "peguei {HEALTH:covid}",
    "estou {HEALTH:esperando um bebê}",
    "minha mulher tá {HEALTH:grávida de gêmeos}",
    "{HEALTH:tomei pílula do dia seguinte}",
    "faço {HEALTH:tratamento de canal} aí",
    "tenho {HEALTH:ansiedade generalizada}",
    "estou em {HEALTH:depressão profunda}",
    "sou {HEALTH:bipolar}",
    "sou ex-{HEALTH:alcoólatra}",
    "minha filha {HEALTH:tentou se matar}",
    "minha mãe faleceu de {HEALTH:câncer}",
    "tenho {HEALTH:nódulo na tireoide}",
    "meu beta {HEALTH:hcg deu positivo}",
    "me diagnosticaram com {HEALTH:lúpus}",
    "fui no médico e é {HEALTH:dengue}",
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
    "vendem metformina?",
    "dipirona 1g quanto custa?",
    "tem losartana 50mg aí?",
    "o plano cobre fisioterapia?",
    "quanto custa cirurgia de catarata?",
    "tem cadeira de rodas pra alugar?",
    "essa demora me dá enxaqueca",
    "seu sistema está doente",
    "a gata tá prenha",
    "quebrei o copo",
    "meu celular quebrou a tela",
    "o carro morreu na rua",
    "minha internet tá com febre kkk",
    "quase infartei com esse preço",
    "morri de rir",
    "tô cego de tanto procurar",
    "fiquei surda com esse áudio",
    "estou depressiva com esse resultado do jogo",
    "sou viciada em chocolate",
    "sou viciado nessa loja",
    "fiquei louca com essa promoção",
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


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Qual medicamento você usa?", "{HEALTH:quetiapina}"),
        ("Tem alguma doença pré-existente?", "sim, {HEALTH:hipertensão}"),
        ("Está grávida?", "{HEALTH:sim, de 5 meses}"),
        ("Tem alguma alergia?", "{HEALTH:penicilina}"),
        ("Possui alguma deficiência?", "{HEALTH:visual}"),
    ],
)
def test_a_short_answer_tells_what_was_asked_for(question, answer):
    text, expected, *_ = unmark(answer)

    assert found(text, question=question) == expected


def test_words_far_apart_are_read_as_if_one_space_stood_between_them():
    assert found("minha  esposa   faz quimioterapia  às terças") == [("HEALTH", "quimioterapia")]
    assert found("minha mãe tem  insuficiência   renal") == [("HEALTH", "insuficiência   renal")]
