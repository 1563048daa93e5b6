"""Where a name is expected, so that a word no list knows may be one.

Source: guidelines.md (PERSON_NAME).

>>> from desvelo.kernel.detection.names.candidates import tokens_of
>>> text = "prazer, Jhurema"
>>> sorted(places(text.lower(), tokens_of(text, text.lower()), asked=False).capital)
[1]
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from desvelo.kernel.detection.names import candidates
from desvelo.kernel.detection.names.candidates import UNKNOWN, Expected, Token
from desvelo.kernel.detection.wordlist import words

OPENING = words(
    """
    sindico sindica zelador zeladora aniversariante formanda formando viuva viuvo denuncia tal testemunha
    testemunhas
    convidado convidada convidados convidadas fiador fiadora locatario locataria segurado
    segurada candidato candidata instrutor instrutora dentista passageira pagador pagadora advogada advogado
    afilhada afilhado aluna aluno amiga amigo ass assina atenciosamente atendente atendida atendido att autorizada
    autorizado avo baba bebe beneficiaria beneficiario bisavo cabo certo chama chamada chamado chamar chame chamo
    chefe cliente colega companheira companheiro condutor condutora conta contador contadora contato correto
    corretor corretora crianca criancas cuidador cuidadora cuidados cunhada cunhado dependente destinataria
    destinatario diarista digo dona doutor doutora dr dra enfermeira enfermeiro enteada enteado entregador entregar
    errado esposa esposo estagiaria estagiario ex fala falar falei favorecida favorecido faxineira filha filhas
    filho filhos funcionaria funcionario genro gerente hija hijo hospede hospedes inquilina inquilino irma irmao
    llama llamo madrasta madrinha mae marido motorista mulher name namorada namorado neta neto noiva noivo nombre
    nome nomes nora paciente padrasto padrinho pai passageira passageiro passageiros pastor prazer prima primo
    procuracao prof professor professora proprietaria proprietario recado responsavel sargento senhor senhora seu
    visitante visitantes comprador compradora comadre compadre motoboy porteiro porteira supervisor supervisora
    coordenador coordenadora diretor diretora fisioterapeuta psicologa psicologo terapeuta personal marceneiro
    pintor
    encanador mecanico costureira confeiteira barbeiro fotografa fotografo consultor consultora representante
    assistente
    recepcionista secretaria secretario ajudante interessado interessada remetente sacado devedor participante
    participantes inscrito inscrita acompanhante nutricionista pediatra veterinaria veterinario contratante
    contratada
    recebedor recebedora segurada assinado assinada assinou soy rapaz visita assinatura pedreiro eletricista
    manicure
    cabeleireira cabeleireiro conhecida conhecido sobrinha sobrinho socia socio sogra sogro sou sr sra srta
    tecnica tecnico tia tio titular titularidade vendedor
    vendedora vizinha vizinho vo
    """
)
"""Words after which, a few steps on, a capitalised word that is nothing else is probably a name."""

_CALLED = frozenset(["chamo", "llamo", "llama"])
"""After these alone a word in lower case is enough."""
_BRIEF = words("seu conta sou certo errado correto digo falar fala falei chame contato entregar ass att cabo")
"""After these a name comes soon or not at all: nothing set apart later in the sentence is meant."""
_SAID = frozenset(["e", "eh", "era"])
_LINKS = words(
    """
    o a os as e eh era sao do da de dos das com para pra por que se chama completo inteiro social adicional novo
    nova es is eh financeiro financeira legal mais velho velha dele dela minha meu ta tem ser espolio um uma
    titular errado errada certo certa foi pelo
    pela
    """
)
_GREETING = words(
    "oi oii oie ola opa ei bom boa dia tarde noite tudo bem meu minha querida querido e ai gente moca moco"
)
_OWN = words("meu minha querida querido e")
_ABBREVIATED = frozenset(["sr", "sra", "dr", "dra", "prof", "ass"])
_EVEN_IN_LOWER_CASE = frozenset(candidates.KINDS) | _CALLED | {"nome"}
_STEPS = 5
_BREAK = re.compile(r"[.!?\n](?:\s|$)")


def is_possible(text: str, words: Iterable[str]) -> bool:
    """Tell whether a name may begin in a message that nobody asked for one.

    Not all of it is in lower case, or one of its *words* is a listed name or says what somebody is called.
    """
    return not text.islower() or not _EVEN_IN_LOWER_CASE.isdisjoint(words)


def places(folded: str, tokens: Sequence[Token], *, asked: bool) -> Expected:
    """Return the places in *tokens* where a name may begin though no list knows it.

    Right after one of the opening words, over links alone; at the end of a sentence that spoke of a relative, set apart
    by a comma or a bracket; and, where the question before asked for a name, at the first word that is not a link.
    """
    if not asked and OPENING.isdisjoint([token.word for token in tokens]):
        return Expected()
    found: set[int] = set()
    sure = set(_answer(tokens) if asked else ())
    reach, spoken, opened = -1, False, ""
    for index, token in enumerate(tokens):
        if index and _ends_a_sentence(folded, tokens[index - 1]):
            reach, spoken = -1, False
        if index <= reach and token.kind and token.word not in _LINKS:
            (sure if opened in _CALLED else found).add(index)
            reach = -1
        if token.word in OPENING and not _is_called(folded, tokens, index):
            reach, spoken, opened = index + _STEPS, spoken or token.word not in _BRIEF, _opener(tokens, index)
        elif token.word not in _LINKS or (token.word == "de" and opened == "sou"):
            reach = -1
        if spoken and token.kind == UNKNOWN and token.capital and _is_apart(folded, tokens, index):
            found.add(index)
    return Expected(frozenset(found | sure), frozenset(sure))


def _opener(tokens: Sequence[Token], index: int) -> str:
    """Return the word that opens, where ``meu nome e`` is as good as ``me chamo``."""
    own = tokens[index].word == "nome" and index > 0 and tokens[index - 1].word == "meu"
    told = own and not _SAID.isdisjoint([token.word for token in tokens[index + 1 : index + 3]])
    return "chamo" if told else tokens[index].word


def _is_called(folded: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the word only greets whoever is written to: ``boa tarde minha filha, ...``."""
    before = [token.word for token in tokens[max(0, index - _STEPS) : index]]
    return (
        not _OWN.issuperset(before)
        and index <= _STEPS
        and _GREETING.issuperset(before)
        and folded[tokens[index].end : tokens[index].end + 1] in (",", "!", ".")
    )


def _answer(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the place of the first word of an answer that is not a link."""
    for index, token in enumerate(tokens):
        if token.word not in _LINKS:
            if token.kind:
                yield index
            return


def _ends_a_sentence(folded: str, token: Token) -> bool:
    return token.word not in _ABBREVIATED and _BREAK.match(folded, token.end) is not None


def _is_apart(folded: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a comma or a bracket, or a joining "ou" or "e", parts the word from what came before."""
    between = folded[tokens[index - 1].end : tokens[index].start] if index else ""
    return between.strip() != "" or (index > 0 and tokens[index - 1].word in ("ou", "e", "nao"))
