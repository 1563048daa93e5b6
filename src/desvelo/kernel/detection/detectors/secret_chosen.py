"""Password that is an ordinary word: "troquei a senha de X pra Y", "X é a senha", "pode ser X" as the answer.

A plain word has no look of its own, so where it stands has to say it: behind "é" and what people put between
("tudo junto", "com letra maiúscula", "o nome da minha filha,"), as one of two that are weighed against each other, put
into the field, refused by it, or left over of an answer when the words of politeness are taken away.

Source: guidelines.md; NIST SP 800-63B 3.1.1 (why it must not be kept readable).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("não sei se a senha é pintinho ou galinha")]
[(21, 29, 'chosen'), (33, 40, 'chosen')]
>>> scan("a senha é do meu marido ou minha"), scan("qual é a senha?")
((), ())
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection import catalogue, secrecy
from desvelo.kernel.detection.detectors.secret_password import LABEL
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.reading import Reading

_KEYWORDS = (
    "senha", "senhas", "snh", "snha", "sehna", "senah", "cenha", "senja", "shena", "password", "passcode", "contrasena",
    "clave",
    "palavra", "chave",
)  # fmt: skip
_KEY = (
    rf"(?:{'|'.join(_KEYWORDS[:-2])}|chave d[aeo] (?:wi.?fi|internet|rede)"
    r"|palavra.(?:passe|chave|secreta|de (?:seguranca|acesso)))"
)
_WORD = r"[\"'(*“]{0,2}([^\s,;:.!?\"'()*”]{4,40})"
_OF = (
    r"(?:\s(?:d[aeo]s?|que|q|pr[ao]|para|n[ao]|aqui|la|em casa|minha|meu|nossa|app|conta|e.?mail|wi.?fi|internet"
    r"|rede|site"
    r"|gov|net|celular|cartao|banco|insta\w{0,4}|face\w{0,4}|netflix|portal|acesso|sistema|computador|casa|eu|ele|ela|a"
    r"|gente|vcs?|uso|usava|usei|coloco|coloquei|botei|criei|pus|tenho|lembro|sempre|antiga|atual|velha|nova|anterior"
    r"|certa|correta|mesmo|dele|dela|streaming|plataforma|area|cliente|aluno|clube|loja)){0,7}"
)
_IS = (
    r"\s?(?:\s(?:e|eh|era|foi|ficou|seria|ta|esta|continua|virou|vai ser|sera"
    r"|seja|deve ser|devia ser|ta como|tava como|esta como"
    r"|estava como|veio como|q e|que e|is|es|was)\b|[:=])[:,]?\s{1,2}"
)
_MANNER = (
    r"(?:(?:sempre|so|agora|acho|que|q|tipo|assim|essa|esta|isso|aqui|a palavra|simplesmente|tudo|junto|junta"
    r"|minuscul[ao]s?"
    r"|maiuscul[ao]s?|em|com|as|letras?|primeira|inicial|a|sem|espaco|acento|mesma|ainda|nao|perai|pera|mentira"
    r"|digo|ops|opa"
    r"|o|meu|minha|apelido|nome|numero|sobrenome|data|aniversario|time|d[aeo]|filh[ao]|mae|pai|cachorr[ao]|gat[ao]"
    r"|net[ao]"
    r"|ano|anos|mais|ultimos|digitos|cpf|telefone|numeros|marido|esposa|vo|vovo|cidade|coracao|nascimento"
    r"|casamento|rua|bairro|era|e|eh)[,:]?\s){0,9}"
)
_TOLD = re.compile(rf"\b{_KEY}{_OF}{_IS}({_MANNER}){_WORD}")
_FAR_IS = r"(?:\s[a-z.\-]{1,14}){0,8}?\s(?:que\se|eh|foi|ficou|era|virou)\s(?:sempre\s|so\s|a\s|o\s){0,2}"
_TOLD_FAR = re.compile(rf"\b{_KEY}{_FAR_IS}{_WORD}(?=[\"'”)*]{{0,2}}(?:\s?[.!]?$|,|\smesmo\b|\stud[oa]\b))")
"""Whatever stands between, where a clear verb and the end of the message hold the word on both sides."""
_TWIN = re.compile(
    r"[\"'”)*]{0,2},?\s(?:ou|mas\santes|e\santes|so\sque\santes|e\sdigo|digo|nem|e\snao|nao|e\sdepois|depois|antes"
    r"|agora|hoje|e\sagora|e\sa\snova|e\sa\santiga|a\snova"
    r"|a\santiga|e\sa\soutra|mas\sagora|so\sque\sagora|pr[ao]|para|por)"
    rf"\s(?:(?:e|eh|era|foi|ficou|a|o|entao|sera|talvez|acho|que|q|coloquei|botei|pus|uso|virou|mudei"
    rf"|troquei)\s){{0,4}}{_WORD}"
)
_CHANGED = re.compile(
    rf"\b(?:tro[cq]|mud|alter|atualiz|redefin|renov|substitu|pass)[a-z]{{1,6}}\s(?:a\s|minha\s|essa\s|nossa\s"
    rf"|de\s){{0,2}}{_KEY}"
    rf"(?:\sd[aeo]\s(?:wi.?fi|app|e.?mail|conta|site|cartao|celular|internet|rede|netflix|portal|gov|banco|roteador))?"
    rf"(?:\sd[ea]\s{_WORD})?,?\s(?:pr[ao]|para|por|p)\s(?:a\s)?{_WORD}"
)
_PUT = re.compile(
    r"\b(?:coloc|coloq|bot[aeo]|bote|po[ne]h|pus|p[oõ]e|digit|us[aeo]|inser|insir|deix|cri[eao]|cadastr|tent|test"
    r"|gostari|quer"
    r"|salv|defin)"
    rf"[a-z]{{0,5}}\s(?:a\s|da\s|ai\s|minha\s|nova\s|como\s|essa\s|com\s|de\s){{0,3}}{_KEY}\s(?:nova\s|antiga\s"
    rf"|como\s|de\s"
    rf"|com\s|sendo\s){{0,2}}{_WORD}"
    r"(?=[\"'”)]{0,2}(?:\s?[,.;!\n]|\s(?:e|mas|no|na|pr[ao]|para|so|da|fica|fala|diz|ta|nao|pf|por|viu|ok|ai|la|em)\b"
    r"|\s?$))"
)
_PUT_IN = re.compile(
    r"\b(?:coloc|coloq|bot[aeo]|bote|po[ne]h|pus|pos|p[oõ]e|digit|us[aeo]|inser|deix|cri[eao]|cadastr|tent|salv|escrev"
    r"|defin"
    rf"|registr|quer|por\b)[a-z]{{0,5}}\s(?:a\s|o\s|ai\s|la\s|assim\s|entao\s|so\s|nome\s|palavra\s){{0,3}}{_WORD}\s"
    rf"(?:como|de|na|pr[ao]|para|p)\s(?:a\s|minha\s|nova\s|ser\s)?{_KEY}\b"
)
_IS_IT = re.compile(
    r"(?:^|[,;!:\n]\s?|\.\s|\b(?:oi|ola|dia|tarde|noite|entao|nao|acho que|ok|opa|a palavra)\s)"
    rf"{_WORD}[\"'”)]{{0,2}},?\s(?:e|eh|era|ficou|seria|essa e|essa era|isso e)\s(?:a\s|minha\s|nossa\s){{1,2}}{_KEY}\b"
)
_BESIDE_LOGIN = re.compile(
    rf"\b{_KEY}\s{_WORD}(?=,?\s(?:e\s)?(?:o\s)?(?:usuario|login|user|email|e-mail)\s(?:e\s|eh\s"
    rf"|[:=]\s?)?[a-z0-9@._\-]{{3,40}}"
    r"(?:$|[\s,.;]))"
)
_REFUSED = re.compile(
    rf"\b{_KEY}\s{_WORD}[\"'”)]{{0,2}},?\s(?:mas\s|e\s|so que\s|que\s)?(?:ja\s)?(?:nao|n|nunca)\s(?:ta\s|esta\s"
    rf"|da\s|quer\s)?"
    r"(?:vai|indo|entr|funci|funf|aceit|abr|pega|pass|consig|deu|da|conect|log|foi|rol)"
)
_TRIED = re.compile(
    r"\b(?:digito|digitei|coloco|coloquei|boto|botei|ponho|pus|uso|usei|tento|tentei|entro|entrei|escrevo|escrevi"
    r"|dou|testei)"
    rf"\s(?:com\s|a\s|o\s|sempre\s){{0,2}}{_WORD}\s(?:e|mas|so que|ai|dai)\s[^\n.?!]{{0,30}}\b{_KEY}"
    r"(?:\s(?:ta|esta|e|eh|da|deu|como|de))?\s(?:errad|invalid|incorret|nao|fraca|recus|bloq)"
)
_WAS_IT = re.compile(
    rf"\b(?:era|e|eh|seria|ficou)\s{_WORD},?\s(?:a\s|minha\s|nossa\s){{1,2}}{_KEY}(?=\s?(?:$|[,.;!\n]|antiga|velha"
    rf"|d[aeo]\b))"
)
_NAMED = re.compile(
    rf"\b{_KEY}\s(?:antiga|nova|atual|velha|anterior|certa|correta|provisoria|temporaria|padrao|inicial|dela|dele"
    rf"|minha)[\s:]{{1,2}}"
    rf"{_WORD}(?=[\"'”)]{{0,2}}(?:\s?$|\s?[,;\n]|\s(?:e\s)?(?:a\s)?{_KEY}))"
)
_THAT_IS = re.compile(
    rf"{_WORD},?\s(?:ess[ea]s?|isso|est[ea]s?)\s(?:e|eh|sao|era)\s(?:o\s|a\s|meu\s|minha\s|login\s|usuario\s"
    rf"|e\s){{0,4}}{_KEY}\b"
)
_WITH_LOGIN = re.compile(
    r"\b(?:usuario|login|user|conta|email|e-mail|wi.?fi|rede|internet)\b(?:[^\n]{0,40}(?:[,;/\n|\-]\s?(?:e\s)?"
    r"|\se\s)(?:a\s)?"
    r"|\s?[:=]?\s(?:e\s)?[a-z0-9._@\-]{3,40}\s)"
    rf"{_KEY}\s{_WORD}(?=[\"'”)]{{0,2}}\s?(?:$|[,.;!\n]))"
)
_FRAMES = (
    _NAMED,
    _THAT_IS,
    _WITH_LOGIN,
    _TRIED,
    _WAS_IT,
    _TOLD,
    _TOLD_FAR,
    _CHANGED,
    _PUT,
    _PUT_IN,
    _IS_IT,
    _BESIDE_LOGIN,
    _REFUSED,
)
_ANSWER = re.compile(
    r"\s?(?:(?:e|eh|era|foi|ficou|ta|esta|to|tou|estou|tava|usando|tentando|digitando|colocando|botando|entrando"
    r"|olha|ah|bem|oi|ola|opa|entao|bom|boa|dia|tarde|noite|pode|ser|coloca|coloque|bota"
    r"|bote|poe|ponha"
    r"|quero|queria|deixa|deixe|usa|use|cadastra|escolho|escolhi|vai|vou|de|querer|a|o|senha|nova|atual|antiga"
    r"|acho|que|q|nao"
    r"|perai|pera|calma|desculpa|digo|errei|mentira|ops|agora|sim|claro|ok|minha|meu|so|aqui|e'|anota|ai|essa"
    r"|seria|sempre"
    r"|tudo|junto|minusculo|com|letra|maiuscula|minuscula|palavra|botei|coloquei|pus|uso|usei|tenta|tente|segue"
    r"|isso|nossa"
    r"|la|hum|hmm|ah|po|ixi|vixe|eita|eu|ver|espera|lembrar|sim|tenta|tentar|testa|moca|moco|amigo"
    r"|querida)[,.:!]{0,3}\s){0,12}"
    rf"{_WORD}(?P<rest>[^\n]{{0,60}})$"
)
_TOLD_BEFORE = re.compile(rf"\b{_KEY}{_OF}(?:\s(?:e|eh|era|ficou|foi|vai ser))?[\s:.]{{0,4}}$")
_PAIR = re.compile(
    r"\s?([^\s,;:]{4,40})(?:\s(?:d[aeo]s?|e|com|no|na|em)\s|\s?[/,|]\s?|\s)([^\s,;:.!?]{4,40})[.!\s]{0,3}"
)
"""Two words that are a phrase, or the login and its password where both were asked for."""
_LOGIN = re.compile(r"\b(?:login|usuario|user|email|e-mail)\b")
_REST = re.compile(
    r"[\"'”).,!\s]{0,4}(?:(?:tudo|junto|minuscul[oa]s?|maiuscul[oa]s?|com|sem|letras?|a|o|e|por|favor|pf|pfv|pfvr"
    r"|ok|mesmo|viu"
    r"|obrigad[oa]|obg|brigad[oa]|valeu|ta|ne|primeira|inicial|acento|espaco|acho|inteir[oa]|na|no|inicio|comeco"
    r"|final|fim"
    r"|ponto|em|todas?|todos|so|assim|entao|minha|flor|kkk?|rs|tem|z|s|c|cedilha|dois|duas|de|anota|ai|pronto"
    r"|testa|pode|anotar|testar|moc[ao]|mesma|sempre|amor|querid[ao]|amig[ao]|pra|vc|voce|isso|espero|ser"
    r"|tenta|eu)[.,!\s]{0,3}){0,9}"
)
_WANTS = re.compile(
    r"\b(?:qual|quais|escolh\w+|cri[ae]|defin\w+|cadastr\w+|inform\w+|digit\w+|pass[ae]|mand[ae]|envi[ae]|lembra|usou"
    r"|di[zg]a?|tent\w+|confirm\w+|me d[ae]|coloc\w+)\b[^.?!]{0,60}\b(?:senha|pin|palavra)"
    r"|^\W{0,2}(?:e\s)?(?:a\s)?senha\b"
)
_QUEUE = re.compile(r"\b(?:fila|guiche|painel|balcao|atendimento|chamad[ao]|preferencial|entrega|retirada)\b")
_THINGS = """
aberto aberta liberado liberada livre publico publica gratis fechado fechada
atras embaixo demora trava some cai falha bloqueia volta erra pede muda vence expira complica ainda tambem entao embaixo
modem aparelho parede papel etiqueta adesivo quadro geladeira contigo comigo esta estao perguntar depois
deixa deixo vejo mando mandei passei envio enviei falei falo recebi chegou vendo olhar olha veja pera espera calma
menos quase talvez claro logico nada credo nossa senhora deus oi ola aquela aquele outra outras novo vazio vazia
problema erro duvida questao dificuldade culpa nome data documento documentos cadastro telefone codigo dados matricula
comprovante contrato foto token chave link endereco perfil pedido boleto fatura extrato biometria usuarios acessos
contas confirmacao aniversario nascimento cpf cnpj marido esposa mulher filho filha gerente atendente pessoa gente
empresa loja cliente clientes titular responsavel medico doutor doutora familia escola setor equipe moca rapaz
tecnico suporte central agencia eletronica web master digital inicial principal geral final provisorio mestra forte
nenhum ninguem alguem tudo nada todos todas certeza verdade mentira tela teclado tecla link campo opcao tipo assim
qualquer escolher escolha decidir pensar lembro lembra lembrar sabe saber sei acho achei tenho nenhuma mudou caiu
sumiu venceu expirou travou bloqueou entrou chega usar colocar botar digo fazer faco passo passar passa liga ligar
ajuda ajudar urgente rapido favor quero posso podem poderia existe precisa preciso precisar consegue resolve
resolver voltar volta pedir pede pediu pedindo pedem aparece aparecendo aparecer continua sendo estar estava tava
outro mesmo mesma mais dois duas tres quatro cinco seis oito meses tempo horas minutos semana mes caixa fila guiche
painel recepcao maquininha catraca cofre porta portao alarme roteador modem computador notebook tablet chip pagina
tentativa vezes limite padrao fabrica acento espaco maiuscula minuscula maiusculas minusculas maiusculo minusculo
caractere caracteres especial especiais simbolo junto junta palavra frase tchau valeu beleza amanha cade pessoas
funcionando carregando liberar liberado sigilosa confidencial exclusiva individual intransferivel particular unico
simples complicada complexa obrigatorio opcional temporario automatico automatica ativa ativo inativa inativo
cancelar gerar gerada gerado enviada enviado parecida parecido importante essencial permanente imediata minima
"""
_NO_VALUE = frozenset(_THINGS.split())
_MANNERS = re.compile(
    r"[a-z]{0,12}(?:uscul[ao]s?|mente|ndo|ar|er|ir|ou|[bcdfgqrstuv]ei|aram|eram|iram|amos|emos|imos|ava|aria)"
)


@catalogue.add("secret.chosen", label=LABEL, vocabulary=_KEYWORDS)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield plain words that are told, changed, put in or answered as a password."""
    folded = reading.folded
    if not _QUEUE.search(folded):
        for frame in _FRAMES:
            for said in frame.finditer(folded):
                yield from _values(reading, said)
    if LABEL.code in reading.asked and not _QUEUE.search(reading.question) and _is_wanted(reading):
        yield from _answer(reading)


def _is_wanted(reading: Reading) -> bool:
    """Tell whether the question wants the password itself, or the writer's last words end where it would stand."""
    return _WANTS.search(reading.question) is not None or bool(
        _TOLD_BEFORE.search(fold(reading.context.previous or ""))
    )


def _values(reading: Reading, said: re.Match[str]) -> Iterator[Hit]:
    """Yield the words in a frame's places, and the other one that is weighed against the last of them."""
    places = [said.span(group) for group in range(1, said.re.groups + 1)]
    if said.re is _TOLD:
        places = _told(reading, said)
    asking = said.re is _CHANGED
    places = [place for place in places if place[0] >= 0 and _is_value(reading, *place, asking=asking)]
    for place in places:
        yield Hit(*place, Certainty.CONTEXT, "chosen")
    twin = _TWIN.match(reading.folded, places[-1][1]) if places else None
    if twin and _is_value(reading, *twin.span(1)):
        yield Hit(*twin.span(1), Certainty.CONTEXT, "chosen")


def _told(reading: Reading, said: re.Match[str]) -> list[tuple[int, int]]:
    """Return the place behind "é": believed where the clause ends there, or where the manner was told before it."""
    ends = _ENDS.match(reading.folded, said.end()) is not None
    if _WHOSE.search(reading.folded, max(0, said.start(2) - _NEAR), said.start(2)):
        return []
    return [said.span(2)] if ends or "uscul" in said[1] or "junt" in said[1] else []


_NEAR = 40
_KEYS_ALONE = re.compile(r"[0-9](?:[ .\-]{1,2}[0-9]){3,7}")
_WHOSE = re.compile(
    r"\b(?:nome|apelido|data|aniversario|sobrenome|time|numero|telefone|cpf|ano)\sd[aeo]s?\s(?:meu\s|minha\s"
    r"|nosso\s|nossa\s)?$"
)
"""What it was made from: "o nome do cachorro" is no password, its name behind that is."""
_ENDS = re.compile(
    r"[\"'”)*]{0,2}(?:\s?(?:$|[.,;!\n(]|[^\x00-\x7e])|\s(?:e|mas|com|sem|tudo|ou|n|nao|pra|para|viu|ok|ta|so|mesmo"
    r"|nem|em"
    r"|certo|blz|obg|valeu|login|usuario|agora|antes|porem|mais|please|but|and|pero|y|senha)\b)"
)


def _is_value(reading: Reading, start: int, end: int, *, asking: bool = False) -> bool:
    """Tell whether a word may be a password here: no word of talk, no question about it."""
    word = reading.folded[start:end]
    written = reading.text[start:end]
    if secrecy.looks_secret(written):
        return not secrecy.looks_like_ticket(written)
    asked = not asking and reading.folded[end : end + 2].strip().startswith("?")
    plain = word.isalpha() and word not in _NO_VALUE and _MANNERS.fullmatch(word) is None
    return plain and not asked and secrecy.may_be_secret(written)


def _answer(reading: Reading) -> Iterator[Hit]:
    """Yield what is left of a short answer when greetings, "pode ser" and "tudo minúsculo" are taken away."""
    pair = _PAIR.fullmatch(reading.folded)
    if pair and all(
        _is_value(reading, *pair.span(group)) for group in ((2,) if _LOGIN.search(reading.question) else (1, 2))
    ):
        start = pair.start(2) if _LOGIN.search(reading.question) else pair.start(1)
        yield Hit(start, pair.end(2), Certainty.CONTEXT, "asked")
        return
    keys = _KEYS_ALONE.fullmatch(reading.folded.strip(" .!"))
    if keys:
        yield Hit(
            reading.folded.find(keys.group()),
            reading.folded.find(keys.group()) + len(keys.group()),
            Certainty.CONTEXT,
            "asked",
        )
    said = _ANSWER.match(reading.folded)
    if said is None or not _is_value(reading, *said.span(1)):
        return
    twin = _TWIN.match(reading.folded, said.end(1))
    if twin or _REST.fullmatch(said["rest"]) or secrecy.looks_secret(reading.text[said.start(1) : said.end(1)]):
        yield Hit(*said.span(1), Certainty.CONTEXT, "asked")
        if twin and _is_value(reading, *twin.span(1)):
            yield Hit(*twin.span(1), Certainty.CONTEXT, "asked")
