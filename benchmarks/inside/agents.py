"""Make agents of the team that answers first, already signed in: how they sign in is not what is measured."""

import secrets

from desvelo.base import clock
from desvelo.config.demo import facts
from desvelo.guards.access import actions as access
from desvelo.guards.access import sessions
from desvelo.guards.access.models import Session, User
from desvelo.kernel.authority import Role

_SECRET_BYTES = 20


def main(count: int) -> list[str]:
    """Return the session token of each."""
    return [_signed_in(secrets.token_hex(4)) for _ in range(count)]


def _signed_in(login: str) -> str:
    team = access.create_team(name=facts.TEAMS[0][0])
    new = access.NewUser(
        email=f"{login}@aurora.example",
        name=f"Agente {login}",
        role=Role.AGENT,
        password=secrets.token_urlsafe(15),
        teams=(team,),
        totp_secret=secrets.token_bytes(_SECRET_BYTES),
    )
    user = User.objects.get(pk=access.create_user(new, now=clock.wall()))
    return sessions.start(user, stage=Session.Stage.FULL, now=clock.wall())
