r"""Pix "copia e cola": the text behind a Pix QR code, a chain of fields closed by a checksum.

It holds the receiver's key, name and city, so the whole is one datum.  Each field is two digits of name, two of length
and the value; the first says the format (``000201``), the last is the CRC (``6304`` and four hexadecimal digits).
Whoever copies it by hand or through a form loses a space or breaks a line: a chain that cannot be walked counts from
the first field to the CRC, or to the end of the unbroken text, as long as it names the Central Bank.

Source: Banco Central do Brasil, Manual de Padrões para Iniciação do Pix (BR Code); EMVCo QR Code Specification for
Payment Systems, Merchant-Presented Mode 1.1, 4.1 and 4.7 (CRC-16/CCITT-FALSE, which ``binascii.crc_hqx`` computes).

>>> from desvelo.kernel.detection.scanning import scan
>>> key = "0136123e4567-e12b-12d1-a456-426655440000"
>>> code = f"00020126580014br.gov.bcb.pix{key}5204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D"
>>> [(f.start, f.end, f.label, f.rule) for f in scan(f"paga aí {code}")]
[(8, 145, 'PIX_PAYLOAD', 'crc')]
>>> scan("pedido 000201, lote 6304")
()
"""

import re
from binascii import crc_hqx
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading


def unbroken(value: str) -> str:
    """Return a payload without the line breaks that a screen or a form put in."""
    return "".join(value.splitlines()).strip().casefold()


LABEL = Label(code="PIX_PAYLOAD", handling=Handling.SEAL, essence=unbroken)

_FIRST = "000201"
_OWNER = "br.gov.bcb.pix"
_LONGEST = 700
_OWNER_WITHIN = 120
_FIELD = re.compile(r"[0-9]{4}")
_CLOSING = re.compile(r"6304\s?[0-9a-f]{4}(?![0-9a-f])")
_LINE_BREAK = re.compile(r"\s{0,2}\n\s{0,2}")
_BROKEN_OFF = re.compile(r"\S{0,300}")
_CRC_NAME = "63"
_CRC_START = 0xFFFF


@catalogue.add(
    "pix.payload",
    label=LABEL,
    gate=(_FIRST, _OWNER),
    words=("copia e cola", "pix copia e cola", "copia cola", "qr code", "qrcode", "br code"),
)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every payload, whole."""
    place = reading.folded.find(_FIRST)
    while place >= 0:
        end, rule = _end_of(reading, place)
        if end:
            yield Hit(place, end, Certainty.CHECKED, rule)
        place = reading.folded.find(_FIRST, end or place + 1)


def _end_of(reading: Reading, start: int) -> tuple[int, str]:
    """Return where the payload that begins at *start* ends and how that is known; 0 when there is none."""
    text = reading.text[start : start + _LONGEST]
    end = walk(text)
    if end:
        return start + end, "crc" if crc(text[: end - 4]) == text[end - 4 : end].upper() else "fields"
    folded = reading.folded[start : start + _LONGEST]
    if _OWNER not in _LINE_BREAK.sub("", folded[:_OWNER_WITHIN]):
        return 0, ""
    closing = _CLOSING.search(folded)
    if closing is not None:
        return start + closing.end(), _rule_of_broken(text[: closing.end()])
    broken_off = _BROKEN_OFF.match(folded, max(0, folded.find(_OWNER)))
    return start + (broken_off.end() if broken_off else len(_FIRST)), "cut_short"


def _rule_of_broken(text: str) -> str:
    """Tell whether the payload was only broken into lines, or also changed."""
    whole = _LINE_BREAK.sub("", text)
    return "crc" if walk(whole) == len(whole) and crc(whole[:-4]) == whole[-4:].upper() else "closed"


def walk(text: str) -> int:
    """Return how long the chain of fields at the start of *text* is, CRC included; 0 when it does not close."""
    place, seen = 0, set()
    while (field := _FIELD.match(text, place)) and (name := text[place : place + 2]) not in seen:
        seen.add(name)
        place = field.end() + int(text[place + 2 : place + 4])
        if name == _CRC_NAME:
            return place if place <= len(text) else 0
    return 0


def crc(text: str) -> str:
    """Return the CRC-16/CCITT-FALSE of *text* as a payload writes it, four hexadecimal digits."""
    return f"{crc_hqx(text.encode('utf-8', 'surrogatepass'), _CRC_START):04X}"
