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

from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.finding import Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.phrases import CLOSE, NOBODY, Phrases, theme
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.wordlist import one_of

LABEL = Label(code="HEALTH", handling=Handling.SEAL)

_BODY = one_of(
    """
    braco perna pe mao maos dedo joelhos? tornozelo clavicula costelas? bacia femur quadril ombro coluna nariz
    dentes? cotovelo punho pulso tibia menisco ligamento tendao cabeca olhos? catarata apendice vesicula hernia
    prostata utero ovarios? mama mamas seio coracao rim rins figado pulmao estomago intestino tireoide pescoco
    maxilar bebe retina amigdalas? hemorroidas? varizes ouvido garganta cranio cerebro pancreas pele colo bexiga
    lombar ciatico calcanhar costas peito
    """
)
_DEGREE = one_of(
    """
    cronic[oa] aguda grave leve severa moderad[oa] generalizada bipolar auditiv[oa] visual fisic[oa] intelectual
    mental motora positiv[oa] negativ[oa] reagente gestacional congenit[oa] resistente maior alta pos-parto infantil
    nervosa respiratoria renal hepatica cardiaca nodular falciforme autoimune reumatoide de+nascenca
    """
)
_STOP = (
    r"(?!(?:mim|casa|hoje|ontem|mes|ano|vcs?|voces?|loja|semana|dia|plano|hospital|que|novo|verdade|repente|manha"
    r"|tarde|noite|la|aqui|meu|minha"
    r"|meus|minhas|seu|sua|posso|pode|nao|e|quem|pessoa|gente|todos|tudo|novembro|janeiro)\b)"
)
_MORE = (
    rf"(?:\s{_DEGREE})?(?:\s(?:de|do|da|dos|das|no|na|nos|nas|a|ao|contra|por)\s{_STOP}[a-z]{{3,20}})?(?:\s{_DEGREE})?"
    r"(?:\s(?:tipo|nivel|grau|estagio|de)\s[0-9]{1,2}(?:\s(?:meses|mes|semanas|sem|anos))?)?"
)
_WOMAN = frozenset(["self", "relative", "person"])
_LINK = r"\s(?:de|do|da|dos|das|com|contra|para|pra)"

_TOLD = Phrases(
    (
        theme(
            "condition",
            """
            diabetes diabetic* hipertens* hipertensao asma asmatic* bronquite cancer leucemia linfoma tumor
            metastase hiv aids soropositiv* hepatite sifilis gonorreia herpes hpv ist dst tuberculose hanseniase
            covid dengue zika chikungunya pneumonia depressao depressiv* ansiedade panico bipolar bipolaridade
            esquizofreni* esquizofrenia borderline tdah tea autis* autista autistas autismo asperger alzheimer
            parkinson demencia epilepsia epilet* epileptic* convulsao convulsoes enxaqueca avc infarto cardiac*
            cardiopatia cardiopata arritmia hernia artrose artrite reumatismo lupus fibromialgia endometriose mioma
            gastrite ulcera refluxo cirrose celiac* anemia hemofilia hemofilic* trombose embolia labirintite insonia
            vitiligo psoriase dermatite glaucoma catarata hipotireoidismo hipertireoidismo colesterol escoliose
            lombalgia tendinite burnout anorexia bulimia obes* obesidade alcoolatra alcoolismo toc febre alergia
            alergias alergic* rinite sinusite gripe virose conjuntivite catapora caxumba rubeola sarampo meningite
            infeccao apneia desmaio desmaiei taquicardia hemorroida varizes pedra calculo esclerose ela-als disfagia
            paralisia hidrocefalia microcefalia talassemia toxoplasmose candidiase vaginose prostatite incontinencia
            impotencia depressao transtorno sindrome cisto nodulo miocardite fascite bursite gota osteoporose
            dislexia discalculia aplv menstruad* tpm endometrioma
            """,
            before=rf"(?:tratamento|diagnostico|suspeita|sindrome|transtorno|crises?|portadora?|sequelas?|doente"
            rf"|doenca|infeccao){_LINK}|intolerante|intolerancia|risco de",
            after=rf"\s(?:deu|testou|veio|saiu)\s(?:positiv[oa]|negativ[oa]|reagente|alterad[oa])|{_MORE}",
        ),
        theme(
            "disability",
            """
            cadeirante cadeirantes paraplegic* tetraplegic* amputad* surd* ceg* deficiente deficientes deficiencia
            pcd monocular hemiplegic* ostomizad* colostomia acamad* mud* surdez cegueira
            """,
            after=_MORE + rf"|\s{_DEGREE}",
        ),
        theme("baixa visão", "visao", after="", before="baixa", bound="before"),
        theme(
            "pregnancy",
            """
            gravida gravidas gravidez gestante gestacao embarazada puerpera lactante amamentando trombofilia aborto
            abortei pre-natal prenatal cesarea cesariana parto resguardo eclampsia fertilizacao inseminacao
            menopausa
            """,
            after=_MORE,
        ),
        theme(
            "treatment",
            """
            quimio quimioterapia radioterapia hemodialise dialise transplante transplantad* internad* uti cirurgia
            operad* bariatrica vasectomia laqueadura histerectomia mastectomia marcapasso sonda protese implante
            stent safena caps psiquiatra psiquiatric* tratamento medicacao internacao biopsia endoscopia
            colonoscopia cateterismo fisioterapia oncologista infectologista reabilitacao desintoxicacao
            traqueostomia
            """,
            after=rf"(?:\s(?:de|do|da|no|na|contra|para|pra|por|com)\s{_STOP}[a-z]{{3,20}}(?:\s{_DEGREE})?|\s{_DEGREE}|\spsiquiatric[oa])?",
        ),
        theme(
            "drug",
            """
            rivotril clonazepam fluoxetina sertralina escitalopram ritalina venvanse litio quetiapina insulina
            metformina losartana ozempic morfina tramadol antidepressivo antidepressivos ansiolitico anticoagulante
            antirretroviral prep canabidiol levotiroxina puran anticoncepcional diu viagra tadalafila amitriptilina
            risperidona haldol diazepam alprazolam bupropiona topiramato gardenal depakote enalapril captopril
            atenolol sinvastatina roacutan corticoide prednisona mounjaro wegovy zolpidem lexapro donepezila
            carbamazepina metotrexato xarelto marevan dipirona ibuprofeno amoxicilina antibiotico
            """,
            before=r"dose de|receita de|alergic[oa] a|alergia a",
            after=r"\s[0-9]{1,4}\s?(?:mg|ml|ui)",
        ),
        theme(
            "injury",
            "fraturei quebrei torci rompi operei machuquei desloquei luxei amputei perdi",
            needs=NOBODY,
            after=rf"(?:\s(?:o|a|os|as|do|da|dos|das|de|no|na|meu|minha|um|uma))?\s{_BODY}(?:\s(?:direit[oa]"
            rf"|esquerd[oa]))?",
            bound="after",
        ),
        theme(
            "injury",
            "fraturou quebrou torceu rompeu operou machucou deslocou fraturad* quebrad* operad* operar amputou",
            after=rf"\s(?:o|a|os|as|do|da|dos|das|de|no|na|um|uma)\s{_BODY}(?:\s(?:direit[oa]"
            rf"|esquerd[oa]))?(?!\sd[aeo]s?\s(?!del|m))",
            bound="after",
        ),
        theme("pregnancy", "meses semanas", before=r"(?:esta|ta|estou|to) de [0-9]{1,2}", bound="before", needs=_WOMAN),
        theme("measure", "glicose glicemia creatinina", after=r"\s(?:deu|ta|esta|em)\s[0-9]{1,3}", bound="after"),
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
            after=rf"(?:\s(?:muito\s)?(?:forte|fortes|horrivel))?\s(?:no|na|nos|nas|de|do|da|em)\s(?:meu\s"
            rf"|minha\s)?{_BODY}",
            bound="after",
        ),
        theme("symptom", "ar", needs=NOBODY, before="(?:com|sinto|sentindo|tenho|to com) falta de", bound="before"),
        theme("pressure", "pressao", after=r"\s(?:alta|baixa|arterial|ocular)", bound="after"),
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
            "exame exames teste biopsia resultado sorologia hemograma tomografia ressonancia mamografia",
            after=r"\s(?:deu|veio|saiu|acusou|deram)\s(?:positiv[oa]|reagente"
            r"|alterad[oa]s?|malign[oa]|benign[oa])",
            bound="after",
        ),
        theme("result", "positivo reagente", needs=CLOSE, before=r"(?:testei|testou|deu)", bound="before"),
        theme("cid", "cid", needs=NOBODY, after=r"(?:\s?10)?\s?[:\-]?\s?[a-tv-z][0-9]{2}(?:\.?[0-9x])?", bound="after"),
        theme(
            "dependence",
            "dependente viciad* dependencia recaida abstinencia usuari*",
            after=r"\s(?:quimic[oa]|de|em|do|da|alcoolica)\s?(?:drogas?|alcool|crack|cocaina|maconha|alcoolica"
            r"|remedios?)?",
            bound="after",
        ),
        theme(
            "therapy",
            "terapia psicolog* psiquiatra",
            frame=r"(?:faco|faz|fazendo|comecei|passo (?:com|no|na)|vou (?:no|na))",
        ),
    ),
    asked=r"\b(?:alergi|doencas?|medica(?:cao|mento)|remedios?|gestante|gravida|cirurgia|sintomas?|diagnostic"
    r"|deficiencia|pcd|condicao de saude"
    r"|problema de saude|o que (?:esta|voce esta) sentindo|comorbidade)",
)


@catalogue.add("special.health", label=LABEL, vocabulary=_TOLD.heads)
def find(reading: Reading) -> Iterator[Hit]:
    """Yield every phrase about somebody's health."""
    return _TOLD.told_in(reading)
