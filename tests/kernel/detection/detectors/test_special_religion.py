import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

TOLD = [
    "sou {RELIGION:católica} e não trabalho na sexta santa",
    "somos {RELIGION:testemunhas de Jeová}",
    "minha família é {RELIGION:evangélica}",
    "meu avô era {RELIGION:judeu}",
    "sou {RELIGION:espírita}",
    "ela é {RELIGION:umbandista}",
    "sou {RELIGION:muçulmana}, tem sala pra oração?",
    "meu pai é {RELIGION:pastor da igreja batista}",
    "{RELIGION:frequento a Assembleia de Deus}",
    "sou {RELIGION:mãe de santo} e preciso de nota",
    "sou {RELIGION:ateu}",
    "virei {RELIGION:budista} ano passado",
    "meu filho é {RELIGION:coroinha da paróquia São José}",
    "sou {RELIGION:crente}, não bebo",
    "ele é {RELIGION:adventista do sétimo dia}",
    "sou {RELIGION:filha de Oxum}",
    "me {RELIGION:converti ao islamismo}",
    "{RELIGION:guardo o sábado}, não posso receber",
    "sou {RELIGION:crente}",
    "a gente é {RELIGION:evangélico}",
    "minha família é {RELIGION:católica praticante}",
    "sou {RELIGION:da Universal}",
    "sou {RELIGION:da Assembleia de Deus}",
    "sou membro {RELIGION:da igreja batista}",
    "sou {RELIGION:filho de Ogum}",
    "sou {RELIGION:filho de santo}",
    "meu marido é {RELIGION:ogã}",
    "minha sogra é {RELIGION:mãe de santo}",
    "sou {RELIGION:wiccano}",
    "{RELIGION:só comemos halal}",
    "{RELIGION:guardamos o shabat}",
    "{RELIGION:comemoro o Ramadã}",
    "meu filho vai fazer {RELIGION:bar mitzvah}",
    "{RELIGION:fiz primeira comunhão} aí em 2001",
    "vou me batizar {RELIGION:na Igreja Adventista}",
    "sou {RELIGION:espírita kardecista}",
    "frequento centro {RELIGION:espírita}",
    "{RELIGION:frequento a mesquita do Brás}",
    "{RELIGION:frequento a sinagoga}",
    "minha esposa é {RELIGION:hindu}",
    "somos {RELIGION:hindus}",
    "ele é {RELIGION:sikh}",
    "sou {RELIGION:agnóstica}",
    "{RELIGION:não tenho religião}",
    "virei {RELIGION:evangélico}",
    "me {RELIGION:converti ao islã}",
    "me {RELIGION:converti ao candomblé}",
    "sou do {RELIGION:candomblé}",
    "sou da {RELIGION:umbanda}",
    "sou {RELIGION:do axé}",
    "sou {RELIGION:de terreiro}",
    "{RELIGION:cultuo os orixás}",
    "minha noiva é {RELIGION:hare krishna}",
    "minha cunhada é {RELIGION:budista}, cardápio sem carne",
    "meu genro é {RELIGION:muçulmano}, menu sem porco",
    "minha mãe é {RELIGION:missionária da Quadrangular}",
    "minha prima é {RELIGION:freira}",
    "meu tio é {RELIGION:padre}",
    "sou {RELIGION:presbítero na Batista}",
    "sou {RELIGION:coroinha}",
    "sou {RELIGION:seminarista}",
    "sou {RELIGION:ministro da eucaristia}",
    "faço parte {RELIGION:da pastoral da criança}",
    "faço parte {RELIGION:do Encontro de Casais com Cristo}",
    "sou {RELIGION:dizimista}",
    "sou {RELIGION:congregado mariano}",
    "sou {RELIGION:devota de Nossa Senhora Aparecida}",
    "{RELIGION:jejuo no Ramadã}",
    "{RELIGION:uso hijab}, a foto pode?",
    "{RELIGION:uso véu por causa da religião}",
    "{RELIGION:uso guia} de Oxalá",
    "somos {RELIGION:da Congregação Cristã no Brasil}",
    "sou {RELIGION:messiânico}",
    "sou da {RELIGION:Seicho}-No-Ie",
    "sou {RELIGION:rosacruz}",
    "sou {RELIGION:daimista}",
    "sou {RELIGION:luterano}",
    "sou {RELIGION:metodista}",
    "sou {RELIGION:ortodoxa}",
    "o pastor da {RELIGION:nossa igreja batista} indicou",
    "meu batismo na {RELIGION:Adventista} é sábado",
    "por ser {RELIGION:judeu} fui xingado",
    "me chamou de {RELIGION:macumbeira}",
    "tua religião? sou {RELIGION:católico}",
]
LEFT = [
    "graças a Deus chegou",
    "Deus abençoe",
    "vai com Deus",
    "a igreja fica onde?",
    "entrega na igreja da praça",
    "imagem de Nossa Senhora 40 cm",
    "bíblia católica 39,90",
    "camiseta evangélica tamanho M",
    "pastor alemão filhote",
    "rua Padre Cícero",
    "nossa senhora que demora",
    "santo remédio",
    "paguei o pato, meu deus",
    "curso de teologia quanto é?",
    "loja de artigos religiosos umbanda",
    "banho de ervas 12,00",
    "incenso budista",
    "padre nosso que preço",
    "ave maria que preço",
    "feriado de corpus christi abre?",
    "música gospel",
    "sou fiel cliente de vocês",
    "minha religião é trabalhar kkk",
    "graças a Deus deu certo",
    "fiquem com Deus",
    "fica do lado da igreja",
    "vela de sete dias tem?",
    "imagem de São Jorge quanto?",
    "terço de madeira",
    "a loja fica perto da paróquia",
    "salgado sem porco tem?",
    "carne halal vocês vendem?",
    "a testemunha do contrato",
    "presente pra batizado",
    "roupa de batizado tamanho 4",
    "lembrancinha de primeira comunhão",
    "bíblia de estudo quanto?",
    "padre cícero é ponto turístico",
    "rua padre antônio",
    "entregam na igreja?",
    "a bruxa do 71",
    "que milagre vocês responderem",
    "oração é grátis",
    "sou fiel à marca",
]


@pytest.mark.parametrize("line", TOLD)
def test_somebody_s_belief_is_found(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", LEFT)
def test_manners_of_speaking_places_and_wares_are_left(text):
    assert found(text) == []


def test_the_question_makes_the_answer_speak_of_the_writer():
    assert found("espírita", question="Qual a sua religião?") == [("RELIGION", "espírita")]
    assert found("espírita", question="Qual livro?") == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Qual sua religião?", "{RELIGION:católica}"),
        ("Tem alguma restrição religiosa?", "sim, sou {RELIGION:judia}"),
    ],
)
def test_a_short_answer_tells_what_was_asked_for(question, answer):
    text, expected, *_ = unmark(answer)

    assert found(text, question=question) == expected
