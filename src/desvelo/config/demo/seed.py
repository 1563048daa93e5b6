"""Fill a new demonstration: teams, people, the number, and a morning of conversations through the real door.

The conversations are written by the sandbox's phones and arrive as signed webhooks like any other; the answers are
sent like any other.  A seeding that was interrupted is taken up where accounts exist and conversations do not.
"""

import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import httpx
from django.conf import settings

from desvelo.base import clock
from desvelo.config.demo import facts
from desvelo.guards.access import actions as access
from desvelo.guards.access import queries as access_queries
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor, Role
from desvelo.kernel.errors import DesveloError
from desvelo.service.channel import actions as channel
from desvelo.service.channel import queries as channel_queries
from desvelo.service.desk import actions as desk
from desvelo.service.desk import queries as desk_queries

SUPERVISOR = "Rui Pinho"
ARRIVES_WITHIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message of a conversation: how many minutes ago, who (the customer, or the name of one of us), what."""

    minutes_ago: int
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One conversation: customer, team, the person in charge if any, and its lines."""

    phone: str
    name: str
    team: str
    lines: tuple[Line, ...]
    taken_by: str = ""


STORIES = (
    Story(
        phone="5511900002205",
        name="Paulo Sérgio Dias",
        team="Agenda",
        taken_by="Marina Lopes",
        lines=(
            Line(minutes_ago=192, by="", text="Bom dia, deixei a coleta marcada para sexta, certo?"),
            Line(minutes_ago=188, by="Marina Lopes", text="Certo, Paulo! Sexta às 7h, em jejum de 8 horas."),
            Line(minutes_ago=29, by="", text="bom dia troquei de e-mail, o novo é paulo.dias@exemplo.example"),
        ),
    ),
    Story(
        phone="5511900000932",
        name="José Ricardo Alves",
        team="Financeiro",
        taken_by="Denise Couto",
        lines=(
            Line(minutes_ago=34, by="", text="Bom dia, não achei a segunda via do boleto do exame"),
            Line(minutes_ago=31, by="Denise Couto", text="Bom dia, José! Já localizo. Qual o CPF do titular?"),
            Line(minutes_ago=7, by="", text="Segue o 529.982.247-25 do titular"),
        ),
    ),
    Story(
        phone="5511900003317",
        name="Tânia Mello",
        team="Agenda",
        lines=(Line(minutes_ago=9, by="", text="Oi, vocês atendem aos sábados? Queria levar minha mãe"),),
    ),
    Story(
        phone="5511900004242",
        name="Gilberto Moura",
        team="Financeiro",
        lines=(Line(minutes_ago=52, by="", text="Cartão novo: 4242 4242 4242 4242 validade 11/28, pode cobrar?"),),
    ),
    Story(
        phone="5511900007788",
        name="Luciana Campos",
        team="Agenda",
        taken_by="Marina Lopes",
        lines=(
            Line(minutes_ago=75, by="", text="Preciso mudar meu telefone no cadastro para (11) 90000-7799"),
            Line(minutes_ago=71, by="Marina Lopes", text="Claro, Luciana. Já atualizei por aqui. Algo mais?"),
        ),
    ),
    Story(
        phone="5511900006161",
        name="André Figueira",
        team="Agenda",
        taken_by="Marina Lopes",
        lines=(
            Line(minutes_ago=1402, by="", text="Consigo encaixe na quinta de manhã?"),
            Line(minutes_ago=1396, by="Marina Lopes", text="Consegue, André. Quinta às 8h40 com a Dra. Sílvia."),
            Line(minutes_ago=1390, by="", text="Obrigado! Até quinta."),
        ),
    ),
    Story(
        phone="5511900004417",
        name="Beatriz Nogueira",
        team="Agenda",
        taken_by="Marina Lopes",
        lines=(
            Line(minutes_ago=12, by="", text="Oi, bom dia! Preciso remarcar minha consulta de amanhã"),
            Line(
                minutes_ago=11, by="Marina Lopes", text="Bom dia, Beatriz! Qual dia e período ficam melhores para você?"
            ),
        ),
    ),
)


def main() -> int:
    """Seed; return 0."""
    known = facts.load_or_make(settings.DESVELO.data)
    now = clock.business()
    teams = {name: access.create_team(name=name, icon=icon) for name, icon in facts.TEAMS}
    if not access_queries.anybody():
        for account in known.accounts:
            access.create_user(_new_user(account, teams), now=now)
    channel.connect_number(_connection(known, teams), now=now)
    sys.stderr.write("Writing the demonstration's first conversations\n")
    for story in sorted(STORIES, key=_last_line_minutes_ago, reverse=True):
        if vault.contact_with_phone(story.phone) is None:
            _tell(story, teams=teams, now=now)
    return 0


def _last_line_minutes_ago(story: Story) -> int:
    """Return how old a story's newest line is: the oldest is told first, so the lists show the newest on top."""
    return story.lines[-1].minutes_ago


def _new_user(account: facts.Account, teams: dict[str, UUID]) -> access.NewUser:
    return access.NewUser(
        email=account.email,
        name=account.name,
        role=Role(account.role),
        password=account.password,
        teams=tuple(teams[name] for name in account.teams),
        totp_secret=account.totp_bytes(),
    )


def _connection(known: facts.Facts, teams: dict[str, UUID]) -> channel.Connection:
    return channel.Connection(
        phone_number_id=known.phone_number_id,
        waba_id=known.waba_id,
        display=known.display_phone_number,
        access_token=known.access_token,
        app_id=known.app_id,
        app_secret=known.app_secret,
        verify_token=known.verify_token,
        first_team=teams[facts.TEAMS[0][0]],
    )


def _tell(story: Story, *, teams: dict[str, UUID], now: datetime) -> None:
    """Play one conversation: each line is written where it is really written, at its time."""
    received = 0
    for line in story.lines:
        at = now - timedelta(minutes=line.minutes_ago)
        if line.by:
            actor, reply = _actor(line.by), desk.Reply(text=line.text)
            desk.send_reply(actor=actor, conversation=_conversation(story), reply=reply, now=at)
            continue
        _write_on_phone(story, line, at=at)
        received += 1
        _wait_until_arrived(story.phone, count=received)
        if received == 1:
            _hand_over(story, teams=teams, now=at)


def _hand_over(story: Story, *, teams: dict[str, UUID], now: datetime) -> None:
    conversation = _conversation(story)
    if story.team != facts.TEAMS[0][0]:
        supervisor = _actor(SUPERVISOR)
        desk.move_to_team(actor=supervisor, conversation=conversation, team=teams[story.team], now=now)
    if story.taken_by:
        desk.take(actor=_actor(story.taken_by), conversation=conversation, now=now)


def _actor(name: str) -> Actor:
    return access_queries.actor_named(name)


def _conversation(story: Story) -> str:
    contact = vault.contact_with_phone(story.phone)
    conversation = desk_queries.conversation_of(contact) if contact else None
    if conversation is None:
        raise SeedFailed
    return conversation


def _write_on_phone(story: Story, line: Line, *, at: datetime) -> None:
    httpx.post(
        f"{settings.DESVELO.sandbox_origin}/control/messages",
        json={"from": story.phone, "name": story.name, "text": line.text, "at": int(at.timestamp())},
        timeout=10,
        trust_env=False,
    ).raise_for_status()


def _wait_until_arrived(phone: str, *, count: int) -> None:
    give_up_at = time.monotonic() + ARRIVES_WITHIN_SECONDS
    while time.monotonic() < give_up_at:
        contact = vault.contact_with_phone(phone)
        if contact is not None and channel_queries.received_count(contact) >= count:
            return
        time.sleep(0.01)
    raise SeedFailed


class SeedFailed(DesveloError):
    """The demonstration's messages do not arrive."""

    code = "demo.seed_failed"
