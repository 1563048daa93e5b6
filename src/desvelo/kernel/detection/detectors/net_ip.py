"""Public IP address, version 4 or 6: with the hour, it names a household's connection.

The Marco Civil makes the provider keep who had it.  Private, loopback and reserved ranges are in every home and name
nobody, the addresses of public resolvers are everybody's; a dotted number after "versão", "item" or "firmware" is no
address.  Ranges set aside for documentation are masked like any other: only a test writes them, and it means one.

Source: RFC 791, 1918, 4291 2.4 (only 2000::/3 is given out), 6598, 6890; Lei 12.965/2014, art. 5, VI and VIII;
guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("meu ip é 177.92.14.203")]
[(9, 22, 'declared')]
>>> scan("o roteador é 192.168.0.1, firmware 3.16.45.82")
()
"""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="IP", handling=Handling.SEAL, essence=lambda value: "".join(value.casefold().split()))

_DOTTED = re.compile(
    r"(?<![0-9a-z_.\-,])([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})(?![0-9a-z_\-]|[.,][0-9])"
)
_SPACED = re.compile(
    r"(?<![0-9a-z_.\-,])([0-9]{1,3})[ .,\-]{1,2}([0-9]{1,3})[ .,\-]{1,2}([0-9]{1,3})[ .,\-]{1,2}([0-9]{1,3})"
    r"(?![0-9a-z_\-]|[.,][0-9])"
)
_COLONS = re.compile(r"(?<![0-9a-z_:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![0-9a-z_:]|\.[0-9])")
_LEAST = re.compile(r"\.[0-9]{1,3}\.[0-9]{1,3}\.|:[0-9a-f]{0,4}:|\bip")
_SAYS_SO = re.compile(
    r"\b(?:ips?|ipv4|endereco ip)(?:\s(?:e|eh|publico|fixo|externo|do|da|meu|aqui|cliente|usuario|titular|servidor"
    r"|computador|celular|casa)|[\s:=(]){0,6}$"
)
_NO_ADDRESS = re.compile(
    r"\b(?:versao|version|ver|firmware|build|driver|drivers|release|lib|sdk|patch|android|ios|windows|whatsapp|zap"
    r"|wpp|chrome|atualiz\w{1,12}"
    r"|item|itens|secao|clausula|capitulo|cap|artigo|art|anexo|tabela|classificacao|conta contabil"
    r"|codigo|cod|processo|oid|orcamento|pedido|protocolo|nota|plano de contas|contas?|conta contabil|ordem|chamado"
    r"|documento|serie|serial"
    r"|referencia|ref|lote|produto|kernel|app|aplicativo|sistema|plugin|modulo|bios|software|matricula|inscricao"
    r"|rubrica|cnae|ncm)\b[^0-9\n?!;]{0,15}$"
)
_ASKED_ELSE = re.compile(
    r"\b(?:versao|firmware|build|item|clausula|conta contabil|orcamento|pedido|protocolo)\b[^\n.!]{0,40}(?:\?|$)"
)
_BEFORE = 40
_LEAST_OCTET = 64
"""A number with a part like this is hardly that of a chapter or a version."""
_NOBODYS_4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "224.0.0.0/3",
    )
)  # fmt: skip
_UNICAST_6 = IPv6Network("2000::/3")
_RESOLVERS = frozenset(
    {"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "149.112.112.112", "208.67.222.222", "208.67.220.220"}
    | {"2001:4860:4860::8888", "2001:4860:4860::8844", "2606:4700:4700::1111", "2606:4700:4700::1001", "2620:fe::fe"}
)


@catalogue.add("net.ip", label=LABEL, gate=(catalogue.DIGITS, "::"), least=_LEAST, words=("ip", "ips", "ipv4", "ipv6"))
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every public address."""
    folded = reading.folded
    asked_else = _ASKED_ELSE.search(fold(reading.context.question or "")) is not None
    if folded.count(".") >= 3 and not asked_else:  # noqa: PLR2004 - the dots of an address
        yield from _version_4(folded, _DOTTED)
    if folded.count(":") >= 2:  # noqa: PLR2004 - the least colons an address has
        yield from _version_6(folded)
    if "ip" in folded:
        yield from _version_4(folded, _SPACED)


def _version_4(folded: str, form: re.Pattern[str]) -> Iterator[Hit]:
    """Yield what *form* finds: announced, or one that no version, chapter or code looks like."""
    for match in form.finditer(folded):
        octets = [int(part) for part in match.groups()]
        if max(octets) > 255 or not is_public_4(IPv4Address(bytes(octets))):  # noqa: PLR2004 - an octet
            continue
        before = folded[max(0, match.start() - _BEFORE) : match.start()]
        if _SAYS_SO.search(before):
            yield Hit(*match.span(), Certainty.CHECKED, "declared")
        elif form is _DOTTED and max(octets) >= _LEAST_OCTET and not _NO_ADDRESS.search(before):
            yield Hit(*match.span(), Certainty.CHECKED, "public")


def _version_6(folded: str) -> Iterator[Hit]:
    for match in _COLONS.finditer(folded):
        written = match.group()
        try:
            address = IPv6Address(written)
        except AddressValueError:
            continue
        if is_public_6(address):
            yield Hit(*match.span(), Certainty.CHECKED, "public")


def is_public_4(address: IPv4Address) -> bool:
    """Tell whether *address* may be that of a person's connection."""
    return str(address) not in _RESOLVERS and not any(address in network for network in _NOBODYS_4)


def is_public_6(address: IPv6Address) -> bool:
    """Tell whether *address* may be that of a person's connection."""
    return str(address) not in _RESOLVERS and address in _UNICAST_6
