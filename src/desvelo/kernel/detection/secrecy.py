"""Does a word look like something a person chose, or was given, to keep others out?

``looks_secret`` needs no context: letters with digits, signs inside, a capital inside, four digits or more.
``may_be_secret`` is for a word that stands where the value is expected: anything but the words people put there when
they talk about passwords ("a senha é fraca").

>>> looks_secret("Tr0vão-Azul"), looks_secret("batata"), may_be_secret("batata"), may_be_secret("fraca")
(True, False, True, False)
"""

import re

from desvelo.kernel.detection.folding import fold

_INNER_SIGN = re.compile(r"[!@#$%&*_+=?^~\\|<>]")
_INNER_CAPITAL = re.compile(r"[a-z0-9][A-Z]")
_ADDRESS = re.compile(r"https?:|www\.|[a-z0-9.]+@[a-z0-9\-]+\.[a-z]")
_AMOUNT = re.compile(
    r"r?\$.*|[0-9]{1,3}(?:x|h|hs|hrs|min|s|a|o|as|os|vezes|dias?|mb|gb|kg|km|cm|anos?|vias?|seg|un)"
    r"|[0-9]{1,2}[/.:h][0-9]{1,2}"
    r"(?:[/.][0-9]{2,4})?|[0-9]+[.,][0-9]+%?|[0-9.,]+%"
)
_COVERED = re.compile(r"[*x•.\-_#?]+|\x7f+|[\[<{(].*")
_TICKET = re.compile(r"[A-Z]{1,3}-?[0-9]{2,4}|[a-z]-?[0-9]{1,4}")
_SHORTEST = 4
_MOST_DIGITS = 12


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TALK = _set_of(
    """
    a o as os um uma uns umas de do da dos das no na nos nas em e ou mas que se me te vcs voce voces eu ele ela meu
    minha seu sua esse essa este esta isso isto aquele aquela aqui ai la ja nao sim nunca sempre so tambem tb mais
    menos muito mto pouco bem mal fraca forte facil dificil curta longa grande pequena simples boa ruim nova velha
    antiga atual mesma igual diferente errada errado certa certo correta incorreta invalida invalido valida vencida
    expirada bloqueada bloqueado obrigatoria obrigatorio necessaria necessario pessoal intransferivel secreta
    segredo segura seguro provisoria temporaria padrao numerica alfanumerica minima maxima unica qual quais quem
    como quando onde porque pq pra para por pelo pela com sem sobre ate desde hoje ontem amanha agora depois antes
    esqueci esqueceu perdi errei mudei troquei trocar mudar alterar resetar recuperar redefinir criar cadastrar
    digitar digite informar informe enviar mandar receber recebi chegou veio ta foi era sera seria vai pode tem ter
    deu dando fica ficou funciona funcionou aceita entra entrar acessar acesso login usuario senha senhas conta app
    aplicativo site sistema email e-mail celular cartao banco wifi wi-fi internet rede portal obrigado obrigada obg
    ok certinho blz oi ola bom tudo favor pf pfv pls digitos numeros letras caracteres numero letra caracter digital
    biometria voz face dele dela nossa nosso alguma algum nenhuma outra outro cade kd vou quero preciso queria
    gostaria consigo conseguir tentei tentar tente anterior seguinte fila painel guiche preferencial gratis liberada
    aberto aberta livre publico fechado fechada nome sobrenome
    publica privada coisa minuscula minusculas maiuscula maiusculas minusculo maiusculo qualquer pessoais complexa
    gerada enviada cadastrada criada escolhida sigilosa confidencial
    """
)
_NO_ADJECTIVE = _set_of(
    """
    margarida vida minhavida querida florida comida bebida avenida amada fada estrada espada escada limonada goiabada
    cocada feijoada granada jangada sabado eldorado dourado soldado cupido marido querido fernando orlando armando
    lindo benvindo bemvindo vitoria gloria historia victoria semente cascavel pintado salgado furtado machado delgado
    bananada marmelada rabada salada empada balada caminhada pousada alvorada madrugada macarronada invernada cavalgada
    chegada enxada almofada picada pitada toada escalada jornada tourada fachada cascata gelada raiada sagrada prezada
    melhorvida bela cachoeira almirante amado alvorada namorada namorado apaixonada apaixonado abencoada abencoado
    """
)
_ADJECTIVE = re.compile(r"[a-z]+(?:vel|mente|ada|ado|ida|ido|oria|orio|ando|endo|indo|issima|issimo)")


def looks_secret(word: str) -> bool:
    """Tell whether *word* could hardly be an ordinary word, amount, time or address."""
    folded = fold(word)
    if len(word) < _SHORTEST or _is_ordinary(folded):
        return False
    has_digit = any(char.isdigit() for char in folded)
    has_letter = any(char.isalpha() for char in folded)
    if has_digit and not has_letter:
        return _SHORTEST <= sum(char.isdigit() for char in folded) <= _MOST_DIGITS
    if not has_letter:
        return False
    return has_digit or _INNER_SIGN.search(word) is not None or _INNER_CAPITAL.search(word) is not None


def may_be_secret(word: str) -> bool:
    """Tell whether *word*, standing where the value is expected, may be the value."""
    folded = fold(word)
    return (
        len(word) >= _SHORTEST
        and folded not in _TALK
        and not _is_ordinary(folded)
        and (folded in _NO_ADJECTIVE or _ADJECTIVE.fullmatch(folded) is None or looks_secret(word))
    )


def looks_like_ticket(word: str) -> bool:
    """Tell whether *word* has the form of a queue ticket (A087, 45)."""
    return _TICKET.fullmatch(word) is not None or (word.isdigit() and len(word) < _SHORTEST)


def _is_ordinary(folded: str) -> bool:
    return bool(_AMOUNT.fullmatch(folded) or _COVERED.fullmatch(folded) or _ADDRESS.match(folded))
