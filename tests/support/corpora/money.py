"""Cards, accounts, Pix and bills; the cards are of ranges for tests or invented."""

import uuid
from random import Random

from corpora import numbers
from corpora.drawing import digits, grouped

_BINS = ("400000", "411111", "424242", "510510", "520082", "555555", "606282", "636368", "220303", "453211")


def free_card(chance: Random) -> str:
    return numbers.luhn(chance.choice(_BINS) + digits(chance, 9))


def card(chance: Random) -> str:
    value = free_card(chance)
    return chance.choice(
        (grouped(value, 4, 4, 4, 4), grouped(value, 4, 4, 4, 4), value, value, grouped(value, 4, 4, 4, 4, marks=".-"))
    )


def expiry(chance: Random) -> str:
    month, year = f"{chance.randrange(1, 13):02d}", chance.randrange(27, 36)
    return chance.choice(
        (f"{month}/{year}", f"{month}/{year}", f"{month}/20{year}", f"{month}-{year}", f"{month} {year}")
    )


def cvv(chance: Random) -> str:
    return digits(chance, 3)


def branch(chance: Random) -> str:
    return chance.choice((digits(chance, 4), digits(chance, 4), digits(chance, 4) + "-" + digits(chance, 1)))


def account(chance: Random) -> str:
    value = digits(chance, chance.choice((4, 5, 6, 8)), first="123456789")
    dotted = f"{value[:-3]}.{value[-3:]}"
    return chance.choice(
        (f"{value}-{digits(chance, 1)}", f"{value}-{digits(chance, 1)}", f"{dotted}-{digits(chance, 1)}", f"{value}-x")
    )


def pix_random(chance: Random) -> str:
    value = uuid.UUID(int=chance.getrandbits(128), version=4)
    return chance.choice((str(value), str(value), str(value).upper(), value.hex))


def pix_payload(chance: Random) -> str:
    key = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    account_part = "0014br.gov.bcb.pix" + f"01{len(key)}{key}"
    name, town = (
        chance.choice(("LOJA TESTE", "PADARIA MODELO", "BAZAR EXEMPLO")),
        chance.choice(("BAURU", "SOBRAL", "LAGES")),
    )
    amount = f"{chance.randrange(5, 900)}.{chance.randrange(100):02d}"
    fields = (
        "000201",
        f"26{len(account_part)}{account_part}",
        "52040000",
        "5303986",
        f"54{len(amount):02d}{amount}",
        "5802BR",
        f"59{len(name):02d}{name}",
        f"60{len(town):02d}{town}",
        "62070503***6304",
    )
    return "".join(fields) + numbers.crc16("".join(fields))


def boleto(chance: Random) -> str:
    value = numbers.boleto(
        chance.choice(("001", "033", "104", "237", "341", "748")),
        "1" + digits(chance, 5) + "000" + digits(chance, 5),
        digits(chance, 25),
    )
    printed = grouped(value, 5, 5, 5, 6, 5, 6, 1, 14, marks=[".", " ", ".", " ", ".", " ", " "])
    guia = numbers.guia("8" + chance.choice("2346") + "6" + digits(chance, 40))
    return chance.choice((value, printed, printed, grouped(guia, 12, 12, 12, 12), grouped(value, 10, 11, 11, 1, 14)))
