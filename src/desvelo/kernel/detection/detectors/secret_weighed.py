"""One-time code told by no phrase that a rule knows: several weak signs are added up.

A word for a code, a word of proof, a courier, a word of arrival, six digits, and where the number stands each say a
little; a word that counts, names another number, or narrows "código" to a thing takes it back.

Source: guidelines.md; NIST SP 800-63B 3.1.3 (out-of-band codes).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("me mandaram um número pra confirmar a consulta, 4471")]
[(48, 52, 'weighed')]
>>> scan("código do exame 4471"), scan("o número da casa é 4471")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.detectors.secret_otp import LABEL, is_of_goods
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Window

_LENGTHS = (4, 8)
_GROUPS = frozenset({(4,), (5,), (6,), (8,), (3, 3), (2, 2, 2), (1,) * 4, (1,) * 5, (1,) * 6})
_SURE = frozenset({(6,), (3, 3), (1,) * 6})
_SIGNS = (
    (2, re.compile(r"\b(?:codigo\w?|cod|code|codiguinho|token|otp|2fa|pin)\b")),
    (1, re.compile(r"\b(?:num\w{2,9}|sequencia|digitos)\b")),
    (2, re.compile(
        r"\b(?:pr[ao]|para|p|to)\s(?:eu\s|poder\s|o\s)?(?:confirm\w{1,4}|verific\w{1,4}|entr\w{1,4}|acess\w{1,4}"
        r"|liber\w{1,4}"
        r"|valid\w{1,4}|ativ\w{1,4}|recuper\w{1,4}|log\w{1,4}|autoriz\w{1,4}|desbloque\w{1,4}|ele entregar|retirar"
        r"|sign|verify)\b"
    )),
    (1, re.compile(
        r"\b(?:sms|verific\w+|confirmacao|autentic\w+|acesso|login|clon\w{2,5}|golp\w+|whats\w{0,3}|zap|totem|gov"
        r"|google|steam"
        r"|facebook|insta\w{0,4}|uber|99|ifood|rappi|shopee|magalu|amazon|telegram|portal|mensagem|torpedo"
        r"|notificacao|tela)\b"
    )),
    (1, re.compile(r"\b(?:app|aplicativo|e.?mail|celular|telefone|banco)\b")),
    (1, re.compile(r"\b(?:motoboy|entregador\w?|motorista|motoqueiro|corrida|rapaz|moco|entrega|retirada|pacote"
    r"|encomenda)\b")),
    (1, re.compile(
        r"\b(?:cheg\w{2,4}|ve?io|vieram|mand\w{2,4}|receb\w{1,4}|aparec\w{1,4}|gera|gerou|dizia|diz|dizendo|pediu|pede"
        r"|pediram|quer"
        r"|coloquei|digitei|passei|dei|falei|mostr\w{1,3})\b"
    )),
    (2, re.compile(
        r"\b(?:expir\w+|(?:nao|n|nunca) (?:compartilh\w+|pass[ea]\w?|inform\w+|conta|repass\w+)"
        r"|temporari[oa]|valido por)\b"
    )),
)  # fmt: skip
_THINGS = re.compile(
    r"\b(?:codigo|cod|numero)\sd[aeo]s?\s(?:produto|peca|cliente|alun[oa]|turma|imovel|curso|exame|erro|loja"
    r"|vendedor\w?|plano|livro"
    r"|item|pedido|cor|barras|catalogo|vaga|sala|quarto|mesa|casa|apto|processo|contrato|protocolo|promo\w+|cupom"
    r"|desconto|area"
    r"|consultora?|revendedora?|paciente|medico|banco\s[0-9]|materia|disciplina|referencia|modelo|lote|anuncio"
    r"|reserva|rastrei\w+"
    r"|assinante|instalacao|servico|convenio|nota|fatura|boleto)\b|\bno (?:numero|num)\b|\b(?:finais"
    r"|ultimos)\s[^\n0-9]{0,20}(?:telefone|cel\w{0,5}|cpf|rg|cartao|whats\w{0,3})\b"
    r"|\b(?:promocional|interno"
    r"|postal|fipe|ncm|ean"
    r"|sku|cupom|desconto"
    r"|orcamento|parcelas?|preco|valor|custa\w?|comprei|vendo|saldo|fatura|pontos|milhas|seguidores|lote|ramal"
    r"|pedido|protocolo"
    r"|rastreio|agencia|matricula|placa|modelo|resolucao|lei|artigo|sorteio|sortead\w|rifa|catalogo|referencia)\b"
)
_COUNTED = re.compile(
    r"\s?(?:reais|real|mil|conto|%|unidades|caracteres|vezes|pecas|caixas|pacotes|itens|pontos|milhas|km|kg|g|ml"
    r"|dias|pessoas|litros|horas|anos"
    r"|vezes|metros|m2|seguidores|parcelas|[.,/:][0-9])"
)
_PLACED = re.compile(
    r"(?:[:=,;]|\b(?:e|eh|sao|foi|era|deu|o|os|esse|code|codigo|token|pin|coloquei|digitei|passei|dei|falei"
    r"|confirmacao))\s{1,2}[\"'(*]?$"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ENOUGH, _LEAST = 4, 3
"""Of all signs, and of the words alone where it is not six digits: "código 7788" is a product as well."""
_NEAR = 20
_CHANNELS = frozenset({LABEL.code, "PHONE", "EMAIL", "PASSWORD"})
_MOST_WORDS = 30


@catalogue.add(
    "secret.weighed",
    label=LABEL,
    vocabulary=(
        "codigo", "codigos", "cod", "code", "codiguinho", "token", "pin", "sms", "mandaram", "clonaram", "confirmar",
        "motoboy", "entregador", "motorista", "numerinhos", "confirmacao", "verificacao", "celular",
        "whatsapp", "wpp", "zap", "compartilhe", "compartilhar", "compartilha", "repasse",
        "rapaz", "moco", "entrega", "retirada",
    ),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield numbers that enough weak signs make a code."""
    if not reading.groups or reading.digits_in_a_row < _LENGTHS[0] or reading.word_count > _MOST_WORDS:
        return
    windows = [window for window in reading.windows(*_LENGTHS) if _is_alone(reading, window)]
    if not windows or _THINGS.search(reading.folded):
        return
    signs = sum(weight for weight, sign in _SIGNS if sign.search(reading.folded))
    for window in windows:
        if signs + _of_its_own(reading, window) >= _ENOUGH and (signs >= _LEAST or window.groups in _SURE):
            yield Hit(window.start, window.end, Certainty.SHAPE, "weighed")


def _is_alone(reading: Reading, window: Window) -> bool:
    """Tell whether it is all of its chain, no amount, no year, and called nothing else."""
    if window.groups not in _GROUPS or not window.whole or window.led or window.trailed or window.digits.endswith("00"):
        return False
    folded, start, end = reading.folded, window.start, window.end
    if (
        _COUNTED.match(folded, end)
        or _YEAR.fullmatch(window.digits)
        or folded[max(0, start - 3) : start].strip().endswith("$")
    ):
        return False
    cue = reading.nearest(start, end)
    if cue is not None and cue.loose and is_of_goods(reading, cue, window):
        return False
    return (cue is None or bool(cue.kinds & _CHANNELS)) and not any(char in "/,+" for char in folded[start:end])


def _of_its_own(reading: Reading, window: Window) -> int:
    """Return what its length and its place say: six digits, behind a sign or "é", first or last in the message."""
    folded = reading.folded
    placed = _PLACED.search(folded, max(0, window.start - _NEAR), window.start) is not None
    edge = reading.ends_at(window.end, " .!?)\"'") or not folded[: window.start].strip(" <>#")
    return (window.groups in _SURE) + placed + edge
