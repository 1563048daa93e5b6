"""Documents of people and companies, their plates and lawsuits, with right check digits."""

from random import Random

from corpora import numbers
from corpora.drawing import digits, grouped


def free_cpf(chance: Random) -> str:
    return numbers.cpf(digits(chance, 9))


def _dotted(value: str) -> str:
    return f"{value[:3]}.{value[3:6]}.{value[6:9]}-{value[9:]}"


def cpf(chance: Random) -> str:
    value = free_cpf(chance)
    forms = (
        _dotted(value),
        _dotted(value),
        _dotted(value),
        value,
        value,
        value,
        grouped(value, 3, 3, 3, 2),
        f"{value[:9]}-{value[9:]}",
        grouped(value, 3, 3, 3, 2, marks="..."),
        f"{_dotted(value)[:-3]}/{value[9:]}",
    )
    return chance.choice(forms)


def cpf_loose(chance: Random) -> str:
    value = free_cpf(chance)
    forms = (
        grouped(value, 3, 3, 3, 2, marks=["\n"]) if chance.random() < 0.4 else grouped(value, 3, 3, 5),
        " ".join(value),
        f"{value[:3]} . {value[3:6]} . {value[6:9]} - {value[9:]}",
        f"{value[:3]}, {value[3:6]}, {value[6:9]}, {value[9:]}",
        grouped(value, 3, 3, 3, 2, marks="-"),
        value[:-1] + "l" if value.endswith("1") else value.replace("0", "O", 1),
    )
    return chance.choice(forms)


def cpf_wrong(chance: Random) -> str:
    return _dotted(free_cpf(chance)[:9] + f"{chance.randrange(100):02d}")


def cnpj(chance: Random) -> str:
    body = digits(chance, 8) + "000" + digits(chance, 1, first="123")
    if chance.random() < 0.3:
        body = "".join(chance.choice("0123456789ABCDEFGHJKLMNPRSTVWXYZ") for _ in range(8)) + body[8:]
    value = numbers.cnpj(body)
    printed = f"{value[:2]}.{value[2:5]}.{value[5:8]}/{value[8:12]}-{value[12:]}"
    return chance.choice((printed, printed, value, f"{value[:8]}/{value[8:12]}-{value[12:]}"))


def rg(chance: Random) -> str:
    value = numbers.rg(digits(chance, 8, first="12345"))
    printed = f"{value[:2]}.{value[2:5]}.{value[5:8]}-{value[8:]}"
    mg = f"{chance.choice(('MG-', 'MG ', 'M-'))}{chance.randrange(10, 22)}.{digits(chance, 3)}.{digits(chance, 3)}"
    return chance.choice((printed, printed, value, mg, f"{value[:1]}.{value[2:5]}.{value[5:8]}", value[:7]))


def cnh(chance: Random) -> str:
    return numbers.cnh(digits(chance, 9))


def pis(chance: Random) -> str:
    value = numbers.pis("1" + digits(chance, 9))
    return chance.choice((value, f"{value[:3]}.{value[3:8]}.{value[8:10]}-{value[10:]}", grouped(value, 3, 5, 2, 1)))


def titulo(chance: Random) -> str:
    value = numbers.titulo(digits(chance, 8), f"{chance.randrange(1, 29):02d}")
    return chance.choice((value, grouped(value, 4, 4, 4), grouped(value, 4, 4, 2, 2)))


def passport(chance: Random) -> str:
    letters = "".join(chance.choice("FGCY") + chance.choice("ABCDEFGHJKLMNPRTZ"))
    return letters + chance.choice(("", "", " ")) + digits(chance, 6)


def cns(chance: Random) -> str:
    value = None
    while value is None:
        value = numbers.cns(digits(chance, 14, first="789"))
    return chance.choice((value, grouped(value, 3, 4, 4, 4), grouped(value, 3, 4, 4, 4, marks=".")))


def plate(chance: Random) -> str:
    letters = "".join(chance.choice("ABCDEFGHJKLMNPQRSTUVXZ") for _ in range(3))
    new = f"{letters}{digits(chance, 1)}{chance.choice('ABCDEFGHIJ')}{digits(chance, 2)}"
    old = digits(chance, 4)
    return chance.choice(
        (new, new, new.lower(), f"{letters}-{old}", f"{letters}{old}", f"{letters} {old}", f"{new[:3]}-{new[3:]}")
    )


def process(chance: Random) -> str:
    court = chance.choice(("826", "819", "813", "503", "515", "403", "821"))
    value = numbers.cnj(digits(chance, 7), f"{chance.randrange(2006, 2027)}{court}{digits(chance, 4)}")
    return chance.choice(
        (f"{value[:7]}-{value[7:9]}.{value[9:13]}.{value[13]}.{value[14:16]}.{value[16:]}",) * 3 + (value,)
    )


def birth(chance: Random) -> str:
    day, month, year = f"{chance.randrange(1, 29):02d}", f"{chance.randrange(1, 13):02d}", chance.randrange(1938, 2014)
    name = [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ][int(month) - 1]
    forms = (
        f"{day}/{month}/{year}",
        f"{day}/{month}/{year}",
        f"{day}/{month}/{year % 100:02d}",
        f"{day}-{month}-{year}",
        f"{day}.{month}.{year}",
        f"{int(day)} de {name} de {year}",
        f"{day} {month} {year}",
        f"{int(day)}/{int(month)}/{year}",
    )
    return chance.choice(forms)
