"""Of whom a phrase speaks: the writer, a relative, a person named or pointed at, or nobody.

"Diabético pode comer?" speaks of nobody; "meu pai é diabético" tells something about somebody's health.  What LGPD
calls sensitive is sensitive about a person, so a phrase of a special category needs one.  Things, animals, goods with
a price, signs of the zodiac and figures of speech are no subjects.

Source: LGPD art. 5, II and art. 11; guidelines.md (identified or identifiable person, speaker included).

>>> text = "meu pai ja e diabetico ha anos"
>>> sorted(evidence(text, 13, 22))
['dated', 'of a person', 'relative', 'said of']
>>> sorted(evidence("diabetico pode comer?", 0, 9)), veto("esse app e esquizofrenico", 11, 25)
([], 'a thing')
"""

import re
from collections.abc import Iterator

from desvelo.kernel.detection.names import candidates
from desvelo.kernel.detection.names.surroundings import KIN
from desvelo.kernel.detection.wordlist import one_of

A_THING = "a thing"
A_QUESTION = "a general question"
WORK = "work"
_FIGURE_OF_SPEECH = "a figure of speech"
_BEHIND = 64
_AHEAD = 40
_NEAR, _FAR = 26, 38
_CLAUSE_END = re.compile(r"[.!?;\n](?:\s|$)|m(?<!\wm)as\b|p(?<!\wp)orem\b")
"""A sign, "mas" or "porem"; each begins with a character of its own, so that all others are passed over at once."""
_SELF = re.compile(
    r"\b"
    + one_of(
        """
        sou somos estou to estamos tamo tenho temos tive fui sofro faco fazemos fiz tomo uso fiquei descobri peguei
        testei ando nasci operei virei soy estoy tengo eu convivo trato vivo comecei parei fazendo tomando descobrimos
        perdi preciso voto votei frequento sigo pertenco congrego milito acabei vou entrei batizei converti pago
        contribuo desconto meu+exame meu+laudo meu+diagnostico meu+tratamento meu+resultado meu+medico minha+medica
        meu+problema a+gente aqui+em+casa la+em+casa sofri contrai adoeci infartei enfartei engravidei apanhei levei
        fazia tomava usava tinha era+eu eu+era i+am i'm i+have atestado+por atestado+de atestado+com laudo+de
        laudo+com laudo: atestado: diagnostico+de diagnostico: licenca+por afastamento+por diagnosticad[oa]
        afastad[oa] passei inscrevi concorro concorri disputei fumo fumava bebo bebia comemos comemoro comemoramos
        jejuo cultuo guardamos seguimos viramos sinto senti sentindo tamos tavamos estavamos tava+com me+deu
        deu+em+mim botei tirei retirei vivemos ficamos sofremos sofria padeco trouxe+de+nascenca nao+posso nao+consigo
        nois+e nos+e todo+mundo+aqui aqui+todo+mundo we+are we're we+have i+take i+use my me+trato to+tratando
        estou+tratando tratando aposentei encostad[oa] me+recupero me+recuperando recuperando saindo+de sai+de
        internei acordei levanto durmo vou+ser tomei usei uso+por prescrito receitaram receitou descobriram acharam
        encontraram recebi rezo creio acredito pratico professo canto toco+na toco dou luto represento lidero ajudo
        participo esqueci cai dormi consegui vim
        """
    )
    + r"\b|\b(?!(?:ramos|gramos|extremos|temos|podemos|sabemos|queremos|vejamos)\b)[a-z]{2,12}(?:ei|amos|emos|imos)\b"
    r"|\b(?:suspeita de|medic[oa] (?:disse|falou)|diagnosticaram)\b"
    r"|\b(?:alergias?|doencas?|medicamentos?|medicacao|comorbidades?|deficiencia|cirurgias?"
    r"|condicao|historico|queixa|sintomas?|antecedentes|paciente|laudo|atestado|diagnostico|hd|motivo|restricoes|observacao)\s?:\s"
)
_MINE = re.compile(r"\b(?:meu|minha|meus|minhas|mi|nosso|nossa|comigo|me)(?:\s[a-z]{1,14}){0,2}\s$")
_RELATIVE = re.compile(
    rf"\b(?:meu|minha|meus|minhas|mi|nosso|nossa|o|a|um|uma|d[oa]|pr[oa])\s(?:[a-z]{{1,10}}\s)?{KIN}\b|\b{KIN}[:,]"
    rf"|^\W{{0,3}}(?:oi+e?\s|bom dia\s|boa tarde\s|boa noite\s|e\s)?{KIN}\s(?!que\b)"
)
PEOPLE = one_of(
    """
    ele ela eles elas paciente funcionari[oa]s? alun[oa]s? clientes? candidat[oa] titular senhora? mulher homem
    menin[oa] rapaz moc[oa] crianca bebe idos[oa] pessoa vc voce filh[oa] colaborador(?:a|es|as)? moradora? moradores
    segurad[oa] inquilin[oa] motorista vizinh[oa] professora? gestante don[oa] balconista seguranca recepcionista
    garcom garconete operadora? entregadora? medic[oa] gerente supervisora? sindic[oa] zeladora? pedreiro
    enfermeir[oa] colega moradora? faxineira atendente vendedora? porteiro familia pequen[oa] cacula guri guria pia
    amig[oa]s? velh[oa] patroa? chefe jovem adolescente passageir[oa] hospede convidad[oa] empregad[oa] diarista
    domestica bab[ay] estagiari[oa] aprendiz beneficiari[oa] dependente menor socia? nen[eu]m bbs? casal todo+mundo
    she he her his
    """
)
_PERSON = re.compile(rf"\b{PEOPLE}\b")
_SAID_OF = re.compile(
    r"\b(?:e|eh|era|sou|somos|soy|fui|foi|esta|ta|estou|to|tem|tenho|temos|teve|tive|sao|ficou|fiquei|virou|virei"
    r"|nasceu|nasci|faz|toma|usa"
    r"|considero|declaro|identifico|autodeclar[oa]|autodeclarad[oa]|assumi|assumid[oa])\s(?:[a-z]{1,10}\s){0,2}$"
)
_STATED = re.compile(
    r"\b(?:teve|tem|tinha|ta|esta|tava|estava|ficou|ta com|esta com|tava com|estava com|ficou com|ficaram com"
    r"|estao com|tao com|sofre de|sofreu|pegou|pegaram|nasceu|vive com|tem que conviver com"
    r"|nao pode [a-z]{3,12} (?:porque|pq|pois) (?:e|tem)|descobriu"
    r"|faleceu de|morreu de|(?:por|em) (?:causa|conta|razao|virtude|funcao|decorrencia|motivos?) d[aeo]"
    r"|devido a[o]?|gracas a[o]?)"
    r"\s(?:(?:muit[oa]|uma?|meio|bem|so|ja|tb|tambem|suspeita de|crise de|inicio de)\s)?$"
)
"""Said of somebody whom only the talk before names: ``tá com dengue desde sábado``."""
_DATED = re.compile(
    r"[\s,(-]{1,3}(?:(?:ha|faz|desde|a)\s(?:mais de\s|uns\s|umas\s|que\s|quando\s)?(?:[0-9]{1,4}|um|uma|dois|duas"
    r"|tres|quatro|cinco|seis|sete|oito|nove|dez|vinte|trinta|pequen|crianca|nasci|bebe|muito|anos|os|o)"
    r"|em\s(?:19|20)[0-9]{2}|em\s(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro))"
)
_CUT = re.compile(r"(?:\s[a-z0-9]{1,12}){0,2}[,.;]\s")
_TELLS_ON = re.compile(
    r"\s(?:[0-9]{1,3} anos|(?:nao )?(?:posso|consigo|vou|aguento|devo|danco|bebo|como)|minha|me|favor|tira)\b"
)
_LED_BY = re.compile(
    r"\W{0,3}(?:(?:usuari[oa]|portadora?|pacientes?|pessoa|idos[oa]|crianca|mae|pai|filh[oa]) (?:de |com "
    r"|d[ao] )?(?:uma? )?)?(?:visao )?"
)
"""All that may stand before a word which begins what is told: ``usuária de marcapasso, posso passar?``."""
_OWNER = re.compile(r"\bd[oa]\s([a-z]{2,16})\b")
_IS_ONE = re.compile(
    rf"\b(?:{KIN}|{PEOPLE}|familia|pais|familiares|avos|tios|primos)(?:[\s,]+[a-z]+){{0,3}}[\s,]+(?:e|eh|era|sao"
    r"|nasceu|virou|foi|se tornou|se diz|se declara"
    rf"|se considera)\s(?:[a-z]{{1,10}}\s){{0,2}}$"
)
_ADMITTED = re.compile(
    r"\b(?:sou|somos|soy|sendo|por (?:eu |nos )?ser(?:mos)?|a gente (?:aqui )?(?:e|eh)|eu era|virei|viramos|i am|i'm"
    r"|(?:inscrev|matricul|registr|cadastr|entr|pass)[a-z]{1,3}(?: [a-z]{1,8})? como|nois e|nos e|we are|we're"
    r"|todo mundo (?:[a-z]{1,6} ){0,3}e|somos tod[oa]s|nos dois somos|nos duas somos"
    r"|me (?:(?:auto)?(?:consider|declar|identific)[a-z]{1,3}|assumi|vejo como)|se assumi[ur]?|autodeclar[oa]"
    r"|(?:cham|xing|tax|acus|apelid)(?:ou|aram|ada|ado|ava|avam|ando) (?:[a-z]{1,10} ){0,3}de"
    r"|(?:discriminad[oa]|humilhad[oa]|perseguid[oa]|barrad[oa]) por)\s(?:[a-z]{1,10}[\s-]){0,2}$"
)
_NAME_IS = re.compile(r"\b([a-z]{2,20}) (?:e|eh|era|se declara|se considera|se assumiu)\s(?:[a-z]{1,10}\s)?$")
_INQUIRY = re.compile(
    r"^\W{0,3}(?:(?:oi|ola|e|mas|entao|certo|ok|por favor|desculpe|perfeito)[,!.]?\s)?"
    r"(?:(?:voce|vc|vcs|voces|o senhor|a senhora|o sr|a sra|senhora?)\s)?(?:ja\s)?"
    r"(?:e|esta|ta|tem|teve|faz|fez|usa|toma|tomou|possui|apresenta|sente|frequenta|sofre|alguma?|algum|qual(?:is)?)"
    r"(?:\s[a-z]{1,10}){0,3}\s$"
)
"""How the desk asks the customer: it tells nothing of anybody yet."""
_THING = re.compile(
    r"\b(?:ess[ea]|est[ea]|aquel[ea]|[oa]|seu|sua|meu|minha|um|uma|d[oa])\s"
    + one_of(
        """
        app aplicativo site sistema preco precos valor conta internet net wi-?fi loja atendimento servico produto
        celular aparelho tv carro moto computador pc notebook impressora mercado transito governo tempo clima espera
        demora fila frete boleto fatura juros taxa time jogo bot robo entrega plano sinal geladeira maquina economia
        pedido chat tela bateria cadastro
        """
    )
    + r"(?:\s[a-z]{1,12}){0,3}\s$"
)
_ANIMAL = re.compile(
    r"\b"
    + one_of(
        """
        cachorr[oa]s? cachorrinh[oa] gat[oa]s? gatinh[oa]s? cadela pets? dog caozinho cao caes filhotes? papagaio
        passarinho coelh[oa] hamster calopsita cavalo egua bezerro bicho veterinari[oa] racao vet caes
        felin[oa] canin[oa] poodle pinscher bulldog spitz tosa
        """
    )
    + r"\b"
)
_KNOWN_BY = (candidates.GIVEN, candidates.NICKNAME)
_GIVEN_KINDS = (candidates.GIVEN, candidates.GIVEN_WORD, candidates.NICKNAME)
_LIKE_MINE = re.compile(r",?\s(?:igual|como|que nem|feito)\s(?:a |o |as |os )?(?:minhas?|meus?|eu|mim|noss[oa]s?)\b")
_FOOD = re.compile(r"\b(?:galinhas?|porcos?|peixes?|vaca)\b")
"""Animals that are on the menu when they come later in the sentence."""
_GOODS = re.compile(
    r"r\$\s?[0-9]|[0-9]+,[0-9]{2}\b|\b(?:quanto (?:custa|e|ta|fica|sai|cobra)|qual o (?:preco|valor)|estoque"
    r"|promocao|cupom|desconto|em oferta|vendem?|tamanhos?|[0-9]+\s?(?:ml|kg|cm|un|g|unidades)|estampa|fantasia"
    r"|camiseta|camisa|adesivo|bandeira"
    r"|bone|caneca|quadro|livro|filme|serie|musica|show|curso|palestra|kit|brinquedo|boneca|imagem|estatua)\b"
)
_ZODIAC = re.compile(r"\b(?:signos?|ascendente|zodiaco|horoscopo|mapa astral|taurin[oa]|leonin[oa]|escorpian[oa])\b")
_FIGURE = re.compile(
    r"\b(?:quase|parece|parecendo|tipo|que nem|igual|morrendo de|morto de|mort[oa] de|doid[oa] de|me da|da ate"
    r"|me dando|vai me dar|dando|de tanto|uma verdadeira|(?:ta|esta|virou|e) uma?|deu um|ter um|ter uma"
    r"|vou ter)\s(?:[a-z]{1,8}\s)?$"
)

_GENERAL = re.compile(
    r"\b(?:cobrem?|atendem?|aceitam?|vendem?|fazem|serve|existe|inclui|tratam?|recebem?)\s(?:[a-z]{1,12}\s){0,2}$"
)
_AT_WORK = re.compile(
    r"\b(?:trabalh[a-z]{1,4}|enfermeir[oa]s?|medic[oa]s?|tecnic[oa]s?|professora?|fisioterapeuta|psicolog[oa]|cuidadora?"
    r"|plantao|estagi[oa]|tcc|pesquisa|artigo|palestra|curso|livros?|aulas?|especialista|especializ[a-z]{2,5}|atendo"
    r"|ong|campanha|doacao|dia|semana|sala|ala|setor|mestrado|vaga|assento|hospital|instituto|vacina|repelente)"
    r"\s(?:d[aeo]s?|n[ao]s?|em|com|sobre|pr[ao]s?|para|contra)\s(?:[a-z]{1,12}\s(?:com\s)?)?$"
)
"""Who works with the ill, or learns about them, tells nothing of their own."""
_WHOEVER = re.compile(
    r"^\W{0,3}(?:(?:oi|ola|bom dia|boa tarde|boa noite)[,!.]?\s)?(?:(?:uma?|quem|se)\s)?"
    r"(?:mulher(?:es)?|homens?|pessoas?|criancas?|gente|idos[oa]s?|bebes?|quem|clientes?|pacientes?)\s"
    r"(?:(?:com|e|eh|esta|ta|que e|que tem|que ta|tem)\s)?$"
)
"""How one asks for everybody: ``mulher grávida pode andar nesse brinquedo?``."""
_FIGURE_AFTER = re.compile(
    r"(?:\sde cabeca)?\s(?:so|ate)\s(?:de|em)\s(?:olhar|ver|pensar|ouvir|lembrar|imaginar|falar|ler|saber|escutar)\b"
    r"|\s(?:a|ao|de)\s(?:atrasos?|segunda|trabalho|trabalhar|gente|falsidade|mentiras?|fofoca|boletos?|acordar|esforco"
    r"|academia|burrice|curiosidade|preguica|boas noticias|ideias?)\b"
    r"|\s(?:de|com)\s(?:ess[ea]s?|est[ea]s?|tant[oa]s?|voces?|vcs?)\b"
    r"|\s(?:de|por|pra|a|com)\s(?:ess[ea]\s|tant[oa]\s|a\s|o\s)?(?:raiva|odio|amor|vontade|saudades?|compras?"
    r"|promoc[a-z]{2,4}|novidades?|chocolate"
    r"|cafe|comprar|fila|espera|demora|fome|sono|rir|desconto|roupas?|sapatos?|joguinho|series?|chegar|receber)\b"
)


def clause(folded: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a phrase in its own clause."""
    before = folded[max(0, start - _BEHIND) : start]
    begun = max((cut.end() for cut in _CLAUSE_END.finditer(before)), default=0)
    after = folded[end : end + _AHEAD]
    cut = _CLAUSE_END.search(after)
    return before[begun:], after[: cut.start()] if cut is not None else after


def evidence(folded: str, start: int, end: int) -> frozenset[str]:
    """Return who is spoken of: ``self``, ``relative``, ``person``, and how: ``said of``, ``admitted``, ``mine``."""
    return frozenset(_evidence(folded, start, end))


def _evidence(folded: str, start: int, end: int) -> Iterator[str]:
    before, after = clause(folded, start, end)
    if _SELF.search(before):
        yield "self"
    if _MINE.search(before[-_NEAR:]):
        yield "mine"
    if _RELATIVE.search(before) or _RELATIVE.search(after):
        yield "relative"
    if _PERSON.search(before[-_FAR:]) or _names_somebody(before) or _is_of_somebody(folded, start, end):
        yield "person"
    if _SAID_OF.search(before):
        yield "said of"
    if not _is_asked(folded, after, end):
        yield from _alone(folded, before, start, end)
    if _LED_BY.fullmatch(before) and (
        folded.startswith(" aqui", end) or (_CUT.match(folded, end) and _tells_on(folded, end))
    ):
        yield "bare"
    if _IS_ONE.search(before) or _is_said_of_a_name(before):
        yield "of a person"
    if _ADMITTED.search(before):
        yield "admitted"


def _alone(folded: str, before: str, start: int, end: int) -> Iterator[str]:
    """Yield how a phrase that names nobody is told all the same: since when, or with what it means to the writer."""
    if _STATED.search(before):
        yield "stated"
    if _DATED.match(folded, end, end + _AHEAD) and not is_about_goods(folded, start, end):
        yield "dated"


def _tells_on(folded: str, end: int) -> bool:
    """Tell whether the writer goes on about themselves."""
    behind = end + _BEHIND
    return _SELF.search(folded, end, behind) is not None or _TELLS_ON.search(folded, end, behind) is not None


def _is_asked(folded: str, after: str, end: int) -> bool:
    """Tell whether the clause is itself the question: what is set apart by a comma was told before it."""
    return folded[end + len(after) : end + len(after) + 1] == "?" and "," not in after


def _names_somebody(before: str) -> bool:
    return any(candidates.KINDS.get(word.strip(",:")) in _KNOWN_BY for word in before.split())


def _is_of_somebody(folded: str, start: int, end: int) -> bool:
    """Tell whether the phrase ends or goes on with "of Fulano"."""
    return any(
        candidates.KINDS.get(owner[1]) == candidates.GIVEN for owner in _OWNER.finditer(folded, start, end + _NEAR)
    )


def _is_said_of_a_name(before: str) -> bool:
    """Tell whether "Fulano is" stands right before."""
    said = _NAME_IS.search(before)
    return said is not None and candidates.KINDS.get(said[1]) in _GIVEN_KINDS


def veto(folded: str, start: int, end: int) -> str:
    """Return why the phrase speaks of nobody, or nothing."""
    before, after = clause(folded, start, end)
    if _ZODIAC.search(folded, max(0, start - _BEHIND), end + _AHEAD):
        return "the zodiac"
    if _THING.search(before):
        return A_THING
    if _ANIMAL.search(before) or _ANIMAL.search(after) or (_FOOD.search(before) and not _ADMITTED.search(before)):
        return "an animal"
    asked = folded[end + len(after) : end + len(after) + 1] == "?"
    mine = folded.startswith(("meu", "minha"), start) or _LIKE_MINE.match(after) is not None
    if asked and not mine and any(asks.search(before) for asks in (_GENERAL, _INQUIRY, _WHOEVER)):
        return A_QUESTION
    if _AT_WORK.search(before):
        return WORK
    return _FIGURE_OF_SPEECH if _is_figure(folded, start, before, after) else ""


def _is_figure(folded: str, start: int, before: str, after: str) -> bool:
    figure = _FIGURE.search(before)
    is_somebody = _PERSON.match(folded, start) is not None or (
        figure is not None and figure.group().startswith("e um") and _IS_ONE.search(before[: figure.start() + 2])
    )
    return (figure is not None and not is_somebody) or _FIGURE_AFTER.match(after) is not None


def is_about_goods(folded: str, start: int, end: int) -> bool:
    """Tell whether prices, stock or wares are talked of around the phrase."""
    return _GOODS.search(folded, max(0, start - _BEHIND), end + _AHEAD) is not None
