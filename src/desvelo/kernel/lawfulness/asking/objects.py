"""What must not be asked for in a chat, as people name it in Portuguese and English, folded (no case, no accents).

Each pattern stands for the whole thing, not for a part of it: the last digits of a card are nobody's card number, and
which card somebody would like to pay with is a question of its own.
"""

import re
from enum import StrEnum
from typing import Final


class Rule(StrEnum):
    """What is asked for."""

    CARD = "card"
    CVV = "cvv"
    SECRET = "secret"  # noqa: S105 - a name, no secret
    DOCUMENT = "document"
    BANK = "bank"
    HEALTH = "health"


_OF: Final = r"(?:d[oae]s?|dess[ea]s?|n[oa]|completo|inteiro|full|whole|seu|sua|of|on|from|your|the|credito|debito|\W)"
_BETWEEN: Final = rf"(?:\s*\b{_OF}\b){{0,3}}\s*"
_CARD: Final = r"(?:cartao|cartoes|card)\b"
_MEDICINE: Final = r"(?:remedios?|medicamentos?|medicacao|medicacoes|medications?|medicines?|drugs?)"
_TAKEN: Final = r"(?:toma(?:ndo)?|usa(?:ndo)?|faz uso(?: de)?|take|taking|use|using|on)"

_PATTERNS: Final = {
    Rule.CVV: (
        r"\b(?:cvv2?|cvc2?)\b",
        r"\bcodigo (?:de seguranca|verificador)\b(?! social)",
        r"\b(?:3|tres) (?:numeros?|numerozinhos|digitos)(?: que ficam)? (?:do verso|de tras|atras|no verso)",
        r"\bcodigo de (?:3|tres) (?:digitos|numeros)",
        r"\b(?:card )?security (?:code|number)(?! number)\b",
        r"\b(?:3|three)[ -]digits?(?: code)?(?: on| at)?(?: the)? back",
        r"\b(?:3|three)[ -]digit (?:code|number)",
    ),
    Rule.CARD: (
        rf"\b(?:numeros?|nr|no|num|numeracao|dados|foto|fotos|imagem|copia|informacoes|digitos){_BETWEEN}{_CARD}",
        r"\bnumeros (?:\w+ ){1,4}cartao\b",
        r"\bcartao completo\b",
        r"\b(?:16|dezesseis|sixteen) (?:digitos|numeros|digits|numbers)\b",
        r"\b(?:card|credit card|debit card) (?:numbers?|details|info|information|data)\b",
        rf"\b(?:numbers?|digits|photo|picture|image|scan){_BETWEEN}(?:credit |debit )?{_CARD}",
    ),
    Rule.SECRET: (
        r"\b(?:senhas?|passwords?|passcodes?|passphrases?)\b(?! de atendimento| do painel)",
        r"\bpin\b",
        r"\bcodigo (?:\w+ ){0,4}(?:recebeu|recebido|recebida|chegou|chegar|apareceu|mandamos|enviamos|sms)\b",
        r"\bcodigo de (?:verificacao|confirmacao|autenticacao|ativacao|acesso|(?:4|6|quatro|seis) digitos)",
        r"\bsms\b.{0,40}\bcodigo\b",
        r"\btoken\b",
        r"\bpergunta secreta\b",
        r"\b(?:verification|one[ -]time|confirmation|access|login|authentication) (?:code|passcode)\b",
        r"\bcode (?:that )?(?:you|we|was|which|sent|from)\b",
        r"\b(?:4|6|four|six)[ -]digit (?:verification )?code",
        r"\botp\b",
    ),
    Rule.DOCUMENT: (
        r"\b(?:c[ .]?p[ .]?f|r[.]g|rg|cnh|rne|rnm|ctps|pis|pasep|nis|ssn)\b",
        r"\btitulo (?:de |do )?eleitor\b|\btitulo eleitoral\b",
        r"\b(?:passaporte|carteira de (?:identidade|motorista|trabalho)|habilitacao)\b",
        r"\b(?:carteirinha|cartao|numero) do sus\b",
        r"\b(?:foto|selfie|copia|scan|imagem|numero|frente e verso)\b(?: \w+){0,3} (?:documentos?|identidade)\b",
        r"\b(?:seus?|suas?) (?:documentos?|identidade)\b",
        r"\bsocial security(?: number)?\b",
        r"\b(?:passport|driver'?s licen[cs]e|identity card|national id|id card|id number|tax id|identity document)\b",
        r"\b(?:photo|picture|copy|scan|image|selfie|sides|number)(?: \w+){0,4} (?:ids?|documents?)\b",
        r"\byour (?:ids?|documents?)\b",
    ),
    Rule.BANK: (
        r"\b(?:dados|informacoes|conta|contas) bancari[oa]s?\b",
        r"\bagencia\b.{0,12}\bconta\b|\bconta\b.{0,6}\bagencia\b",
        r"\bconta (?:corrente|poupanca|do (?:seu )?banco|para deposito|para (?:o )?reembolso)\b",
        r"\bnumero (?:da|de) (?:sua )?conta\b(?! de (?:luz|agua|gas|telefone))",
        r"\biban\b|\b(?:routing|sort)[ -](?:number|code)\b",
        r"\bbank(?:ing)? (?:account|details|information|info)\b|\baccount (?:and routing )?number\b",
    ),
    Rule.HEALTH: (
        r"\bsintomas?\b|\bsymptoms?\b",
        r"\bsentindo\b(?! .{0,30}\b(?:atendimento|servico|gente))|\bfeeling\b(?! about)",
        rf"\b{_MEDICINE}\b(?=.{{0,30}}\b{_TAKEN}\b)|\b{_TAKEN}\b.{{0,20}}\b{_MEDICINE}\b|\bseus? {_MEDICINE}\b",
        rf"\balergi\w*\b|\ballerg\w*\b|\byour {_MEDICINE}\b",
        r"\bdiagnosticos?\b|\bdiagnosis\b|\bcid(?:-?10)?\b",
        r"\bdoencas?\b|\billness(?:es)?\b|\bdiseases?\b|\bcovid\b",
        r"\bgravid[ao]s?\b|\bgestante\b|\bpregnan(?:t|cy)\b",
        r"\bcirurgias?\b|\bsurger(?:y|ies)\b|\bfebre\b|\bfever\b|\b(?:com|sente|sentiu) (?:\w+ ou )?dor\b",
        r"\b(?:condicao|problema|historico|motivo) (?:de saude|medico|medica|clinico)\b",
        r"\b(?:medical|health) (?:history|condition|conditions|information|problem)\b",
    ),
}
PAPERS: Final = re.compile(
    r"\breceitas?\b(?: medicas?)?|\bexames?\b|\blaudos?\b|\batestados?\b|\bprescriptions?\b"
    r"|\b(?:test|lab|exam) results?\b"
    r"|\b(?:fotos?|photos?|pictures?)\b(?: \w+){0,3} (?:lesao|ferida|machucado|mancha|pele|wound|rash|skin)\b"
)
"""Papers about health: one may be told that they are ready, or which one is wanted; sending them is another thing."""

OBJECTS: Final = {rule: re.compile("|".join(f"(?:{each})" for each in each_of)) for rule, each_of in _PATTERNS.items()}
