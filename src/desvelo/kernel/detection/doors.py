"""Doors told without a street: of whom one complains, where one lives within an estate, who lives behind a number.

>>> [whole.start for whole in somebodys("vizinho do 102, som alto")]
[11]
>>> list(somebodys("fila do 102"))
[]
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection.finding import Certainty, Hit

SURE = """
    rua r av avenida al alameda trav travessa tv rod rodovia estrada estr praca pca pc ladeira servidao viela beco
    sqn sqs sqsw shis shin cln cls clsw qnm qnl qnn qnp qno qnd qnj qng sgas sgan srv srvd passarela esc escadaria
    travess aven avn vereda
"""
"""Kinds of street that are hardly anything else."""
WEAK = """
    largo passagem quadra qd conj conjunto sitio fazenda chacara estancia condominio cond residencial res loteamento
    edificio vila setor qi ql assentamento comunidade vicinal povoado rancho calcada boulevard
    bulevar bulevard marginal rotula
"""
"""Kinds that are also words: a proper name, or somebody who lives there, must follow."""
AWAKENING = """
    vizinho vizinha vizinhos morador moradora moradores inquilino inquilina sindico sindica chacara gleba via esquina
    acesso rampa ramal contorno caminho marechal general coronel major capitao brigadeiro almirante comendador barao
    visconde duque conselheiro desembargador monsenhor
"""
VIA = (
    r"(?:(?<!segunda )(?<!primeira )(?<!2a )(?<!1a )(?<!2 )via(?=\s(?!d[aeo]s? (?:boleto|nota|fatura|conta|cartao"
    r"|contrato"
    r"|rg|cnh|cpf|carteira))[a-z])|(?:acesso|rampa|ramal|contorno|caminho)(?=\sd[aeo]s?\s[a-z]))"
)
"""A kind of street; of a bill it is a copy, and ``via Pix`` is a way."""
_STREET = r"(?:rua|r|av|avenida|alameda|al|travessa|tv|estrada|praca)\.?\s(?:[a-z]{2,16}\s){0,3}[a-z]{2,16}"
_CROSSING = (
    r"(?:,?\s(?:bem )?(?:n[ao] )?(?:esquina|esq|cruzamento)\.?\s(?:com|c/|da|do|de|e)(?: a)?\s"
    r"(?:(?:rua|r|av|avenida|alameda|al|travessa|tv"
    r"|estrada)\.?\s)?(?:d[aeo]s? )?[a-z]{3,16}(?:\s[a-z]{3,16}(?=[,.;\n]|$))?)"
)
_CORNER = re.compile(
    rf"(?<![a-z0-9])(?P<door>{_STREET}{_CROSSING}"
    rf"|(?:esquina|cruzamento) (?:d[aeo]s? )?{_STREET}\s(?:com|e)(?: a)?\s"
    r"(?:(?:rua|r|av|avenida|alameda|al|travessa|tv"
    r"|estrada)\.?\s)?(?:d[aeo]s? )?[a-z]{3,16}(?:\s[a-z]{3,16}(?=[,.;\n]|$))?)"
)
_RANKED = re.compile(
    r"\b(?:mor(?:o|a|amos|ando)|tou?|estou|estamos|casa|entreg(?:a|ar|ue)|deix(?:a|ar|e)|manda|busca|endereco e)"
    r"(?: aqui)? n[ao] (?P<door>(?:marechal|general|gal|gen|coronel|cel|major|capitao|brigadeiro|almirante"
    r"|comendador|barao"
    r"|visconde|duque|conde|conselheiro|desembargador|senador|presidente|padre|monsenhor)\.?\s(?:d[aeo]s?\s)?"
    r"[a-z]{3,16}(?:\s[a-z]{2,16}){0,2},?\s(?:n\s?)?[0-9]{1,5}"
    r"(?:,?\s(?:ap|apto|casa|sala|bloco|bl)\s[0-9a-z]{1,4})?)(?![0-9a-z]|[.,/\-]?[0-9]|\s(?:reais|horas?|h|min))"
)
"""A street whose kind is left out, as of those named after an office."""
_IS_HOME = re.compile(
    r"\b(?:mor(?:o|a|amos|am|ando)|resid[a-z]{1,5}|minha casa|meu (?:predio|ap|apto|endereco|portao)|casa d[aeo]"
    r"|entreg[a-z]{1,4}|deix[a-z]{1,3}|busca[a-z]{0,3}|estou (?:n[ao]|aqui)|to (?:n[ao]|aqui)|casa (?:amarel|azul"
    r"|branc|verde|ros)[ao]"
    r"|me pega|vem (?:n[ao]|aqui))\b"
)
_DOOR = r"(?P<door>[0-9]{2,4}\s?[a-d]?)(?![0-9a-z]|[.,/\-]?[0-9]|\s(?:reais|anos|dias|metros|quartos|m2))"
_OF_THE_DOOR = re.compile(
    r"\b(?:vizinh[oa]s?|moradora?(?:es)?|inquilin[oa]|cachorro|festa|gente|pessoal|sindic[oa])"
    rf"\s(?:de cima\s|de baixo\s)?(?:d[oa]|n[oa])\s(?:ap\s|apto\s|casa\s)?{_DOOR}"
)
_IT_DOES = re.compile(
    r"\b(?:o|a|do|no)\s(?:ap|apto|apartamento|casa|bloco)\.?\s(?P<door>[0-9]{1,4}[a-d]?)"
    r"(?=,?\s(?:que\s)?(?:ta|esta|tava|ficou|fica|faz|fez|vaz|alag|grit|late|reclam|nao para|bate|jog|e (?:o "
    r"|a )?(?:meu|minha|nosso)))"
)
_WITHIN = re.compile(
    r"(?<![a-z0-9])(?P<door>(?:casa|chacara|lote|apto|ap|apartamento|gleba|sobrado)\s[0-9]{1,4}[a-z]?\s?[,\-]?\s"
    r"(?:n[oa]\s|(?<=,\s)d[oa]\s)?(?:condominio|cond|residencial|res|vila|jardim|jd|setor|colonia|nucleo|parque"
    r"|conjunto|edificio"
    r"|loteamento)\.?\s(?:[a-z]{2,16}\s){0,3}[a-z0-9]{1,16})(?![a-z0-9])"
)
_MINE = re.compile(
    r"^\W{0,3}(?P<door>(?:casa|ap|apto|apartamento)\s[0-9]{1,4}[a-d]?)(?=,\s[^?]{0,50}(?:(?:a|o|de) (?:de )?portao"
    r"|e a minha|e o meu|a minha|amarela|azul|branca|verde|esquina)\b)"
)


def corners(folded: str) -> Iterator[Hit]:
    """Yield the corners of two streets where somebody says that they live, or are to be found."""
    if "esq" not in folded and "cruzamento" not in folded:
        return
    if _IS_HOME.search(folded) is None:
        return
    for told in _CORNER.finditer(folded):
        yield Hit(*told.span("door"), Certainty.CONTEXT, "corner")


def somebodys(folded: str) -> Iterator[Hit]:
    """Yield the first kind of door that is told in *folded*, each place of it."""
    for pattern in (_OF_THE_DOOR, _IT_DOES, _WITHIN, _MINE, _RANKED):
        for told in pattern.finditer(folded):
            yield Hit(*told.span("door"), Certainty.CONTEXT, "door")
