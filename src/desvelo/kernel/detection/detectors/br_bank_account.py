"""Bank account in Brazil: the branch and the account, each a datum of its own.

Money is sent to it, and with a name it is what a swindler needs to pass for the bank.  Banks share no check digit, so
the words decide: "agência" or "conta" with the number behind it, the name of a bank before a pair of numbers, or the
desk's question.  The bank's code and the operation stay readable; so do the bill for light, the account of an app, the
branch of the post office.

Source: Banco Central do Brasil, Resolução BCB 1/2020 annex (account and branch in a transfer: up to 4 and 20 digits);
FEBRABAN, Layout Padrão CNAB 240 10.11, G008 to G012 (branch, account, their check digits); guidelines.md.

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("ag 1615-2 conta 45.778-9")]
[(3, 9, 'branch'), (16, 24, 'account')]
>>> scan("a conta de luz 45778 veio 350,90"), scan("na conta 250,00")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.reading import Reading

LABEL = Label(code="BANK_ACCOUNT", handling=Handling.SEAL)

_BRANCH_WORD = re.compile(r"\b(?:agencias?|agenc|agc|ag|cooperativa|coop)(?=[^a-z])")
_ACCOUNT_WORD = re.compile(
    r"\b(?:contas?(?:-corrente|-poupanca)?|c\s?/\s?[cp]|c\.\s?c\.?|cc|cp|cta|poupanca|poup|corrente)(?=[^a-z])"
)
_NAMES = (
    r"nubank|nu|itau|bradesco|santander|caixa|cef|bb|banco do brasil|banco|inter|c6|sicoob|sicredi|picpay|mercado pago"
    r"|pagbank|pagseguro|banrisul|btg|neon|next|original|safra|bmg|pan|stone|cora|asaas|banestes|bnb|brb|banpara"
    r"|unicred"
    r"|will|digio|agibank|daycoval|ailos|cresol"
)
_FILLER = re.compile(
    rf"(?:[\s:.=()#/*\"',;]|-(?!-)|\b(?:{_NAMES}|corrente|poupanca|poup|salario|bancari[ao]|pj|pf|fisica|juridica"
    rf"|conjunta|digital"
    r"|universitaria|nova|certa|correta|seria|principal|atual|numero|num|nro|no|nr|n|e"
    r"|eh|o|a|do|da|de|na|no|minha|meu|dele|dela|sua|pra|para|deposito"
    r"|depositar|pix|ted|doc"
    r"|transferencia|transferir|credito|cc|com|digito|mae|marido|esposa|filh[oa]|pai|tipo|com dv|conta|contas)\b){0,16}"
)
_OPERATION = re.compile(
    r"(?:op|oper|operacao|var|variacao)\s?[:.]?\s?[0-9]{2,4}[\s,;./\-]{1,4}"
    r"|(?:0[0-9]{2}|1288|1292|3701)[\s./\-]{1,3}(?=[0-9]{6,12}\s?-\s?[0-9x])"
)
_BRANCH = re.compile(r"[0-9]{3,5}(?:\s?-\s?[0-9x])?(?![0-9a-z]|[.,][0-9]|\s?%)")
_ACCOUNT = re.compile(
    r"(?:[0-9]{1,3}(?:[. ][0-9]{3}){1,3}|[0-9]{4,9}\.[0-9]{3}(?=-[0-9x])|[0-9]{2,13}|[0-9]{2}-[0-9]{6}(?=-[0-9]))"
    r"(?P<check>\s?[\-/]\s?[0-9x]|\s?x|\.[0-9x])?"
    r"(?![0-9a-z]|[.,\-/][0-9]|\s?%)"
)
_BETWEEN = re.compile(
    r"[\s,;/|\-.]{1,4}(?:(?:e|op|operacao|ct|c)\s?[:.]?\s{0,2})?(?:[0-9]{3}[\s./\-]{1,3}(?=[0-9]{5,}"
    r"|[0-9]{1,3}\.[0-9]{3}))?"
)
_PAIR = re.compile(
    r"(?<![0-9\-.,/$])(?P<branch>[0-9]{4}(?:-[0-9x])?)(?:[\s,;/|]{1,3}|\se\s)"
    r"(?:(?:0[0-9]{2}|1288|1292|3701)[\s./\-]{1,3})?"
    r"(?P<account>[0-9]{1,3}(?:\.[0-9]{3}){1,3}\s?-\s?[0-9x]|[0-9]{4,12}\s?-\s?[0-9x])(?![0-9a-z])"
)
_CHECKED = re.compile(
    r"(?<![0-9a-z.,\-/$])(?:[0-9]{1,3}(?:\.[0-9]{3}){1,3}|[0-9]{4,9})\s?-\s?[0-9x](?![0-9a-z]|[.,\-/][0-9]|\s?%)"
)
"""An account with its check digit: one of several, or the one that money went to."""
_MOVED = re.compile(
    r"\b(?:transfer\w{1,5}|transfir\w|transfere|deposit\w{1,4}|estorn\w{1,4}|credit(?:ar|em|ou|aram)|ted|saquei"
    r"|cai\w?|receb\w{1,3}|pag(?:ue|am|aram)|depos)\b"
    r"[^0-9\n.?!]{0,40}$"
)
_AND_ANOTHER = re.compile(
    r"[0-9x]\)?,?\s?(?:(?:e|ou|pr[ao]|para|por|agora|depois|hoje|troc\w{1,3}|mud\w{1,4}|pass\w{1,3}|a|o|eh|ficou"
    r"|nova|novo"
    r"|outra|certa|virou|mas|ja|minha|dele|dela|antiga|velha|era|da|na|do|conta|correta|correto|ser)[\s:]\s?){1,6}$"
)
_TURNED = re.compile(
    r"(?<![0-9.,\-/$])(?P<branch>[0-9]{4}(?:-[0-9x])?)\s(?:e\s|eh\s|da\s|a\s|de\s){0,2}(?:agencia|ag)\b[^0-9\n]{1,12}"
    r"(?P<account>[0-9]{1,9}(?:\.[0-9]{3}){0,3}\s?-\s?[0-9x])\s(?:e\s|eh\s|da\s|a\s|de\s){0,2}(?:conta|cc)\b"
)
_LATE = re.compile(
    r"\bagencia\b[^0-9\n?!$]{1,30}(?P<branch>[0-9]{4}(?:-[0-9x])?),?"
    r"\s(?:e\s|a\s){0,2}(?:conta|cc|c/c)\s"
)
"""Number before word ("0001 a agência e 5582213-0 a conta"), and words between ("agência mesmo, é 0001 e a conta")."""
_BEFORE_BRANCH = re.compile(
    r"(?<![0-9.,\-/$])(?P<account>[0-9]{1,9}(?:\.[0-9]{3}){0,3}\s?-\s?[0-9x])(?:[\s,;/|]{1,3}|\s(?:na|da|e)\s)$"
)
_LONGEST_ACCOUNT = 24
_BANK = re.compile(rf"\b(?:{_NAMES})\b")
_PAID_INTO = re.compile(
    r"\b(?:debit\w{1,4}|deposit\w{1,4}|transf\w{2,7}|reembols\w{1,4}|estorn\w{1,4}|conta|bancari[oa]s?|salario"
    r"|pagar aqui"
    r"|credit(?:ar|em|ado)|agencia)\b"
)
_LOOSE = re.compile(r"[^0-9\n?!;$]{1,30}(?=[0-9])")
_ABOUT_MONEY = re.compile(
    rf"\b(?:{_NAMES}|deposit\w{{0,6}}|transf\w{{0,9}}|ted|sac(?:ar|ou|aram|ado)|saque|titular|favorecid[oa]"
    rf"|bancari[oa]s?|credit(?:ar|em|ou)"
    r"|estorn\w{1,4}|reembols\w{1,4}|devol\w{2,5}|pix|pagamento|salario|minha|debit\w{1,4})\b"
)
_OTHER_ACCOUNT = re.compile(
    r"\b(?:luz|agua|energia|gas|contrato|telefone|internet|uc|instalacao|app|aplicativo|usuario|login|netflix"
    r"|insta\w*|google|loja|site"
    r"|cliente|jogo|steam|contabil|hotmail|gmail|correios?|viagens|viagem|turismo|modelos?|matricula|protocolo|pedido"
    r"|fatura|final"
    r"|mesa|vezes|reais|pagar)\b"
)
_ASKED = re.compile(
    r"\b(?:(?:com|c/?) (?:o )?digito|agencia|dados bancarios|conta com (?:o )?digito|(?:digite|informe|mande|envie|diga"
    r"|passe) (?:a|sua"
    r"|o numero da) conta|conta (?:bancaria|corrente|poupanca|para|pra|do)"
    r"|(?:numero|qual)[^.?!]{0,20} conta)\b(?! contabil)|^\W{0,3}(?:e\s)?(?:a\s|o numero da\s)?conta\s?\?"
)
_FIGURE = re.compile(r"\b(?:em|por|da|dar|dou|dando|faz de)\s$")
_COUNTED = re.compile(
    r"\s?(?:km|kg|reais|pontos|milhas|mil|pessoas|vezes|unidades|itens|coisas|seguidores|dias|meses)\b"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MONEY = re.compile(r"\$\s{0,2}$")
_BEHIND = 60
_BESIDE = 30
_LEAST_DIGITS = 5
_BANK_DIGITS = 3
_OF_A_BANK = frozenset({LABEL.code, "CARD_NUMBER"})
_OWN_RIVALS = ("conta", "cc", "poupanca", "ag")
_DASHED_TELEPHONE = re.compile(r"[0-9]{4,5}-[0-9]{4}")
_ACCOUNT_SAID = re.compile(r"\b(?:contas?|poupanca|poup|cc)\b[^0-9\n?!]{0,40}$")
_MOVED_AT_ALL = re.compile(r"\b(?:transfer\w{1,5}|deposit\w{1,4}|estorn\w{1,4}|ted)\b")
_SHORT_WORDS = frozenset({"ag", "coop", "cooperativa"})
_FEW_WORDS = 10
_SOMEBODYS = frozenset({10, 11})


@catalogue.add(
    "br.bank_account",
    label=LABEL,
    gate=(
        "conta", "transf", "deposit", "agenc", "ag ", "ag.", "ag:", "ag/", "ag0", "agc", "coop", "cc", "c/c", "c/p",
        "cp ", "cta", "poup", "debit", "reembols", "estorn",
        "corrente", "banc", "itau", "bradesco", "santander", "caixa", "nubank", "bb ", "inter ",
    ),
    words=("dados bancarios", "conta bancaria", "conta corrente", "conta poupanca", "conta salario", "agencia e conta"),
)  # fmt: skip
def find(reading: Reading) -> Iterator[Hit]:
    """Yield branches and accounts."""
    if not reading.groups:
        return
    folded = reading.folded
    branches = [match for word in _BRANCH_WORD.finditer(folded) if (match := _branch_after(reading, word))]
    for match in branches:
        yield Hit(*match.span(), Certainty.CONTEXT, "branch")
        yield from _beside(folded, match)
    for word in _BRANCH_WORD.finditer(folded) if branches else ():
        yield from _in_front_of(folded, word)
    for word in _ACCOUNT_WORD.finditer(folded):
        yield from _account_after(reading, word, in_bank=bool(branches))
    for pair in _PAIR.finditer(folded):
        around = max(0, pair.start() - _BESIDE), pair.end() + _BESIDE
        if _BANK.search(folded, *around) or _PAID_INTO.search(folded, *around):
            yield Hit(*pair.span("branch"), Certainty.CONTEXT, "branch")
            yield Hit(*pair.span("account"), Certainty.CONTEXT, "account")
    for turned in _TURNED.finditer(folded) if "agencia" in folded or "ag " in folded else ():
        yield from (Hit(*turned.span(name), Certainty.CONTEXT, name) for name in ("branch", "account"))
    for late in _LATE.finditer(folded) if "agencia" in folded else ():
        yield Hit(*late.span("branch"), Certainty.CONTEXT, "branch")
    yield from _further(reading)
    yield from _answered(reading)


def _further(reading: Reading) -> Iterator[Hit]:
    """Yield accounts with their check digit that money moves to, and each that follows another: "de X pra Y"."""
    folded, told = reading.folded, reading.says(_ACCOUNT_WORD)
    for found in _CHECKED.finditer(folded):
        before = max(0, found.start() - _BEHIND)
        cue = reading.nearest(*found.span())
        harmless = (
            cue is not None and cue.kinds.isdisjoint(_OF_A_BANK) and not folded.startswith(_OWN_RIVALS, cue.start)
        )
        if harmless or len(_digits(found.group())) < _LEAST_DIGITS or _DASHED_TELEPHONE.fullmatch(found.group()):
            continue
        said = told and not _OTHER_ACCOUNT.search(folded) and _ACCOUNT_SAID.search(folded, before, found.start())
        again = (told or reading.says(_MOVED_AT_ALL)) and _AND_ANOTHER.search(folded, before, found.start())
        if said or again or _MOVED.search(folded, before, found.start()):
            yield Hit(*found.span(), Certainty.CONTEXT, "account")


def _behind(folded: str, start: int) -> int:
    """Return where the number of a word that ends at *start* would stand."""
    place = start
    for _ in range(2):
        filler = _FILLER.match(folded, place, start + _BEHIND)
        place = filler.end() if filler else place
        operation = _OPERATION.match(folded, place)
        place = operation.end() if operation else place
    return place


def _branch_after(reading: Reading, word: re.Match[str]) -> re.Match[str] | None:
    """Return the branch that *word* announces; three digits after "ag" (silver) or "coop" need an account beside."""
    folded = reading.folded
    place = _behind(folded, word.end())
    found = None if _MONEY.search(folded, max(0, place - 3), place) else _BRANCH.match(folded, place)
    short = found is not None and word.group() in _SHORT_WORDS and len(_digits(found.group())) <= _BANK_DIGITS
    return None if short and not reading.says(_ACCOUNT_WORD) else found


def _beside(folded: str, branch: re.Match[str]) -> Iterator[Hit]:
    """Yield the account that stands right behind its branch, with no word of its own."""
    gap = _BETWEEN.match(folded, branch.end())
    found = _ACCOUNT.match(folded, gap.end()) if gap else None
    if found and (found["check"] or len(_digits(found.group())) >= _LEAST_DIGITS) and not _is_somebodys(found):
        yield Hit(*found.span(), Certainty.CONTEXT, "account")


def _in_front_of(folded: str, word: re.Match[str]) -> Iterator[Hit]:
    """Yield the account with its check digit that stands right before the word for the branch."""
    found = _BEFORE_BRANCH.search(folded, max(0, word.start() - _LONGEST_ACCOUNT), word.start())
    if found and len(_digits(found["account"])) >= _LEAST_DIGITS:
        yield Hit(*found.span("account"), Certainty.CONTEXT, "account")


def _account_after(reading: Reading, word: re.Match[str], *, in_bank: bool) -> Iterator[Hit]:
    """Yield the account that *word* announces; further words may stand between when it is surely a bank's."""
    folded = reading.folded
    place = _behind(folded, word.end())
    found = _ACCOUNT.match(folded, place)
    near = True
    if found is None:
        loose = _LOOSE.match(folded, word.end())
        near, place = False, loose.end() if loose else place
        found = _ACCOUNT.match(folded, place)
        if loose is None or _OTHER_ACCOUNT.search(loose.group()) or _BRANCH_WORD.search(loose.group()):
            return
    if found is None or _MONEY.search(folded, max(0, place - 3), place):
        return
    count = len(_digits(found.group()))
    banking = in_bank or reading.says(_ABOUT_MONEY)
    if found["check"] and count >= _LEAST_DIGITS - 1:
        believed = near or banking
    else:
        believed = near and (in_bank or count >= _LEAST_DIGITS) and not _is_odd(reading, word, found, in_bank=in_bank)
    if believed and not _YEAR.fullmatch(found.group()):
        yield Hit(*found.span(), Certainty.CONTEXT, "account")


def _is_odd(reading: Reading, word: re.Match[str], found: re.Match[str], *, in_bank: bool) -> bool:
    """Tell whether a number without check digit is rather another one: a telephone, an amount, a utility's customer."""
    if in_bank:
        return False
    if _FIGURE.search(reading.folded, max(0, word.start() - _BESIDE), word.start()) or _COUNTED.match(
        reading.folded, found.end()
    ):
        return True
    around = reading.folded[max(0, word.start() - _BEHIND) : found.end() + _BEHIND // 2]
    return _is_somebodys(found) or _OTHER_ACCOUNT.search(around) is not None


def _answered(reading: Reading) -> Iterator[Hit]:
    """Yield the numbers that answer the question for a branch and an account."""
    question = fold(reading.context.question or "")
    if not _ASKED.search(question) or reading.word_count > _FEW_WORDS or _OTHER_ACCOUNT.search(reading.folded):
        return
    end = 0
    for group in reading.groups:
        found = _ACCOUNT.match(reading.folded, group.start) if group.start >= end and not group.led else None
        if found is None or _is_somebodys(found) or _MONEY.search(reading.folded, max(0, group.start - 3), group.start):
            continue
        end = found.end()
        if len(_digits(found.group())) > _BANK_DIGITS:
            yield Hit(*found.span(), Certainty.CONTEXT, "asked")


def _is_somebodys(found: re.Match[str]) -> bool:
    """Tell whether a number without check digit is as long as a CPF or a telephone."""
    return not found["check"] and len(_digits(found.group())) in _SOMEBODYS


def _digits(written: str) -> str:
    return "".join(char for char in written if char.isdigit() or char == "x")
