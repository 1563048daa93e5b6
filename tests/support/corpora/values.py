"""What a template may write in braces: ``{CPF}`` draws any usual form of a label, ``{CPF.words}`` that one.

Nothing drawn belongs to anybody; check digits are right unless the form says otherwise.
"""

from collections.abc import Callable
from random import Random

from corpora import documents, money, people, reach
from corpora.drawing import Draw, spelled


def _cpf_in_words(chance: Random) -> str:
    return spelled(documents.free_cpf(chance), chance)


def _phone_in_words(chance: Random) -> str:
    return spelled(reach.free_phone(chance), chance)


def _nickname(chance: Random) -> str:
    return chance.choice(people.NICKNAMES)


def _of(draw: Callable[[Random, tuple[str, ...]], str], among: tuple[str, ...]) -> Draw:
    return lambda chance: draw(chance, among)


FORMS: dict[str, Draw] = {
    "CPF": documents.cpf,
    "CPF.loose": documents.cpf_loose,
    "CPF.words": _cpf_in_words,
    "CPF.wrong": documents.cpf_wrong,
    "CPF.bare": documents.free_cpf,
    "CNPJ": documents.cnpj,
    "RG": documents.rg,
    "CNH": documents.cnh,
    "PIS": documents.pis,
    "TITULO_ELEITOR": documents.titulo,
    "PASSPORT": documents.passport,
    "CNS": documents.cns,
    "PLATE": documents.plate,
    "PROCESS_NUMBER": documents.process,
    "DATE_OF_BIRTH": documents.birth,
    "CARD_NUMBER": money.card,
    "CARD_EXPIRY": money.expiry,
    "CARD_CVV": money.cvv,
    "BANK_ACCOUNT": money.account,
    "BANK_ACCOUNT.branch": money.branch,
    "PIX_KEY": money.pix_random,
    "PIX_PAYLOAD": money.pix_payload,
    "BOLETO": money.boleto,
    "PHONE": reach.phone,
    "PHONE.words": _phone_in_words,
    "EMAIL": reach.email,
    "EMAIL.spoken": reach.email_spoken,
    "CEP": reach.cep,
    "ADDRESS": people.address,
    "IP": reach.address_of_machine,
    "GEO": reach.place,
    "SECRET": reach.secret,
    "SECRET.seed": reach.seed,
    "PASSWORD": reach.password,
    "OTP_CODE": reach.code,
    "PERSON_NAME": people.full_name,
    "PERSON_NAME.first": people.first_name,
    "PERSON_NAME.nick": _nickname,
    "PERSON_NAME.she": _of(people.full_name, people.WOMEN),
    "PERSON_NAME.he": _of(people.full_name, people.MEN),
    "PERSON_NAME.shefirst": _of(people.first_name, people.WOMEN),
    "PERSON_NAME.hefirst": _of(people.first_name, people.MEN),
}
SPLIT: dict[str, tuple[Draw, tuple[int, ...]]] = {
    "CPF": (documents.free_cpf, (3, 6)),
    "CARD_NUMBER": (money.free_card, (8,)),
    "PHONE": (reach.free_phone, (2, 7)),
}
"""Values typed over several messages, with the places where they may be cut once."""
RAW = frozenset({"PASSWORD", "SECRET", "PIX_PAYLOAD", "GEO", "OTP_CODE", "EMAIL", "CNPJ", "PASSPORT"})
"""What no voice rewrites."""
