"""What customers of a clinic write, invented: the same messages for the product and for what it is compared with.

Six in ten hold nothing, one in ten a number that only looks like something (an order, a protocol, a price), three in
ten hold personal data.  The data belong to nobody: well-known test values, numbers outside what is assigned, names of
addresses reserved for examples.
"""

import random

CPFS = ("529.982.247-25", "111.444.777-35", "390.533.447-05", "52998224725", "39053344705")
CARDS = ("4111 1111 1111 1111", "5555 5555 5555 4444", "4242424242424242", "3782 822463 10005")
NAMES = ("Tânia", "Gilberto", "Luciana", "André", "Paulo", "Beatriz", "José", "Helena")

HARMLESS = (
    "Bom dia! Vocês atendem aos sábados?",
    "oi, tudo bem? queria saber o preço da consulta",
    "Preciso remarcar a minha consulta de amanhã, pode ser na semana que vem?",
    "obrigada pela ajuda, até quinta",
    "O resultado do exame já saiu?",
    "vocês aceitam o plano de saúde da empresa do meu marido?",
    "Não consegui entrar no site, ele pede para tentar de novo mais tarde",
    "certo, pode confirmar então",
    "qual o endereço da unidade do centro? tem estacionamento perto?",
    "Estou na recepção e ninguém me chamou ainda, está muito atrasado hoje?",
    "quanto tempo de jejum para o exame de sangue?",
    "A doutora pediu para eu voltar em um mês, mas a agenda dela aparece cheia até o fim do ano",
    "pode ser de manhã, de preferência bem cedo, porque entro no trabalho às nove",
    "👍",
    "Boa tarde, gostaria de falar com uma pessoa, por favor, o menu não resolve o meu problema",
    "vou levar a minha mãe, ela usa cadeira de rodas, o prédio tem elevador?",
    "ok",
    "Recebi a mensagem de vocês sobre a campanha de vacinação e fiquei com uma dúvida sobre as datas",
    "É a terceira vez que escrevo sobre o mesmo assunto e ninguém responde. Estou muito decepcionada.",
    "sim",
    "Podem mandar o comprovante por aqui mesmo?",
    "meu filho está com febre desde ontem, precisa passar no pronto atendimento ou posso esperar a consulta?",
    "consegue um encaixe com o dermatologista ainda esta semana?",
    "perfeito, muito obrigado pela atenção de sempre",
)
LOOK_ALIKES = (
    "o número do pedido é {number}",
    "protocolo {protocol}, podem verificar?",
    "paguei R$ {price} no dia {date} e não caiu ainda",
    "nota fiscal {number} de {date}",
    "o código de rastreio é BR{number}SP",
    "sala {small}, às {hour}, certo?",
)
PERSONAL = (
    "meu cpf é {cpf}",
    "segue: {cpf} {name}",
    "Meu telefone mudou, agora é {phone}",
    "pode ligar no {phone} depois das 18h? é do trabalho da minha irmã",
    "o e-mail novo é {email}",
    "{email}, mas prefiro receber por aqui, quase não olho o e-mail",
    "cartão {card} validade {month}/{year}",
    "{card} val {month}/{year} cvv {cvv}",
    "a senha do portal é {password}, não entra de jeito nenhum",
    "o código que chegou por sms foi {code}",
    "Pode fazer no nome do titular, {name}, CPF {cpf}, telefone {phone}. Ele vai retirar na quinta de manhã.",
    "Boa tarde, aqui é {name}. Para a nota: cpf {cpf}, e-mail {email}. Se faltar alguma coisa me avise por aqui.",
)
_KINDS, _SHARES = (HARMLESS, LOOK_ALIKES, PERSONAL), (6, 1, 3)


def mix(count: int, *, seed: int = 20261126) -> list[str]:
    """Return *count* messages, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  the same every time is the point
    return [_one(chance) for _ in range(count)]


def of_length(length: int, count: int, *, seed: int = 20261126) -> list[str]:
    """Return *count* messages of exactly *length* characters each, harmless ones run together and cut."""
    chance = random.Random(seed)  # noqa: S311
    return [_cut(chance, length) for _ in range(count)]


def phones(count: int) -> list[str]:
    """Return the numbers of *count* customers, outside what is assigned."""
    return [f"55119{number:08d}" for number in range(1_000, 1_000 + count)]


def mark(number: int) -> str:
    """Return a word that no message holds and no detector stops at, another one for each *number*."""
    letters, rest = "", number
    for _ in range(5):
        rest, letter = divmod(rest, 20)
        letters += "bcdfghjklmnpqrstvxwz"[letter] + "aeiou"[letter % 5]
    return f"zq{letters}"


def _one(chance: random.Random) -> str:
    shape = chance.choice(chance.choices(_KINDS, _SHARES)[0])
    return shape.format(
        cpf=chance.choice(CPFS),
        card=chance.choice(CARDS),
        name=chance.choice(NAMES),
        phone=f"(11) 90000-{chance.randrange(10_000):04d}",
        email=f"{_word(chance)}.{_word(chance)}@exemplo.example",
        number=chance.randrange(10_000_000, 100_000_000),
        protocol=f"2026{chance.randrange(10**8):08d}",
        price=f"{chance.randrange(10, 900)},{chance.randrange(100):02d}",
        date=f"{chance.randrange(1, 29):02d}/{chance.randrange(1, 13):02d}",
        hour=f"{chance.randrange(7, 20)}h{chance.choice(('', '30'))}",
        small=chance.randrange(1, 40),
        month=f"{chance.randrange(1, 13):02d}",
        year=chance.randrange(27, 33),
        cvv=f"{chance.randrange(1_000):03d}",
        password=f"{_word(chance).capitalize()}@{chance.randrange(10_000):04d}",
        code=f"{chance.randrange(1_000_000):06d}",
    )


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(pair) for pair in ("bcdfglmnprstv", "aeiou") * 3)


def _cut(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += chance.choice(HARMLESS) + " "
    return text[: length - 1] + "."
