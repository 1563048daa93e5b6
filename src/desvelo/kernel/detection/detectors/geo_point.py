r"""A point on the map: a pair of coordinates, a plus code, a short link of a map.

It is the address of whoever has none, and more exact than any.  A pair counts when a word says what it is, or when it
is exact and in Brazil; a plus code keeps the town it is short for; a link counts whole.  The link by which a company
tells where its own shop is stays readable.

Source: ISO 6709 (order, ranges); Open Location Code Specification 1.0.4 (alphabet, lengths); guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("tô em -8.1122, -34.9204, vem")]
[(6, 23, 'pair')]
>>> scan("a loja fica aqui https://maps.app.goo.gl/Qp7rT9uWc"), scan("2,5 x 3,75 a 89,90")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="GEO", handling=Handling.SEAL)

_LAT, _LONG = r"(?:lat(?:itude)?\s?[:=]?\s?)", r"(?:lon(?:g(?:itude)?)?|lng)\s?[:=]?\s?"
_PAIR = re.compile(
    rf"(?<![0-9a-z.,])(?P<word>{_LAT})?(?P<lat>[+\-]?\s?[0-9]{{1,2}}[.,][0-9]{{2,15}})\s?[\x7fo]?\s?(?P<south>[ns]\b)?"
    rf"\s{{0,2}}[,;/|&]?\s{{0,3}}(?:e\s)?(?P<also>{_LONG})?(?P<long>[+\-]?\s?[0-9]{{1,3}}[.,][0-9]{{2,15}})"
    r"(?P<west>\s?[\x7fo]?\s?[weo]\b)?"
    r"(?![0-9]|[.,][0-9])"
)
_FRACTION = re.compile(r"[0-9][.,][0-9]{2}")
_LEAST = re.compile(rf"{_FRACTION.pattern}[\s\S]*?{_FRACTION.pattern}|[0-9]\s?[\x7fo*]\s?[0-9]")
"""A pair of fractions, or degrees; all else has a sign of its own."""
_DEGREES = (
    r"[0-9]{1,3}\s?[\x7fo*]\s?[0-9]{1,2}(?:[.,][0-9]{1,6})?\s?['\x7f]\s?"
    r"(?:[0-9]{1,2}(?:[.,][0-9]{1,6})?\s?[\"'\x7f]{1,2}\s?)?"
)
_SEXAGESIMAL = re.compile(rf"(?<![0-9a-z.,]){_DEGREES}[ns]\b[\s,;e]{{0,4}}{_DEGREES}[weo]\b")
_PLUS = re.compile(r"(?<![0-9a-z+])(?:[23456789cfghjmpqrvwx]{2}){2,4}\+[23456789cfghjmpqrvwx]{2,3}(?![0-9a-z+])")
_FULL = 8
_FIRST_OF_FULL, _SECOND_OF_FULL = "23456789c", "23456789cfghjmpqrv"
_TOWN = re.compile(
    r",?\s[A-ZÀ-Ý][a-zà-ÿA-ZÀ-Ý]{2,20}(?:,?\s(?:d[aeo]s?\s)?[A-ZÀ-Ý][a-zà-ÿ]{2,20}){0,4}(?:\s?[,\-/]\s?[A-Z]{2}\b)?"
)
_LINK = re.compile(
    r"(?:https?://)?(?<![a-z0-9\-])(?:maps\.app\.goo\.gl/|goo\.gl/maps/|(?:www\.)?google\.com(?:\.br)?/maps[/?]|maps\.google\.com(?:\.br)?/"
    r"|(?:www\.|ul\.)?waze\.com/(?:ul|live-map|[a-z\-]{2,6}/live-map)|maps\.apple\.com[/?]|(?:www\.)?openstreetmap\.org/|osm\.org/go/"
    r"|w3w\.co/|what3words\.com/|glympse\.com/|share\.here\.com/|her\.is/)\S{1,300}"
)
_WORDS = re.compile(
    r"\b(?:lat|latitude|long|longitude|coordenadas?|coords?|gps|localizacao|local|ponto|mapa|maps|pin|waze|rastrea\w{1,8}|plus\scode"
    r"|posicao)\b"
)
_COMPANYS = re.compile(
    r"\b(?:(?:a|na|nossa|da|sua|nosso)\s(?:loja|unidade|clinica|filial|matriz|sede|fabrica|oficina|agencia|farmacia|escola|igreja)"
    r"|nosso endereco|estamos (?:na|no|em|aqui)|nos encontre|nos visite"
    r"|o (?:restaurante|bar|hotel|evento|show|salao|escritorio) (?:fica|e|eh|sera|vai))\b[^.!?\n]{0,60}$"
)
_BEFORE = 80
_CLOSING = ".,;:!?)]}>'\"*"
_SOUTH, _NORTH, _WEST, _EAST = -34, 6, -74, -28
_FINE = 4
"""Decimals that tell ten metres, which no price or measure needs."""
_THREE_WORDS = re.compile(r"///[a-z_]{3,20}\.[a-z_]{3,20}\.[a-z_]{3,20}(?![a-z_])")
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180


@catalogue.add(
    "geo.point",
    label=LABEL,
    gate=(
        catalogue.DIGITS, "+", "goo.gl", "maps.", "/maps", "waze.", "osm.org", "openstreetmap", "w3w", "what3words",
        "glympse", "her.is", "here.com", "///",
    ),
    least=_LEAST,
    words=("lat", "latitude", "long", "longitude", "coordenada", "coordenadas", "plus code", "plus codes"),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every point."""
    folded = reading.folded
    if "/" in folded:
        yield from _links(folded)
    if "///" in folded:
        yield from (Hit(*match.span(), Certainty.CHECKED, "three_words") for match in _THREE_WORDS.finditer(folded))
    if "+" in folded:
        yield from _plus_codes(reading)
    if len(_FRACTION.findall(folded)) > 1:
        yield from _pairs(folded)
    if "'" in folded or "\x7f" in folded:
        yield from (Hit(*match.span(), Certainty.CHECKED, "degrees") for match in _SEXAGESIMAL.finditer(folded))


def _links(folded: str) -> Iterator[Hit]:
    for match in _LINK.finditer(folded):
        if not _COMPANYS.search(folded, max(0, match.start() - _BEFORE), match.start()):
            end = match.start() + len(match.group().rstrip(_CLOSING))
            yield Hit(match.start(), end, Certainty.CHECKED, "map_link")


def _plus_codes(reading: Reading) -> Iterator[Hit]:
    """Yield plus codes: in capitals, or after a word; a short one with its town."""
    for match in _PLUS.finditer(reading.folded):
        code, written = match.group(), reading.text[match.start() : match.end()]
        full = code.index("+") == _FULL
        if not any(map(str.isalpha, code)) or (full and not _is_on_earth(code)):
            continue
        said = _WORDS.search(reading.folded, max(0, match.start() - _BEFORE), match.start()) is not None
        if said or (written.isupper() and any(map(str.isdigit, code))):
            town = None if full else _TOWN.match(reading.text, match.end())
            yield Hit(match.start(), town.end() if town else match.end(), Certainty.CHECKED, "plus_code")


def _is_on_earth(code: str) -> bool:
    return code[0] in _FIRST_OF_FULL and code[1] in _SECOND_OF_FULL


def _pairs(folded: str) -> Iterator[Hit]:
    """Yield pairs inside the ranges that a word, a sign or a direction makes coordinates."""
    for match in _PAIR.finditer(folded):
        latitude, longitude = ("".join(match[part].split()).replace(",", ".") for part in ("lat", "long"))
        if abs(float(latitude)) > _MOST_LATITUDE or abs(float(longitude)) > _MOST_LONGITUDE:
            continue
        named = match["word"] or match["also"] or (match["south"] and match["west"])
        here = _is_in_brazil(float(latitude), float(longitude))
        fine = min(len(number.partition(".")[2]) for number in (latitude, longitude)) >= _FINE
        said = here or _WORDS.search(folded, max(0, match.start() - _BEFORE), match.start())
        if named or (fine and said):
            yield Hit(match.start(), match.end(), Certainty.CHECKED, "named_pair" if named else "pair")


def _is_in_brazil(latitude: float, longitude: float) -> bool:
    return _SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST
