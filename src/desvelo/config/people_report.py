"""What ``desvelo people list``, ``vouch`` and ``recover`` do and print, in a process with Django."""

import json
import sys

from desvelo.base import clock
from desvelo.guards.access import grants, terminal_codes
from desvelo.guards.access.errors import NotFound
from desvelo.guards.access.grants import Standing

DONE, REFUSED = 0, 1


def main() -> int:
    """Do what was asked; print the accounts; return the exit code."""
    act, asked, form = sys.argv[2:5]
    if act == "vouch":
        why = vouch(**json.loads(asked))
        if why:
            sys.stderr.write(f"Nothing was vouched for. {why}\n")
            return REFUSED
    if act == "recover":
        return recover(json.loads(asked)["email"])
    found = grants.standings()
    sys.stdout.write(_as_json(found) if form == "json" else _as_text(found))
    return DONE


def vouch(*, email: str, role: str, team: list[str], passkeys: int, providers: int = 0) -> str:
    """Vouch for an account that holds exactly this; return why not, or nothing."""
    account = next((each for each in grants.standings() if each.email == email.strip().lower()), None)
    if account is None:
        return f"There is no active account {email}. `desvelo people list` says which there are."
    if account.refused_at is None:
        return f"{account.email} is not refused."
    held = (account.role, account.teams, account.passkeys, account.identities)
    if held != (role, tuple(sorted(team)), passkeys, providers):
        return (
            f"The database says otherwise: {_holds(account)}. Put it right in the database, or name what it says if "
            "that is right."
        )
    grants.vouch_again(account.id, now=clock.wall())
    return ""


def recover(email: str) -> int:
    """Print a code for somebody of IT, alone on stdout; return the exit code."""
    try:
        code = terminal_codes.issue(email=email, now=clock.wall())
    except NotFound:
        sys.stderr.write(
            f"No active account of IT signs in with {email}. `desvelo people list` says which there are; anybody else "
            "is let in again by two people, on their page under Ajustes, Pessoas.\n"
        )
        return REFUSED
    sys.stdout.write(f"{code}\n")
    sys.stderr.write(
        "Good for 30 minutes, once. Sign in with the password, choose “I lost my device”, type it, and connect "
        "another device. Every session of theirs ends. The log, the data protection officer and the supervisors know.\n"
    )
    return DONE


def _as_text(found: list[Standing]) -> str:
    lines = [
        f"{each.email}  {_holds(each)}"
        + (f"  REFUSED since {each.refused_at:%Y-%m-%d %H:%M} UTC" if each.refused_at else "")
        for each in found
    ]
    return "".join(f"{line}\n" for line in lines) or "There are no accounts.\n"


def _holds(account: Standing) -> str:
    teams = ", ".join(account.teams) or "none"
    code_app = "yes" if account.has_code_app else "no"
    ways = f"passkeys {account.passkeys}, providers {account.identities}, code app {code_app}"
    return f"role {account.role}, teams {teams}, {ways}"


def _as_json(found: list[Standing]) -> str:
    told = [
        {
            "email": each.email,
            "name": each.name,
            "role": each.role,
            "teams": each.teams,
            "passkeys": each.passkeys,
            "providers": each.identities,
            "has_code_app": each.has_code_app,
            "refused_at": each.refused_at.isoformat(timespec="seconds") if each.refused_at else None,
        }
        for each in found
    ]
    return json.dumps({"people": told}) + "\n"
