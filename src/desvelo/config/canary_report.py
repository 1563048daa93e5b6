"""What ``desvelo canary plant``, ``list`` and ``remove`` do and print, in a process with Django."""

import json
import sys
from uuid import UUID

from django.db import transaction

from desvelo.base import clock
from desvelo.config import canary_stories
from desvelo.guards.access import queries as access
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault import trapping
from desvelo.kernel.errors import DesveloError
from desvelo.service.channel import planting

DONE, REFUSED = 0, 1
_NAMES_SHOWN = 20


def main() -> int:
    """Do what was asked; print the canaries there are; return the exit code."""
    act, which, form = sys.argv[2:5]
    try:
        if act == "plant":
            _plant(which)
        elif act == "remove":
            trapping.remove(which, now=clock.business())
    except NotFound:
        return _refuse("There is no such canary. `desvelo canary list` says which there are.")
    except DesveloError as error:
        return _refuse(f"Nothing was planted: {error.code}. Connect a number first, or try again.")
    sys.stdout.write(_as_json() if form == "json" else _as_text())
    return DONE


class NoSuchTeam(DesveloError):
    """A canary was asked for a team that there is not."""

    code = "canary.no_such_team"


def _plant(team_name: str) -> None:
    """Plant one for a team, or one for each team that has none.  Raises NoSuchTeam, NumberUnknown."""
    teams = access.all_teams()
    if team_name:
        wanted = [each for each in teams if each.name == team_name]
    else:
        having = {each.team for each in trapping.planted()}
        wanted = [each for each in teams if each.name not in having]
    if team_name and not wanted:
        names = ", ".join(each.name for each in teams[:_NAMES_SHOWN])
        sys.stderr.write(f"Teams: {names}\n")
        raise NoSuchTeam
    for team in wanted:
        plant_for(team.id)


def plant_for(team: UUID) -> str:
    """Plant a canary for one team, its past and its mark or neither; return its public id.  Raises NumberUnknown."""
    now = clock.business()
    story = canary_stories.story(now=now)
    while vault.contact_with_phone(story.phone) is not None:
        story = canary_stories.story(now=now)
    with transaction.atomic():
        contact = planting.write_past(phone=story.phone, name=story.name, said=story.said, team=team, now=now)
        return trapping.plant(contact=contact, team=team, now=now)


def _as_text() -> str:
    rows = [
        f"{each.public_id}  {each.team:<20}  planted {each.planted_at:%Y-%m-%d}  opened {each.opened_count} times\n"
        for each in trapping.planted()
    ]
    return "".join(rows) or "There are no canaries.\n"


def _as_json() -> str:
    told = [
        {
            "id": each.public_id,
            "team": each.team,
            "planted_at": each.planted_at.isoformat(timespec="seconds"),
            "opened": each.opened_count,
        }
        for each in trapping.planted()
    ]
    return json.dumps({"canaries": told}) + "\n"


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return REFUSED
