"""What looks like a datum and is none: orders, protocols, prices, parcels, parts, dates of other things."""

from random import Random

from corpora import numbers, people
from corpora.drawing import Draw, digits


def _order(chance: Random) -> str:
    number = digits(chance, chance.choice((5, 6, 7, 8)), first="123456789")
    return chance.choice((number, number, f"#{number}", f"{number[:-2]}-{number[-2:]}", f"BR-{number}"))


def _protocol(chance: Random) -> str:
    year = chance.choice(("2025", "2026"))
    return chance.choice(
        (year + digits(chance, 8), year + digits(chance, 6), digits(chance, 11), f"{year}.{digits(chance, 6)}")
    )


def _price(chance: Random) -> str:
    value, cents = chance.randrange(9, 4000), f"{chance.randrange(100):02d}"
    return chance.choice(
        (f"R$ {value},{cents}", f"R${value},{cents}", f"{value} reais", f"{value},{cents}", f"R$ {value}")
    )


def _parcel(chance: Random) -> str:
    return f"{chance.choice(('AA', 'BR', 'LX', 'NL', 'OS', 'QB', 'TI'))}{digits(chance, 9)}BR"


def _date(chance: Random) -> str:
    day, month = f"{chance.randrange(1, 29):02d}", f"{chance.randrange(1, 13):02d}"
    return chance.choice(
        (f"{day}/{month}", f"{day}/{month}/2026", f"{day}/{month}/26", f"dia {int(day)}", f"{day}-{month}-2026")
    )


def _hour(chance: Random) -> str:
    hour, minute = chance.randrange(7, 21), chance.choice((0, 15, 30, 45))
    return chance.choice((f"{hour}h", f"{hour}:{minute:02d}", f"{hour}h{minute:02d}", f"{hour} horas"))


def _part(chance: Random) -> str:
    letters = "".join(chance.choice("ABCDEFGHKLMNPRSTVX") for _ in range(chance.choice((2, 3))))
    return chance.choice(
        (
            f"{letters}-{digits(chance, 4)}",
            f"{digits(chance, 4)}-{letters}",
            f"{letters}{digits(chance, 5)}/{digits(chance, 1)}",
        )
    )


def _barcode(chance: Random) -> str:
    return "789" + digits(chance, 10)


def _invoice_key(chance: Random) -> str:
    return f"{chance.choice((35, 31, 41, 43))}26{chance.randrange(1, 12):02d}" + digits(chance, 38)


FILLERS: dict[str, Draw] = {
    "order": _order,
    "protocol": _protocol,
    "price": _price,
    "parcel": _parcel,
    "date": _date,
    "hour": _hour,
    "part": _part,
    "barcode": _barcode,
    "nfe": _invoice_key,
    "town": lambda chance: chance.choice(people.TOWNS),
    "street": people.street,
    "district": lambda chance: chance.choice(people.DISTRICTS),
    "small": lambda chance: str(chance.randrange(2, 60)),
    "n4": lambda chance: digits(chance, 4, first="123456789"),
    "n6": lambda chance: digits(chance, 6, first="123456789"),
    "n8": lambda chance: digits(chance, 8, first="123456789"),
    "n11": lambda chance: digits(chance, 11, first="123456789"),
    "cpflike": lambda chance: numbers.cpf(digits(chance, 9)),
    "n15": lambda chance: digits(chance, 15, first="3"),
    "km": lambda chance: f"{chance.randrange(20, 180)}.{digits(chance, 3)}",
    "free": lambda chance: chance.choice(("0800 ", "0800-", "0300 ")) + f"{digits(chance, 3)} {digits(chance, 4)}",
    "sac": lambda chance: chance.choice(("4003-", "4004-", "3003-", "4020 ")) + digits(chance, 4),
    "lan": lambda chance: f"{chance.choice(('192.168.', '10.0.'))}{chance.randrange(3)}.{chance.randrange(2, 250)}",
    "version": lambda chance: (
        f"{chance.randrange(1, 9)}.{chance.randrange(20)}.{chance.randrange(90)}.{chance.randrange(9)}"
    ),
    "hash": lambda chance: chance.randbytes(chance.choice((4, 20))).hex(),
    "mask": lambda chance: f"***.{digits(chance, 3)}.{digits(chance, 3)}-**",
    "last4": lambda chance: digits(chance, 4),
    "ticket": lambda chance: f"{chance.choice('ABCP')}{digits(chance, 3)}",
    "coupon": lambda chance: (
        f"{chance.choice(('VOLTEI', 'FRETE', 'PROMO', 'NIVER', 'BLACK'))}{chance.choice((10, 15, 20, 30, 50))}"
    ),
    "locator": lambda chance: "".join(chance.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(6)),
    "size": lambda chance: str(chance.choice((36, 38, 40, 42, 44, 46))),
    "meter": lambda chance: digits(chance, 10, first="123456789"),
    "uuid": lambda chance: (
        f"{chance.randbytes(4).hex()}-{chance.randbytes(2).hex()}-4{chance.randbytes(2).hex()[1:]}-a{chance.randbytes(2).hex()[1:]}-{chance.randbytes(6).hex()}"
    ),
}
