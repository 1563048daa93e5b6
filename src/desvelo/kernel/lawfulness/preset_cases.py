"""The cases a clinic, a shop and a condominium company begin with.

Source: privacy-law.md 4 (the basis that usually fits) and 10 (retention).

>>> [each.code for each in of_trade(Trade.CLINIC)]
['appointments_health', 'exams', 'billing', 'promotions', 'satisfaction', 'questions']
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import Record
from desvelo.kernel.lawfulness.presets import Preset, Trade
from desvelo.kernel.lawfulness.words import gettext_noop

_YEAR, _TWO_YEARS, _FIVE_YEARS = 365, 730, 1_826
_EVERYBODY: Final = frozenset(Trade)
_REACHED: Final = frozenset({"PERSON_NAME", "PHONE", "EMAIL"})
_NEEDED: Final = gettext_noop("Without these data we can neither find the person's record nor do what they asked.")
_IDENTITY: Final = gettext_noop("Check who is writing")
_FILL_IN: Final = gettext_noop("Fill in the record")
_SOLVE: Final = gettext_noop("Solve what the customer asked")
_INVOICE: Final = gettext_noop("Issue an invoice")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split("/"))


def _asked(contract: str) -> dict[Record, str]:
    return {Record.CONTRACT: contract, Record.NECESSITY: _NEEDED}


HEALTH_APPOINTMENTS: Final = Preset(
    code="appointments_health",
    trades=frozenset({Trade.CLINIC}),
    purpose="health_scheduling",
    aim=gettext_noop("Book, change and remind of appointments and exams."),
    classes=_REACHED | {"CPF", "DATE_OF_BIRTH", "HEALTH"},
    grounds={
        "BR7-VIII": {Record.PROCEDURE: gettext_noop("Appointments and exams the customer asks for")},
        "BR11-II-f": {Record.SECRECY: gettext_noop("Reception and health team, bound in writing")},
    },
    keep_days=_TWO_YEARS,
    reasons=(_IDENTITY, _FILL_IN, gettext_noop("Check an instruction"), gettext_noop("Prepare the appointment")),
    words=_words(
        "agendar/agendamento/marcar consulta/remarcar/desmarcar/consulta/retorno/encaixe/horario com o doutor/"
        "appointment/book/reschedule/doctor"
    ),
)
EXAMS: Final = Preset(
    code="exams",
    trades=frozenset({Trade.CLINIC}),
    purpose="health_content",
    aim=gettext_noop("Hand over results and answer questions about exams and reports."),
    classes=_REACHED | {"CPF", "DATE_OF_BIRTH", "HEALTH"},
    grounds={
        "BR7-VIII": {Record.PROCEDURE: gettext_noop("Exams done or asked for by the health team")},
        "BR11-II-f": {Record.SECRECY: gettext_noop("Health team and those who help it, bound in writing")},
    },
    keep_days=_TWO_YEARS,
    reasons=(_IDENTITY, gettext_noop("Check an instruction"), gettext_noop("Hand over a result")),
    words=_words("exame/exames/laudo/resultado/resultado do exame/receita/atestado/exam/results/report/prescription"),
)
ORDERS: Final = Preset(
    code="orders",
    trades=frozenset({Trade.SHOP}),
    purpose="order_updates",
    aim=gettext_noop("Follow an order up to delivery, exchange or return."),
    classes=_REACHED | {"ADDRESS", "CEP", "CPF"},
    grounds={"BR7-V": _asked(gettext_noop("The order the customer placed"))},
    keep_days=_FIVE_YEARS,
    reasons=(_IDENTITY, gettext_noop("Deliver the order"), _INVOICE, _SOLVE),
    words=_words(
        "pedido/meu pedido/entrega/rastreio/rastrear/troca/devolucao/frete/atrasado/order/delivery/tracking/refund"
    ),
)
SALES: Final = Preset(
    code="sales",
    trades=frozenset({Trade.SHOP}),
    purpose="sales_contract",
    aim=gettext_noop("Answer questions about products and close a sale."),
    classes=_REACHED | {"ADDRESS", "CEP", "CPF"},
    grounds={"BR7-V": _asked(gettext_noop("The purchase the customer asked about"))},
    keep_days=_TWO_YEARS,
    reasons=(_IDENTITY, _INVOICE, gettext_noop("Work out the delivery")),
    words=_words("comprar/preco/quanto custa/valor/tem em estoque/catalogo/orcamento/buy/price/in stock/quote"),
)
RESIDENTS: Final = Preset(
    code="residents",
    trades=frozenset({Trade.CONDOMINIUM}),
    purpose="support",
    aim=gettext_noop("Take care of what residents ask: repairs, bookings, rules, neighbours."),
    classes=_REACHED | {"ADDRESS"},
    grounds={"BR7-V": _asked(gettext_noop("The contract with the condominium and the bylaws"))},
    keep_days=_TWO_YEARS,
    reasons=(_IDENTITY, gettext_noop("Send somebody to the flat"), _SOLVE),
    words=_words(
        "sindico/sindica/condominio/barulho/vazamento/reservar o salao/salao de festas/churrasqueira/vizinho/elevador/"
        "noise/neighbour/leak/party room"
    ),
)
ACCESS: Final = Preset(
    code="entrance",
    trades=frozenset({Trade.CONDOMINIUM}),
    purpose="kyc",
    aim=gettext_noop("Register residents, visitors and vehicles at the entrance."),
    classes=_REACHED | {"RG", "CPF", "PLATE"},
    grounds={"BR7-V": _asked(gettext_noop("The bylaws of the condominium, which the resident asked to apply"))},
    keep_days=_YEAR,
    reasons=(_IDENTITY, gettext_noop("Let a visitor in"), gettext_noop("Find the owner of a vehicle")),
    words=_words(
        "visitante/portaria/liberar entrada/liberar a entrada/placa/controle de acesso/visitor/gate/front desk"
    ),
)
BILLING: Final = Preset(
    code="billing",
    trades=_EVERYBODY,
    purpose="collection",
    aim=gettext_noop("Send invoices, take note of payments, agree on what is overdue."),
    classes=_REACHED | {"CPF", "BOLETO", "PIX_KEY"},
    grounds={"BR7-V": _asked(gettext_noop("The contract that the payment belongs to"))},
    keep_days=_FIVE_YEARS,
    reasons=(_IDENTITY, _INVOICE, gettext_noop("Match a payment")),
    words=_words(
        "boleto/segunda via/2a via/pagamento/paguei/cobranca/nota fiscal/em atraso/pix/invoice/payment/overdue/receipt"
    ),
)
PROMOTIONS: Final = Preset(
    code="promotions",
    trades=_EVERYBODY,
    purpose="marketing_own",
    aim=gettext_noop("Tell customers who asked for it about news and offers."),
    classes=frozenset({"PERSON_NAME", "PHONE"}),
    grounds={"BR7-I": {}},
    keep_days=_TWO_YEARS,
    reasons=(gettext_noop("Check a yes or a stop"),),
    words=_words("promocao/promocoes/ofertas/novidades/cupom/desconto/promotion/offers/coupon/discount"),
)
SATISFACTION: Final = Preset(
    code="satisfaction",
    trades=_EVERYBODY,
    purpose="survey",
    aim=gettext_noop("Ask how the service was, and mend what was not good."),
    classes=frozenset({"PERSON_NAME", "PHONE"}),
    grounds={"BR7-IX": {}},
    keep_days=_YEAR,
    reasons=(gettext_noop("Answer a complaint"),),
    words=_words("pesquisa/avaliacao/avaliar/nota do atendimento/survey/feedback/rating"),
    interest={
        "interest": gettext_noop("The company wants to know whether its service is good, and customers gain from it."),
        "situation": gettext_noop("One short question after a service that has ended."),
        "necessity": gettext_noop("The name and the number reach the customer; the answer is kept without them."),
        "less_intrusive": gettext_noop("A paper form at the counter was considered; few people fill it in."),
        "expectation": gettext_noop("Whoever was served expects to be asked once how it was."),
        "impacts": gettext_noop("One message to read, which can be stopped with one word."),
    },
)
QUESTIONS: Final = Preset(
    code="questions",
    trades=_EVERYBODY,
    purpose="support",
    aim=gettext_noop("Answer what customers ask about opening hours, addresses and services."),
    classes=_REACHED,
    grounds={"BR7-V": _asked(gettext_noop("The question the customer asked"))},
    keep_days=_TWO_YEARS,
    reasons=(_IDENTITY, _SOLVE),
    words=_words(
        "duvida/informacao/informacoes/endereco de voces/horario de funcionamento/que horas abre/aceita convenio/"
        "question/opening hours/where are you"
    ),
)

PRESETS: Final = (
    HEALTH_APPOINTMENTS, EXAMS, ORDERS, SALES, RESIDENTS, ACCESS, BILLING, PROMOTIONS, SATISFACTION, QUESTIONS,
)  # fmt: skip
"""Every preset, in the order people see them."""


def of_trade(trade: Trade) -> tuple[Preset, ...]:
    """Return the cases a company of this kind begins with."""
    return tuple(each for each in PRESETS if trade in each.trades)
