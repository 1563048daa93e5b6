"""What may stand right before and right after a run of words, and what it says about the run.

Source: guidelines.md (PERSON_NAME); everyday Brazilian usage.
"""

from desvelo.kernel.detection.wordlist import one_of

_LINK = r"(?:\s?[:,(\-]|\s" + one_of(
    """
    e eh era sao completo inteiro social certo correto o a os as da do de com pra para por que adicional principal
    se dele dela meu minha nosso nossa
    """
) + ")"  # fmt: skip
KIN = one_of(
    """
    mae pai filh[oa]s? espos[oa] marido mulher irm(?:a|ao|aos|as) ti[oa]s? prim[oa]s? avos? vo vovo sogr[oa] genro
    nora cunhad[oa] net[oa]s? sobrinh[oa]s? namorad[oa] noiv[oa] companheir[oa] amig[oa]s? vizinh[oa] funcionari[oa]
    empregad[oa] faxineira diarista patra?oa? baba cuidador[a]? chefe secretaria colega soci[oa] entead[oa] madrinha
    padrinho afilhad[oa] ex hij[oa] madre padre porteiro menin[oa] bebe padrasto madrasta bisav[oa] gemeos gemeas
    estagiari[oa] cacula comadre compadre cumadre cumpadre conhecid[oa] parceir[oa] namorido mozao cunha
    filhinh[oa] net[oa]s trineto tutora? herdeir[oa]
    """
)
_ROLE = one_of(
    """
    titular(?:idade)? condutora? motorista paciente client[ea] alun[oa] responsavel beneficiari[oa] favorecid[oa]
    proprietari[oa] destinatari[oa] compradora? dependente passageir[oa] herdeir[oa] autorizad[oa] inquilin[oa]
    locatari[oa] locadora? segurad[oa] fiadora? pagadora? recebedora? atendente vendedora? gerente tecnic[oa]
    advogad[oa] contadora? medic[oa] corretora? entregadora? professora? candidat[oa] colaboradora? hospede
    associad[oa] requerente reu autora? testemunha a/c ac aos+cuidados espolio contato recado sindic[oa] zeladora?
    aniversariante formand[oa] viuv[oa] tal alun[oa]s medic[oa]s enfermeir[oa] dentista
    instrutora? cabeleireir[oa] manicure pedreiro eletricista compradora? visitantes? convidad[oa]s? motoboy
    porteir[oa]
    supervisora? coordenadora? diretora? don[oa]+da+conta fisioterapeuta psicolog[oa] terapeuta personal marceneiro
    pintora? encanador mecanic[oa] costureira confeiteira barbeiro fotograf[oa] consultora? representante assistente
    recepcionista secretari[oa] ajudante vigilante interessad[oa] remetente sacado devedora? credora? doadora?
    participantes? inscrit[oa] acompanhantes? nutricionista pediatra ginecologista veterinari[oa] diarista rapaz
    moc[oa]
    signatari[oa] outorgad[oa] outorgante cedente contratante contratad[oa] homenagead[oa] pessoa
    """
)
_ADDED = r"(?:\s(?:financeir[oa]|legal|tecnic[oa]|principal|secundari[oa]|nov[oa]|antig[oa]))"
_THING = one_of(
    """
    rua r[.] av[.]? avenida al[.]? alameda travessa tv praca pca rodovia rod estrada largo ladeira vila jardim jd
    parque pq bairro cidade distrito municipio edificio ed condominio residencial lojas? hospital clinica
    escola(?!.d[ao])
    colegio faculdade igreja paroquia banco estadio shopping restaurante padaria mercado supermercado farmacia
    drogaria marca linha modelo colecao filme livro novela bonec[ao] serie personagem cantora? banda musica show
    time autora? santo santa (?<![a-z]s.)sao nossa+senhora dia+de festa+de imagem estatua plano unidade metro
    estacao terminal kit combo cesta
    aeroporto ponte construtora lei premio instituto fundacao universidade pecas oficina otica salao mercearia
    acougue quitanda pizzaria
    lanchonete hotel pousada cantina sorveteria papelaria livraria academia transportadora imobiliaria laboratorio
    autoescola pastelaria floricultura creme shampoo sabonete hidratante farinha arroz feijao macarrao leite
    margarina
    biscoito chocolate fermento molho tempero madeira verde azul tom muda tinta contabilidade advocacia tintas?
    perfume
    batom vestido anel brinco bolsa sapato sandalia vinho cerveja queijo bolo torta doce cor tom cafe agua comarca
    filial grupo torre bloco fazenda ilha praia serra porto rio lago remedio anticoncepcional pomada xarope
    novena matriz capela santuario furacao operacao
    projeto edicao fantasia papel
    tecido planta vaso camisa camiseta chuteira cama mesa sofa tapete cadeira armario colchao oleo cha pizza lanche
    salgado sitio chacara conta+de vixe vige virgem ave
    """
)
RANK = one_of(
    """
    de da do das dos o a prefeito governador presidente doutora? dr dra padre professora? coronel general
    marechal santo
    santa dom barao boa bom major capitao tenente sargento comendador desembargador deputad[oa] senadora? vereadora?
    engenheir[oa] frei bispo visconde conde duque princesa rainha rei imperador almirante brigadeiro cardeal
    monsenhor
    ministr[oa] judas juiz maestro poeta irma irmao madre
    """
)
_ANIMAL = one_of(
    """
    cachorr[oa]s? cachorrinh[oa] gat[oa]s? gatinh[oa] cadela pets? dog caozinho cao filhote papagaio passarinho
    coelho hamster calopsita cavalo egua bicho shih.?tzu poodle pinscher bulldog spitz hemograma+d[oa] racao+d[oa]
    banho+n[oa] tosa+d[oa] vacina+d[oa]
    """
)
_HELLO = one_of(
    """
    oi+e? ola obg obrigad[oa] valeu vlw brigad[oa] bom+dia boa+tarde boa+noite opa querid[oa] car[oa] prezad[oa]
    amor eae iae salve obrigadao obrigadona brigadao brigadinha grat[oa] saudades? cade beijao bju bjo bjos abraco
    abracao thanks e+ai tudo+bem eai hola hello hi dear tchau parabens desculpa beijos? bjs abracos? abs att ass
    """
)
_TITLE = one_of(
    """
    sr sra srta senhora? dona seu dr dra doutora? profa? professora? tia tio cabo sargento soldado pastora? irma
    irmao vo vovo mestre mister mr mrs dom enfermeir[oa] vet cumpadre compadre comadre
    """
)
_TALK = one_of(
    """
    fal(?:ar|a|ei|ou|e|ando) conversei procur(?:ar|a|o|e|em) chamar? atendid[oa] combinei tratei marcado consulta
    agendado ligar avisa avise mand[ao]u? entreg(?:ar|a|ue) pagar tel whats zap celular numero conta cpf pix retirar
    buscar levar eu horario unha agenda agendar marcar? remarcar desmarcar confirma pedido encomenda exame
    boleto nota
    visita aniversario aniver presente documentos? nis rg cnh comprovante recibo cadastro mae pai turno vaga
    veio chegou
    emprest(?:ei|ou|ar) devolv(?:i|er|eu) vend(?:i|er|eu) compr(?:ei|ar|ou) receb(?:i|er|eu) transfer(?:i|ir|iu)
    combinad[oa] cas(?:ei|ado|ada) mor(?:o|a|ar)
    """
)
_VERB = one_of(
    """
    mora vai foi quer trabalha pediu disse falou assina ligou mandou comprou esta ta tem e eh que vem faz fez pode
    autoriza paga pagou nasceu recebe recebeu retira busca me nao tava estava atendeu vc voce meu minha aqui falando
    da com teu seu puxou entrou saiu marcou deixou combinou entregou sabe faltou retirou assinou ficou ja q chegou
    indicou passou avisou vende faria passa leva levou trouxe resolveu montou cuida
    """
)
_STATE = one_of("ac al am ap ba ce df es go ma mg ms mt pa pb pe pr pi rj rn rs ro rr sc sp se to")
_TRADE = one_of(
    "futebol atacado store modas? calcados veiculos motors? imoveis s/?a ltda eireli foods esporte clube shopping"
)
_POST = one_of(
    """
    caixa recepcao atendimento rh financeiro balcao loja salao oficina padaria portaria setor suporte vendas comercial
    entregas? limpeza obra gesso frete uber cobranca sac estoque compras secretaria farmacia mercado pet+shop clinica
    escola bloco ap apto predio academia van manutencao limpeza vidracaria marmita moto taxi guincho
    """
)
_WORK = one_of("filme desenho novela jogo serie frozen livro disney anime")
_TOLD = one_of(
    """
    nomes? cham(?:o|a|am|ado|ada|ava) llam[oa] name nombre prazer em+nome assin[a-z]{1,5} apelido sobrenome digo
    correto cert[oa]
    """
)
_PAPER = one_of("cpf rg cnh pis tel cel ra nascid[oa] nasc dn fone zap whats e-?mail matricula")

BEFORE = {
    "told before": rf"\b{_TOLD}(?:\s(?:d[aeo]s?\s)?[a-z]{{3,12}})?{_LINK}{{0,4}}\s{{0,2}}$",
    "self before": r"(?:\bsou|\baqui eh?|\beh?|\bfala|\bquem fala|\bsoy|\bi am|\bi'm|\bfalando)\s(?:[oa]\s)?$",
    "role before": rf"\b{_ROLE}{_ADDED}?{_LINK}{{0,3}}\s{{0,2}}$",
    "title before": rf"\b{_TITLE}[.:]?\s$",
    "kin before": rf"\b{KIN}(?:\s(?:nov[oa]|mais (?:nov|velh)[oa]|del[ea]|chamad[oa])){{0,2}}{_LINK}{{0,2}}\s{{0,2}}$",
    "hello before": rf"(?:^|[\s,!.]){_HELLO}[\s,!.]{{1,3}}$",
    "talk before": rf"\b{_TALK}\s(?:(?:ontem|hoje|agora|ai|ja|antes|sempre|so|direto|tudo|aqui)\s)?"
    r"(?:com|pel[oa]|por|pra|pro|para|d[aeo]|e|ao?)\s(?:[oa]\s)?$",
    "article before": r"\b(?:o|a|da|do|pra|pro|com|pela|pelo|ao)\s$",
    "place before": r"\b(?:em|no|na|ate|sentido|perto de|regiao de|frete|frete pra)\s$",
    "joined to a name": r"(?:\be|\bou|,|&|/|\be nao)\s{0,2}$",
    "account before": r"\b(?:usuario|login|user|username|insta|instagram|perfil|rede|wifi|arroba)\s?[:=]?\s(?:e\s)?$",
    "thing before": rf"\b{_THING}\.?\s(?:{RANK}\.?\s){{0,2}}$",
    "animal before": rf"\b{_ANIMAL}(?:\s[a-z]{{1,10}}){{0,2}}[\s,:(]{{1,3}}$",
    "figure before": r"\b(?:presidente|cantora?|ator|atriz|jogador|ministr[oa]|papa|rei|rainha|santa?|canal do)\s$",
    "set apart": r"[,;(\n:]\s?$",
}
"""Patterns that end where the run begins."""
REACH = {
    "self before": 16,
    "title before": 14,
    "hello before": 18,
    "article before": 6,
    "place before": 12,
    "joined to a name": 7,
    "account before": 18,
    "figure before": 20,
    "set apart": 3,
    "thing before": 34,
    "kin before": 40,
}
"""How many characters back each has to look, where less than usual will do."""

AFTER = {
    "a verb after": rf"\s{_VERB}\b",
    "a post after": rf"\sd[aeo]\s{_POST}\b",
    "a state after": rf"\s?(?:[/\-(]|,\s)\s?{_STATE}\b",
    "called": r"\s?[,!:]",
    "a number after": rf"[\s,:()\-]{{1,4}}(?:{_PAPER}\b|[0-9(+]{{2}})",
    "a price after": r"[^.!?\n]{0,14}(?:r\$|[0-9]+,[0-9]{2}|\breais|[0-9]+\s?(?:ml|kg|cm|g|un|x)\b)",
    "a thing after": rf"\s{_TRADE}\b|\sd[aeo]\s{_WORK}\b|,?\s[ao] bonec[ao]\b"
    r"|\stem (?:loja|filial|unidade|entrega|agencia)\b"
    r"|\s(?:e|eh)\s[oa]\s(?:nome d[aeo]|modelo|cor|marca|linha|colecao|sabor|tamanho|bairro|cidade|rua)\b",
    "ends": r"[\s.!)\"']{0,3}(?:$|\n)",
}
"""Patterns that begin where the run ends."""

WHOLES = tuple(
    " ".join(whole.split())
    for whole in [
        "\n    feira de santana",
        " vitoria da conquista",
        " joao pessoa",
        " machado de assis",
        " cosme e damiao",
        " bento goncalves",
        " porto\n    seguro",
        " presidente prudente",
        " lauro de freitas",
        " governador valadares",
        " duque de caxias",
        " campos do jordao",
        " franco\n    da rocha",
        " teixeira de freitas",
        " romeu e julieta",
        " maria vai com as outras",
        " ave maria",
        " banho maria",
        " joao bobo",
        " joao\n    de barro",
        " maria da penha",
        " felipe neto",
        " lucas neto",
        " luccas neto",
        " roberto carlos",
        " ana hickmann",
        " carmen steffens",
        "\n    mane garrincha",
        " getulio vargas",
        " ayrton senna",
        " dom bosco",
        " monteiro lobato",
        " raposo tavares",
        " tancredo neves",
        " jose\n    bonifacio",
        " juscelino kubitschek",
        " castelo branco",
        " magazine luiza",
        " casas bahia",
        " ivete sangalo",
        " super mario",
        " mario\n    kart",
        " maria mole",
        " biscoito maria",
        " bolacha maria",
        " maria fumaca",
        " maria bonita",
        " joao e maria",
        " lua de mel",
        " mel\n    gibson",
        " campina grande",
        " campo grande",
        " monte verde",
        " rio claro",
        " nova friburgo",
        " ribeirao preto",
        " santo andre",
        " sao\n    bernardo",
        " osvaldo cruz",
        " oswaldo cruz",
        " albert einstein",
        " virgem maria, silvio santos",
        " xuxa meneghel",
        " padre marcelo",
        " frei caneca\n    ",
        "papai noel",
        "filho de santo",
        "filha de santo",
        "pai de santo",
        "mae de santo",
        "azul marinho",
        "verde oliveira",
        "dona benta",
        "dona florinda",
        "vixe maria",
        "vige maria",
        "jesus maria",
        "santa maria",
        "monte carlo",
        "padre cicero",
        "frei damiao",
        "irma dulce",
        "leite moca",
        "campo largo",
        "porto alegre",
        "pau brasil",
        "carvalho branco",
        "nogueira americana",
        "sao bento",
        "bela vista",
        "boa vista",
        "santa clara",
        "feliz natal",
        "natal em familia",
        "negro amaro",
    ]
)
"""Places, works, goods and public figures made of words that are also names."""
