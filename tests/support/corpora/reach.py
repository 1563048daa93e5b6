"""Where somebody is found, and what opens a door: telephones, addresses of all kinds, passwords, keys, places."""

import base64
from random import Random

from corpora import people
from corpora.drawing import digits
from corpora.wording import words

AREAS = words(
    """
    11 12 13 15 16 17 19 21 22 24 27 28 31 32 34 35 37 38 41 43 44 47 48 49 51 53 54 55 61 62 63 65 66 67 68 69
    71 73 75 79 81 82 83 84 85 86 88 91 92 95 96 98 99
    """
)


_WORDS = words(
    """
    amora barco cacto dança enxada farol girafa hortelã igarapé jangada lobo manga neve ostra pitanga quintal
    rede sabiá tatu uva varal zebu
    """
)


_PLAIN = words(
    """
    ana bete caio dora eva fabio gil hilda ivo jane kaue lia malu nino olga pedro rui sara teo vera
    """
)


def free_phone(chance: Random) -> str:
    return chance.choice(AREAS) + "9" + digits(chance, 8, first="6789")


def phone(chance: Random) -> str:
    area, end = chance.choice(AREAS), digits(chance, 8, first="6789")
    a, b = end[:4], end[4:]
    forms = (
        f"({area}) 9{a}-{b}",
        f"({area}) 9{a}-{b}",
        f"{area} 9{a}-{b}",
        f"{area}9{a}{b}",
        f"{area} 9{a}{b}",
        f"+55 {area} 9{a}-{b}",
        f"{area} 9 {a} {b}",
        f"({area})9{a}.{b}",
        f"9{a}-{b}",
        f"9{a} {b}",
        f"0{area} 9{a}-{b}",
        f"55{area}9{a}{b}",
        f"({area}) 3{a[1:]}-{b}",
        f"{area} 3{a[1:]} {b}",
        f"{area}-9{a}-{b}",
    )
    return chance.choice(forms)


_HOSTS = words("gmail.com hotmail.com outlook.com.br yahoo.com.br exemplo.example uol.com.br clinica.example")


def email(chance: Random) -> str:
    user = f"{chance.choice(_PLAIN)}{chance.choice(('.', '_', ''))}teste{chance.randrange(1000, 9999)}"
    return f"{user}@{chance.choice(_HOSTS)}"


def email_spoken(chance: Random) -> str:
    user = f"{chance.choice(_PLAIN)}{chance.choice((' ponto ', ' underline '))}teste{chance.randrange(10, 99)}"
    host, end = chance.choice(("gmail", "hotmail", "outlook", "yahoo")), chance.choice(("", " ponto br"))
    return f"{user} arroba {host} ponto com{end}"


def cep(chance: Random) -> str:
    value = digits(chance, 8, first="12345678")
    return chance.choice(
        (f"{value[:5]}-{value[5:]}", f"{value[:5]}-{value[5:]}", f"{value[:2]}.{value[2:5]}-{value[5:]}", value)
    )


def address_of_machine(chance: Random) -> str:
    first = chance.choice((138, 152, 177, 179, 186, 187, 189, 191, 200, 201))
    four = f"{first}.{chance.randrange(2, 250)}.{chance.randrange(250)}.{chance.randrange(2, 250)}"
    six = f"2804:{chance.randrange(16, 65535):x}:{chance.randrange(16, 65535):x}::{chance.randrange(2, 65535):x}"
    return chance.choice((four, four, four, six))


def place(chance: Random) -> str:
    north, east = -chance.uniform(3, 30), -chance.uniform(36, 54)
    codes = "23456789CFGHJMPQRVWX"
    plus = "".join(chance.choice(codes) for _ in range(4)) + "+" + "".join(chance.choice(codes) for _ in range(2))
    link = "https://maps.app.goo.gl/" + "".join(
        chance.choice("abcdefghkmnpqrstwxyzABCDEFGHKLMNPQRST23456789") for _ in range(15)
    )
    return chance.choice(
        (f"{north:.6f}, {east:.6f}", f"{north:.5f},{east:.5f}", f"{plus} {chance.choice(people.TOWNS)}", link)
    )


def secret(chance: Random) -> str:
    tail = "".join(chance.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") for _ in range(24))
    part = base64.urlsafe_b64encode(chance.randbytes(18)).decode()
    return chance.choice(
        (
            f"sk-proj-EXEMPLO{tail}",
            f"gh_pat_exemplo_{tail}",
            f"tok_exemplo_{chance.randbytes(16).hex()}",
            chance.randbytes(20).hex(),
            f"eyJhbGciOiJIUzI1NiJ9.{part}.{part[::-1]}",
            f"postgres://app:Exemplo{tail[:6]}@db.exemplo.example:5432/loja",
        )
    )


def seed(chance: Random) -> str:
    return " ".join(chance.sample(_WORDS, 12))


def password(chance: Random) -> str:
    word = chance.choice(_WORDS)
    return chance.choice(
        (
            f"{word.capitalize()}@{chance.randrange(10, 9999)}",
            f"{word}{chance.randrange(10, 9999)}",
            f"{word.upper()}#{chance.randrange(10, 99)}",
            f"{word}{chance.choice(_WORDS)}",
            f"{chance.choice(_WORDS)}_{word}{chance.randrange(9)}!",
            f"{chance.randrange(1000, 999999):06d}",
        )
    )


def code(chance: Random) -> str:
    value = digits(chance, 6)
    return chance.choice(
        (value, value, value, f"{value[:3]} {value[3:]}", f"{value[:3]}-{value[3:]}", value[:4], value[:5])
    )
