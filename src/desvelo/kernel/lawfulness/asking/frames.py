"""How people ask, in Portuguese and English, folded; and what takes the asking out of a sentence.

A sentence asks when a frame of asking stands before what is asked for and nothing takes it back: a negation that
governs the verb, a part instead of the whole, a way that does not pass through the chat.
"""

import re
from typing import Final

_GIVE_E: Final = (
    "envie|mande|passe|informe|digite|escreva|confirme|forneca|encaminhe|anexe|compartilhe|diga|fale|copie|cole|descreva"
    "|preencha|conte|insira|poste|responda|complete|transcreva|repita"
)
_GIVE_A: Final = "envia|manda|passa|informa|digita|escreve|confirma|encaminha|anexa|compartilha|diz|fala|conta|responde"
_GIVE_R: Final = (
    "enviar|mandar|passar|informar|digitar|escrever|confirmar|fornecer|encaminhar|anexar|compartilhar|dizer|falar"
    "|responder|descrever|inserir|contar|repetir"
)
_MODAL: Final = (
    r"pode(?:ria|m|riam)?|consegue(?:ria)?|possivel|favor|gentileza|tem como|da pra|da para|teria como|precisa(?:ria)?"
    r"|precisamos que|preciso que|quer|basta|e so|so|gostaria(?:mos)? de"
)
_GIVE_EN: Final = (
    "send|text|provide|share|give|tell|type|enter|write|reply with|reply|confirm|submit|upload|attach|forward|message"
    "|describe|state|email"
)
_ASKS: Final = re.compile(
    rf"\b(?:{_GIVE_E})m?\b"
    rf"|(?:^|[,:(]\s*|\b(?:me|nos|ai|ja|entao|e|favor|gentileza)\s+)(?:{_GIVE_A})\b"
    rf"|\b(?:{_MODAL})\b(?:\s+\w+){{0,3}}?\s+(?:{_GIVE_R})\b"
    rf"|\bnao (?:se )?(?:esqueca|deixe) de(?:\s+\w+){{0,2}}?\s+(?:{_GIVE_R})\b"
    rf"|\b(?:don'?t|do not) forget to (?:{_GIVE_EN})\b"
    r"|\b(?:preciso|precisamos|precisarei|precisaremos|precisar|necessito|necessitamos|aguardo|aguardamos)\b"
    r"|\b(?:falta|faltou|faltam|faltando)\b"
    r"|\b(?:tire|tira|bate|bata|faca) (?:uma )?(?:foto|selfie)\b"
    r"|\b(?:qual|quais|o que|que)\b"
    r"|\b(?:por favor|por gentileza|pfv|please|kindly)\b"
    rf"|\b(?:{_GIVE_EN})\b"
    r"|\b(?:what|which)\b|\b(?:can|could|may) (?:i|we) (?:get|have|take|see)\b"
    r"|\b(?:i|we)(?:'ll|'d| will| would)?(?: \w+)? (?:need|require)\b"
)
_ASKS_ABOUT: Final = re.compile(
    r"\b(?:tem|teve|tens|esta|estas|ta|toma|usa|sente|sofre|fuma|possui|faz uso|do you|are you|have you|did you)\b"
)
"""Questions about somebody's health, which need the question mark."""
_AFTER: Final = re.compile(
    rf"^[^.?!]{{0,30}}?[,:]?\s*\b(?:(?:{_MODAL})\b(?:\s+\w+){{0,2}}?\s+(?:{_GIVE_R})|(?:me|nos)\s+(?:{_GIVE_A}|{_GIVE_E}))\b"
)
"""The asking may follow: «o CPF, pode me mandar?»."""
_PLEASE_AFTER: Final = re.compile(r",\s*(?:por favor|por gentileza|pfv|please)\W*$")
"""A list that ends so is a request: «nome, CPF e endereço, por favor»."""
_NOT: Final = re.compile(
    r"\b(?:nao|nunca|jamais|ninguem|nem|evite|sem|never|not|don'?t|nobody|no need to|without|cannot|can'?t|won'?t"
    r"|se (?:voce|alguem|o cliente)|caso|if (?:you|someone|anybody)|when (?:you|the)|quando|em vez de|instead of)"
    r"(?:\s+[\w']+)?\s*$"
)
"""What stands right before a verb and takes it back: a negation, or a case that is only imagined."""
_PART: Final = re.compile(
    r"\b(?:ultim[oa]s?|primeir[oa]s|last|first|final|finais)\b(?:\s+\w+){0,2}?\s*"
    r"(?:digitos?|numeros?|algarismos|digits?|numbers?|\d{1,4}|d[oae]|of)\b"
    r"|\b(?:\d|dois|tres|quatro|two|three|four)\s+(?:ultim[oa]s|primeir[oa]s)\b|\bending in\b|\bfinal \d"
)
_WHOLE: Final = re.compile(r"\b(?:completos?|inteiros?|full|whole|complete|todos os|all the|all of)\b")
_ELSEWHERE: Final = re.compile(
    r"\b(?:pel[oa]s?|n[oa]s?|nest[ea]|ness[ea]|num|numa|via|atraves d[oa]|use [oa]|abra [oa]|on|at|in|through|via|using"
    r"|use|open)\b(?:\s+[\w']+){0,3}?\s+"
    r"(?:formularios?|link|pagina|portal|app|aplicativo|site|totem|form|page|website)\b"
    r"|\b(?:n[oa]|durante a) consulta\b|\bao medico\b"
    r"|\b(?:traga|traz|trazer|leve|levar|apresente|apresentar|mostre|bring|show|carry)\b"
    r"|\bpresencialmente\b|\bin person\b"
)
"""Ways that do not pass through the chat."""
_AT_A_PLACE: Final = re.compile(
    r"\b(?:n[oa]|at|in)\b(?:\s+[\w']+)?\s+(?:recepcao|balcao|caixa|portaria|desk|counter|reception|appointment|visit)\b"
)
"""The same, said after what is meant: «o documento, na recepção»; before it, it may only say who writes."""
_OR_HERE: Final = re.compile(
    r"\b(?:ou|or|e|and)(?: \w+){0,2} (?:aqui|here|chat|conversa|whatsapp)\b|\b(?:aqui mesmo|right here)\b"
)
_IS_TOLD: Final = re.compile(
    r"\b(?:esta|estao|foi|foram|ja|chegou|venceu|pronto|is|was|were|are|has|e esse|e este|e o mesmo|confere)\b"
)


def asks_for(sentence: str, start: int, end: int, *, about_health: bool) -> bool:
    """Tell whether a folded *sentence* asks for what stands at ``[start, end)`` to be sent in the chat."""
    if is_part(sentence) and not about_health:
        return False
    is_elsewhere = _ELSEWHERE.search(sentence) or _AT_A_PLACE.search(sentence, end)
    if is_elsewhere and not _OR_HERE.search(sentence):
        return False
    framed = any(
        found.start() <= start
        and not _NOT.search(sentence, 0, found.start())
        and not _denied(sentence, found.end(), start)
        for found in _ASKS.finditer(sentence, 0, end)
    )
    return (
        framed
        or bool(_PLEASE_AFTER.search(sentence, end))
        or _is_bare(sentence, start, end)
        or bool(_AFTER.match(sentence[end:]))
        or _asks_about(sentence, end, about_health=about_health)
    )


def is_part(sentence: str) -> bool:
    """Tell whether only a part of a number is meant: its last or first digits."""
    return bool(_PART.search(sentence)) and not _WHOLE.search(sentence)


def gives(sentence: str, start: int) -> bool:
    """Tell whether a verb of sending, and not a mere question, stands before *start*."""
    return any(
        found.group().strip(" ,:(") not in _QUESTIONS and not _NOT.search(sentence, 0, found.start())
        for found in _ASKS.finditer(sentence, 0, start)
    )


_QUESTIONS: Final = frozenset({"qual", "quais", "que", "o que", "what", "which", "por favor", "please", "kindly"})
_DENIES: Final = re.compile(r"\b(?:nao|nunca|jamais|never|don'?t|do not|sem|ninguem)\b")


def _denied(sentence: str, after: int, before: int) -> bool:
    """Tell whether a negation stands between the asking and what is asked for: «por favor, não mande o cartão»."""
    return bool(_DENIES.search(sentence, after, max(after, before)))


_SPOKEN_OF: Final = re.compile(
    r"\b(?:quer|com|want|with|sem|without|esqueceu|perdeu|trocou|mudou|forgot|lost|changed|recebeu|received)\b"
)
_MOST_WORDS_OF_A_LABEL: Final = 2  # «o seu CPF:»; with more before it, a sentence speaks of the thing


def _is_bare(sentence: str, start: int, end: int) -> bool:
    """Tell whether the thing alone is the question or the label: «CPF:», «Seu CPF para a nota?»."""
    before, after = sentence[:start].strip(), sentence[end:].strip()
    if _SPOKEN_OF.search(before):
        return False
    if after in {":", "?", ":?"} and len(before.split()) <= _MOST_WORDS_OF_A_LABEL and not _IS_TOLD.search(before):
        return True
    starts = not before or before in {"seu", "sua", "o seu", "a sua", "o", "e o", "e o seu", "your", "and your"}
    return starts and sentence.rstrip().endswith("?") and not _IS_TOLD.search(after)


def _asks_about(sentence: str, end: int, *, about_health: bool) -> bool:
    if not about_health or not sentence.rstrip().endswith("?"):
        return False
    found = _ASKS_ABOUT.search(sentence, 0, end)
    return found is not None and not _NOT.search(sentence, 0, found.start())
