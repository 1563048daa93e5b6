"""A case without a flaw, to be broken in one place at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime

from desvelo.kernel.lawfulness.balancing import Balancing, Safeguard
from desvelo.kernel.lawfulness.basis import Record, Standing
from desvelo.kernel.lawfulness.case import Case, Company, Ground
from desvelo.kernel.lawfulness.notice import Item, Notice

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
SHOP = Company()
CLINIC = Company(standings=frozenset({Standing.HEALTH_SERVICE}))
PAGE = {item: f"O que a {item} diz." for item in Item}
NOTICE = Notice(
    version=1,
    since=SINCE,
    short={
        "pt-br": "Aqui é a Aurora. https://aurora.example/aviso Para parar, escreva PARAR. Não mande cartão nem senha."
    },
    page={"pt-br": PAGE},
)
CONTRACT = Ground(basis="BR7-V", records={Record.CONTRACT: "pedido", Record.NECESSITY: "entregar"})
HEALTH = Ground(basis="BR11-II-f", records={Record.REGISTRATION: "CNES 1", Record.SECRECY: "equipe"})
INTEREST = Ground(basis="BR7-IX")
CONSENT = Ground(basis="BR7-I")
TEST = Balancing(
    interest="Saber se o atendimento é bom",
    situation="Uma pergunta depois do atendimento",
    necessity="O número para perguntar",
    less_intrusive="Papel no balcão foi pensado",
    expectation="Quem foi atendido espera isso",
    impacts="Uma mensagem a mais para ler",
    safeguards=frozenset({Safeguard.NOTICE, Safeguard.OPT_OUT}),
    rights_prevail=False,
    approved_by="Helena",
    approved_on=date(2026, 1, 2),
    valid_until=date(2027, 1, 2),
)
CASE = Case(
    code="orders",
    purpose="order_updates",
    aim="Acompanhar o pedido até a entrega.",
    classes=frozenset({"PERSON_NAME", "PHONE", "CPF"}),
    grounds=(CONTRACT,),
    notices=(NOTICE,),
    keep_days=730,
    teams=frozenset({"entregas"}),
    reasons=("Conferir quem fala", "Entregar o pedido"),
)


def case(**changed) -> Case:
    return replace(CASE, **changed)
