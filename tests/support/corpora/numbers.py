"""Numbers with right check digits, computed here and nowhere imported: the second implementation of each rule.

Every function takes the free digits and returns them with their check digits.

>>> cpf("529982247"), cnpj("112223330001"), cnpj("12ABC34501DE"), luhn("411111111111111")
('52998224725', '11222333000181', '12ABC34501DE35', '4111111111111111')
>>> cnj("6073994", "20098260053")
'60739948220098260053'
>>> crc16("123456789")
'29B1'
"""


def _weighed(digits: str, weights: list[int]) -> int:
    return sum(_value(char) * weight for char, weight in zip(digits, weights, strict=True))


def _value(char: str) -> int:
    return ord(char) - 48


def _down(length: int, low: int, high: int) -> list[int]:
    """Return *length* weights that rise from *low* to *high*, from the right, and begin again."""
    span = high - low + 1
    return [low + place % span for place in range(length)][::-1]


def _mod11(digits: str, weights: list[int]) -> str:
    left = 11 - _weighed(digits, weights) % 11
    return str(left if left < 10 else 0)


def cpf(body: str) -> str:
    """Nine digits to eleven."""
    first = _mod11(body, _down(9, 2, 10))
    return body + first + _mod11(body + first, _down(10, 2, 11))


def cnpj(body: str) -> str:
    """Twelve digits or capitals to fourteen (Receita Federal, alphanumeric form of 2026)."""
    first = _mod11(body, _down(12, 2, 9))
    return body + first + _mod11(body + first, _down(13, 2, 9))


def cnh(body: str) -> str:
    """Nine digits to eleven (Denatran)."""
    first = _weighed(body, list(range(9, 0, -1))) % 11
    carried = 2 if first >= 10 else 0
    second = _weighed(body, list(range(1, 10))) % 11 - carried
    second = second + 11 if second < 0 else second
    return body + str(first if first < 10 else 0) + str(second if second < 10 else 0)


def pis(body: str) -> str:
    """Ten digits to eleven."""
    return body + _mod11(body, _down(10, 2, 9))


def titulo(body: str, state: str) -> str:
    """Eight digits and the two of the state to twelve (TSE)."""
    first = _weighed(body, list(range(2, 10))) % 11 % 10
    second = _weighed(state + str(first), [7, 8, 9]) % 11 % 10
    return body + state + f"{first}{second}"


def cns(body: str) -> str | None:
    """Fourteen digits that begin with 7, 8 or 9 to fifteen; None where no last digit fits."""
    for last in "0123456789":
        if _weighed(body + last, list(range(15, 0, -1))) % 11 == 0:
            return body + last
    return None


def rg(body: str) -> str:
    """Eight digits to nine, the last of which may be X (São Paulo)."""
    left = _weighed(body, list(range(2, 10))) % 11
    last = (11 - left) % 11
    return body + ("X" if last == 10 else str(last))


def luhn(body: str) -> str:
    """A card number without its last digit to the whole."""
    total = sum(_value(char) * (2 if place % 2 == 0 else 1) // 10 for place, char in enumerate(body[::-1]))
    total += sum(_value(char) * (2 if place % 2 == 0 else 1) % 10 for place, char in enumerate(body[::-1]))
    return body + str(-total % 10)


def cnj(number: str, rest: str) -> str:
    """Seven digits, and the eleven of year, branch, court and origin, to twenty (CNJ Resolução 65/2008)."""
    check = 98 - int(number + rest + "00") % 97
    return f"{number}{check:02d}{rest}"


def _mod10(digits: str) -> str:
    total = sum(sum(divmod(_value(char) * (2 if place % 2 == 0 else 1), 10)) for place, char in enumerate(digits[::-1]))
    return str(-total % 10)


def boleto(bank: str, due_and_amount: str, free: str) -> str:
    """Three digits of the bank, 14 of due date and amount, 25 free, to the 47 that are typed (Febraban)."""
    left = 11 - _weighed(bank + "9" + due_and_amount + free, _down(43, 2, 9)) % 11
    check = str(left) if 1 < left < 10 else "1"
    fields = [bank + "9" + free[:5], free[5:15], free[15:25]]
    return "".join(field + _mod10(field) for field in fields) + check + due_and_amount


def guia(body: str) -> str:
    """The 43 digits of a bill of a utility or a tax, without its check digit, to the 48 that are typed."""
    whole = body[:3] + _mod10(body) + body[3:]
    return "".join(whole[at : at + 11] + _mod10(whole[at : at + 11]) for at in range(0, 44, 11))


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE in four capitals, as a Pix payload ends."""
    register = 0xFFFF
    for byte in text.encode():
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1 ^ 0x1021 if register & 0x8000 else register << 1) & 0xFFFF
    return f"{register:04X}"
