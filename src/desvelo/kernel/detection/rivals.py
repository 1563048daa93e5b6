"""Words that announce a number which is nobody's document, card or phone: orders, invoices, parcels, meters.

A word a detector claims for itself is taken off this list by the lexicon, so a detector that comes later (PIS, RG,
plate) needs no change here.  A number that follows one of these words is believed to be what the word says.
"""

FAR = 40
"""How many characters a word reaches forward by default."""

COMMERCE = (
    "pedido", "pedidos", "ped", "orcamento", "nota", "notas", "nf", "nfe", "nfce", "nfse", "nf e", "nfc e", "cte",
    "danfe", "cupom", "voucher", "vale", "gift", "fidelidade", "pontos", "produto", "produtos", "prod", "item", "sku",
    "ean", "gtin", "isbn", "ncm", "cfop", "referencia", "ref", "modelo", "lote", "peca", "barras", "boleto", "fatura",
    "parcela", "parcelas", "nsu", "autorizacao", "transacao", "comprovante", "doc", "guia", "darf", "preco", "valor",
    "total", "cartao presente", "cartao fidelidade", "cartao vale", "cartao sus", "cartao do sus", "cartao nacional",
    "cartao do plano", "cartao do convenio", "cartao de embarque", "cartao de ponto", "cartao de visita",
    "cartao de memoria", "cartao postal", "cartao da loja", "vale presente", "gift card", "desconto", "score",
    "titulo de capitalizacao", "titulo do clube", "titulo de clube", "titulo de socio", "titulo do tesouro",
    "limite", "saldo", "anuidade", "embarque", "beneficio",
)  # fmt: skip
PARCELS = (
    "rastreio", "rastreamento", "rastrear", "rastreador", "rastreie", "objeto", "encomenda", "etiqueta", "remessa",
    "correios", "sedex", "jadlog", "loggi", "transportadora", "volume", "volumes", "awb", "container",
)  # fmt: skip
DESK = (
    "protocolo", "protocolos", "prot", "chamado", "ticket", "tkt", "sac", "ouvidoria", "ordem de servico", "o s",
    "atendimento", "ocorrencia", "caso", "sinistro", "apolice", "proposta", "contrato", "contratos", "solicitacao",
    "requerimento", "oficio", "issue", "commit", "build", "erro", "log", "versao", "request id", "id", "uuid", "hash",
)  # fmt: skip
RECORDS = (
    "cnh", "renach", "rg", "identidade", "registro", "reg", "espelho", "pis", "pasep", "nis", "nit", "titulo",
    "eleitor", "zona", "secao", "cnpj", "cns", "sus", "carteirinha", "cep", "ie", "inscricao", "matricula", "ra",
    "siape", "nb", "crm", "oab", "creci", "crea", "crc", "coren", "cbo", "cid", "passaporte", "rnm", "rne", "ctps",
    "reservista", "processo", "precatorio", "cnj", "autos", "artigo", "art", "lei", "cei", "caepf", "susep", "anvisa",
    "ans", "inep", "enem", "prontuario", "laudo", "exame", "convenio", "plano", "carteira",
)  # fmt: skip
PLACES_AND_THINGS = (
    "agencia", "ag", "conta", "cc", "poupanca", "placa", "renavam", "chassi", "imei", "serial", "serie",
    "patrimonio", "tombo", "medidor", "hidrometro", "instalacao", "uc", "unidade consumidora", "leitura", "relogio",
    "reserva", "localizador", "voo", "assento", "fileira", "vaga", "posicao", "guiche", "mesa", "quarto", "sala",
    "porta", "ramal", "cofre", "tamanho", "cor", "km", "lat", "long", "coordenada", "coordenadas", "chave de acesso",
)  # fmt: skip

WORDS = COMMERCE + PARCELS + DESK + RECORDS + PLACES_AND_THINGS
CLOSE = {"os": 5, "doc": 6, "id": 8, "ra": 8, "ie": 8, "ans": 8, "ag": 8, "art": 8, "cor": 8, "cc": 8, "reg": 8}
"""Words too short or too common to be believed from afar, with their reach."""
