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
