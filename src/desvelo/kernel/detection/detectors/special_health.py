"""Health of somebody: a condition, a treatment, a drug, a result, a disability, a pregnancy, a CID code.

Sensitive by law, and told freely in chat.  The words alone mean nothing ("vocês atendem diabéticos?", "esse preço é um
infarto"): a person must be spoken of, and no thing, animal or ware.  The shortest phrase that says it is covered.

Source: LGPD art. 5, II; CID-10 (form of the codes); guidelines.md (HEALTH).

>>> from desvelo.kernel.detection.scanning import scan
>>> [(f.start, f.end, f.rule) for f in scan("meu pai tem diabetes tipo 2")]
[(12, 27, 'condition')]
>>> scan("vocês atendem diabéticos?"), scan("esse frete é um infarto")
((), ())
"""

from collections.abc import Iterator

from desvelo.kernel.detection import ailing, ailments, catalogue, hurts, illnesses, laments, underway
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.phrases import ANYBODY, CLOSE, NOBODY, TOLD, Phrases, theme
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.wordlist import one_of, words

LABEL = Label(code="HEALTH", handling=Handling.SEAL)

_BODY = one_of(illnesses.BODY)
_ASKED_FOR = words("doenca doencas comorbidade medicacao medicamento medicamentos remedio sintomas diagnostico alergia")
"""What a question may ask for; the answer need not hold a word we know."""
_DEGREE = one_of(illnesses.DEGREES)
_STOP = (
    r"(?!(?:mim|casa|hoje|ontem|mes|ano|vcs?|voces?|loja|semana|dia|plano|hospital|hotel|escola|creche|praia|piscina|quarto|voo|academia|restaurante|viagem|trajeto|caminho|que|novo|verdade|repente|manha"
    r"|tarde|noite|la|aqui|meu|minha"
    r"|meus|minhas|seu|sua|posso|pode|nao|e|quem|pessoa|gente|curiosidade|preguica|atrasos?|segunda|boletos?|felicidade|alegria|fofoca|trabalho|todos|tudo|novembro|janeiro|tanto|tanta|raiva|amor|odio|fome|rir|voces|esse|essa|fila|filas|espera|preco|precos)\b)"
)
_ADJECTIVE = (
    r"(?!(?:obrigad|atrasad|preferencial|especial|final|atual|normal|total|real|local|social|anterior|lugar|falar|ligar"
    r"|pagar|mandar|marcar|trocar|levar|comprar|usar|ficar|passar|entrar|chegar|andar|hospital|cancelar|remarcar|viajar"
    r"|treinar|trabalhar|medic[oa]|pratic|clinica|publico|musica|quando|juntos|sempre|urgente|antes|durante|presente"
    r"|cliente|atendente|paciente|semana|mesmo|qual|tal|mal|igual|legal|geral|lar|par|mar|dar|estar|adiar))"
    r"[a-z]{2,12}(?:ari[oa]s?|ic[oa]s?|al|ais|ar|ares|iv[oa]s?|os[oa]s?|ad[oa]s?|id[oa]s?|oide|ente|ante|ose|long[oa]|coce|til)"
)
_MORE = (
    rf"(?:\s{_DEGREE}|\snao[- ]verbal|\s(?:longa|precoce|severo)|\s{_ADJECTIVE}(?![a-z]))?(?:\s(?:de|do|da|dos|das"
    rf"|no|na|nos|nas|a|ao|contra|por)\s{_STOP}[a-z]{{3,20}})?(?:\s{_DEGREE})?"
    r"(?:\s(?:tipo|nivel|grau|estagio|de)\s[0-9]{1,2}(?:\s(?:meses|mes|semanas|sem|anos))?)?"
)
_LINK = r"\s(?:de|do|da|dos|das|com|contra|para|pra)"

_FOUND = (
    r"(?:deu|veio|saiu|acusou|deram|confirmou|apontou|mostrou|detectou)\s(?:o\s|um\s|uma\s)?(?:positiv[oa]|reagente"
    rf"|alterad[oa]s?|malign[oa]|benign[oa]|{one_of(illnesses.GRAVE)})"
)
_USES = (
    r"(?:uso|usa|usamos|usar|usando|usava|uso|ando|anda|dependo|depende|preciso|precisa"
    r"|dependente)(?:\sd[eo])?(?:\suma?)?"
)

_TOLD = Phrases(
    (
        theme("result", illnesses.EXAMS, needs=NOBODY, after=rf"(?:\s[a-z]{{1,12}}){{0,4}}\s{_FOUND}", bound="after"),
        theme(
            "result",
            "exame exames teste testes resultado resultados laudo",
            needs=ANYBODY,
            after=rf"(?:\s[a-z]{{1,12}}){{0,4}}\s{_FOUND}",
            bound="after",
        ),
        theme(
            "measure",
            "glicada glicose glicemia creatinina psa tsh colesterol triglicerides ureia hemoglobina plaquetas"
            " diabetes acucar",
            after=r"(?:\s(?:deu|ta|tava|esta|em|foi|de|subiu pra|veio))?\s(?:[0-9]{1,4}|alt[oa]|baix[oa]|alterad[oa])",
            bound="after",
        ),
        theme(
            "event",
            "infartei enfartei abortei engravidei desmaiei convulsionei adoeci enviuvei broxei menstruei ovulei",
            needs=NOBODY,
            after=r"(?!\s(?:a|o|as|os|ess[ea]|com ess[ea]|de)\s)",
            bound="after",
        ),
        theme(
            "event",
            "infartou enfartou abortou engravidou desmaiou convulsionou adoeceu surtou convulsionando infartando",
            needs=frozenset(["relative", "person"]),
            after=r"(?!\s(?:a|o|as|os|ess[ea]|com ess[ea]|de)\s)",
            bound="after",
        ),
        theme("event", "prematur*", before="nasceu|nascid[oa]"),
        theme("aid", illnesses.AIDS, needs=ANYBODY, frame=_USES),
        theme(
            "aid",
            "cadeira bolsa oxigenio aparelho fralda colete",
            needs=ANYBODY,
            frame=rf"(?:{_USES}|(?:preso|presa|vive) (?:n[ao]|a))",
            after=r"\s(?:de rodas|de colostomia|de urostomia|em casa|domiciliar|auditivo|geriatrica|ortopedic[oa])",
            bound="after",
        ),
        theme("treatment", "coma", needs=ANYBODY, before="em", bound="before"),
        theme(
            "pregnancy", "bebe nenem gemeos gemeas", needs=NOBODY, before=r"esperando(?: um| uma| meu)?", bound="before"
        ),
        theme(
            "drug",
            "pilula",
            needs=NOBODY,
            before=r"(?:tomei|tomo|tomou|tomar) (?:a )?",
            after=r"\sdo dia seguinte",
            bound="before",
        ),
        theme(
            "drug",
            "remedio remedios medicamento medicamentos receita",
            needs=frozenset(["mine", "self", "relative"]),
            after=r"\s(?:controlad[oa]s?|tarja preta|psiquiatric[oa]s?|(?:d[aeo]|pr[oa]|para)\s(?:pressao|coracao"
            r"|tireoide|diabetes"
            r"|depressao|ansiedade|dormir|colesterol|asma|epilepsia|alzheimer|cabeca|rim|prostata|hiv|nervos?))",
            bound="after",
        ),
        theme(
            "dependence",
            "crack cocaina maconha heroina drogas drogado drogada",
            needs=frozenset(["self", "relative", "person"]),
            frame=r"(?:uso|usa|usava|usou|usei|fumo|fuma|fumava|cheirou|cheira|cheirava|com|e|esta|ta)",
        ),
        theme("aid", "mobilidade", needs=ANYBODY, after=r"\s(?:reduzida|limitada)", bound="after"),
        theme(
            "complaint",
            illnesses.COMPLAINTS,
            needs=ANYBODY,
            before=r"nasceu com",
            after=rf"\s(?:(?:de|do|da|no|na|nos|nas|n[oa]s? (?:meu|minha)|grave n[oa])\s(?:{_BODY}|saude|atencao"
            rf"|pressao|nervos"
            r"|locomocao|medula|septo|aprendizagem|crescimento)|renal|cardiac[oa]|respiratori[oa]|hepatica|venosa"
            r"|mental|psiquiatric[oa]|psicologic[oa]|neurologic[oa]|autoimune|rar[oa]|cronic[oa]|degenerativa|medular"
            r"|cerebral|labi[a-z]{2,12}|palatina|anal|craniano|intelectual|motora?|grave de saude)",
            bound="after",
        ),
        theme("complaint", "leporino torto diabetico", before="labio|pe", needs=ANYBODY, bound="before"),
        theme("complaint", "precoce eretil", before="ejaculacao|puberdade|menopausa|disfuncao", bound="before"),
        theme(
            "clipping", "down tod dort sop tept mud* crohn", frame=r"(?:te[mnv][a-z]{0,3}|com|sou|de|laudo|e)(?: [ao])?"
        ),
        theme(
            "attack",
            illnesses.ATTACKS,
            needs=NOBODY,
            after=r"\s(?:atac(?:ou|ada|ando)|voltou|piorou|me (?:pegou|mata|derrub[a-z]{1,3})|apertou|(?:ta|esta|anda"
            r"|tava) (?:me "
            r"matando|brab[oa]|atacad[oa]|fort[e]|terrivel|pior|dificil|descontrolad[oa]|alta?))",
            bound="after",
        ),
        theme(
            "condition",
            illnesses.CONDITIONS,
            needs=TOLD,
            before=rf"(?:tratamento|diagnostico|suspeita|sindrome|transtorno|crises?|portadora?|sequelas?|doente"
            rf"|doenca|infeccao){_LINK}|intolerante|intolerancia|risco de",
            after=rf"\s(?:deu|testou|veio|saiu)\s(?:positiv[oa]|negativ[oa]|reagente|alterad[oa])|{_MORE}",
        ),
        theme(
            "disability",
            illnesses.DISABILITIES,
            needs=TOLD,
            after=_MORE + rf"|\s{_DEGREE}",
        ),
        theme("disability", "visao", before="baixa", bound="before"),
        theme(
            "pregnancy",
            illnesses.PREGNANCY,
            needs=TOLD,
            after=_MORE,
        ),
        theme(
            "treatment",
            illnesses.TREATMENTS,
            needs=TOLD,
            after=rf"(?:\s(?:de|do|da|no|na|contra|para|pra|por|com)\s{_STOP}[a-z]{{3,20}}(?:\s{_DEGREE}"
            rf"|\sd[aeo]\s{_BODY})?|\s{_DEGREE}|\spsiquiatric[oa])?",
        ),
        theme(
            "drug",
            illnesses.DRUGS,
            before=r"dose de|receita de|alergic[oa] a|alergia a",
            after=r"\s[0-9]{1,4}\s?(?:mg|ml|ui)",
        ),
        theme(
            "injury",
            "fraturei quebrei torci rompi operei machuquei desloquei luxei amputei perdi retirei removi lesionei"
            " trinquei"
            " queimei",
            needs=NOBODY,
            after=rf"(?:\s(?:o|a|os|as|do|da|dos|das|de|no|na|meu|minha|um|uma))?\s{_BODY}(?:\s(?:direit[oa]"
            rf"|esquerd[oa]))?",
            bound="after",
        ),
        theme(
            "injury",
            "fraturou quebrou torceu rompeu operou machucou deslocou fraturad* quebrad* operad* operar amputou retirou"
            " removeu extraiu perdeu lesionou trincou queimou retirar remover",
            after=rf"\s(?:o|a|os|as|do|da|dos|das|de|no|na|um|uma)\s{_BODY}(?:\s(?:direit[oa]"
            rf"|esquerd[oa]))?(?!\sd[aeo]s?\s(?!del|m))",
            bound="after",
        ),
        theme(
            "pregnancy",
            "meses semanas",
            before=r"(?:esta|ta|estou|to) de [0-9]{1,2}",
            bound="before",
            needs=frozenset(["self", "relative", "person"]),
        ),
        theme("intolerance", "intolerancia intolerante", after=r"\s(?:a|ao)\s[a-z]{4,12}", bound="after"),
        theme(
            "injury",
            "fratura fraturas luxacao ruptura",
            after=rf"\s(?:no|na|do|da|de|nos|nas|exposta)\s?{_BODY}?",
            bound="after",
        ),
        theme(
            "pain",
            "dor dores sangramento inchaco sangrando formigamento",
            after=rf"(?:\s(?:muito\s)?(?:forte|fortes|horrivel|cronicas?|agudas?|terrivel|intensas?|constante))?\s(?:no|na|nos|nas|de|do|da|em)\s(?:meu\s"
            rf"|minha\s)?{_BODY}",
            bound="after",
        ),
        theme("symptom", "ar", needs=NOBODY, before="(?:com|sinto|sentindo|tenho|to com) falta de", bound="before"),
        theme(
            "pressure",
            "pressao",
            after=r"(?:\s(?:anda|andava|esta|ta|tava|fica|ficou|subiu|caiu|deu|veio|foi|muito|meio|sempre)){0,3}"
            r"\s(?:alta|baixa|altissima|arterial|ocular|subiu|caiu|disparou|descontrolada|[0-9]{1,2}\s?(?:por|x|/)\s?[0-9]{1,2})",
            bound="after",
        ),
        theme(
            "blood",
            "positivo negativo",
            needs=NOBODY,
            before=r"(?:ab|a|b|o)",
            frame=r"(?:sangue|sanguineo|sanguinea|doadora?|tipo|fator)(?:\s(?:e|eh|tipo|de))?",
            bound="before",
        ),
        theme(
            "result",
            "tipo sangue sanguineo sanguinea",
            needs=ANYBODY,
            after=r"(?:\s(?:sanguineo|e|eh|dela|dele)){0,3}[\s:]{1,2}(?:ab|a|b|o)\s?(?:[+\-]|pos|neg)",
            bound="after",
        ),
        theme("result", "positivo reagente", needs=NOBODY, before="testei", bound="before"),
        theme("result", "positivo reagente", needs=CLOSE, before=r"(?:testei|testou|deu)", bound="before"),
        theme(
            "cid",
            "cid",
            needs=NOBODY,
            after=r"(?:\s?1[01])?\s?(?:[:\-]|e|eh|do atestado e|do laudo e)?\s?[a-tv-z][0-9]{2}(?:\.?[0-9x])?",
            bound="after",
        ),
        theme(
            "dependence",
            "dependente viciad* dependencia recaida abstinencia usuari*",
            after=r"\s(?:quimic[oa]|alcoolica|(?:de|em|do|da|com)\s(?:drogas?|alcool|crack|cocaina|maconha|bebida|jogos?"
            r"|remedios?|opioides?|pornografia|apostas?|cigarro|substancias?))",
            bound="after",
        ),
        theme(
            "therapy",
            "terapia psicolog* psiquiatra psicoterapia terapeuta analise acompanhamento fono fonoterapia",
            frame=r"(?:faco|faz|fazendo|comecei|passo (?:com|no|na|em)|vou (?:no|na|a[o]?))(?: [ao])?",
            after=r"\s(?:com|no|na)?\s?(?:psiquiatric[oa]|psicologic[oa]|psiquiatra|psicolog[oa]|oncologic[oa]"
            r"|no caps)",
        ),
        *ailments.THEMES,
        *hurts.THEMES,
        *ailing.THEMES,
        *underway.THEMES,
        *laments.THEMES,
    ),
    asked=r"\b(?:alergi|doencas?|medica(?:cao|mento)|remedios?|gestante|gravida|cirurgia|sintomas?|diagnostic"
    r"|deficiencia|pcd|condicao de saude"
    r"|problema de saude|o que (?:esta|voce esta) sentindo|comorbidade|motivo d[ao] (?:consulta|ausencia|falta"
    r"|afastamento|atendimento|atestado|licenca)"
    r"|restricao alimentar|atendimento (?:especial|preferencial)|necessidades? especia|especialidade|queixa"
    r"|acessibilidade"
    r"|prioridade|limitac|operac|operou|tratamento|sentindo|deficiente)",
    despite=NOBODY,
    answered=r"\b(?:(?:fez|passou por)\s(?:[a-z]{1,12}\s){0,2}cirurgias?|(?:tem|possui|apresenta|alguma?|faz|esta"
    r"|e)\s(?:[a-z]{1,12}\s){0,4}"
    r"(?:alergias?|doencas?|comorbidades?|gestante|gravida|deficiencia|tratamento|alergic[oa]|pcd|sintomas?|diabetic[oa])"
    r"|(?:qual|quais|que|algum|alguma)\s(?:[a-z]{1,12}\s){0,2}(?:medica(?:cao|mentos?)|remedios?|doencas?|alergias?"
    r"|deficiencia|diagnostico|sintomas?|comorbidades?)\b)",
)


@catalogue.add("special.health", label=LABEL, vocabulary=_TOLD.heads | _ASKED_FOR)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's health."""
    return _TOLD.told_in(reading)
