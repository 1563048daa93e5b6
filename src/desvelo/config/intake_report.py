"""What ``desvelo intake`` does and prints, in a process with Django: counts and reasons, never what anybody wrote."""

import json
import sys
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import timezone

from desvelo.base import clock
from desvelo.duties.assurance import trail_words
from desvelo.service.channel import putting_back, trail
from desvelo.service.channel.putting_back import Kept

DONE, SOME_STAYED = 0, 2


def main() -> int:
    """Do what was asked; print; return the exit code."""
    act, reason, form = sys.argv[2:5]
    return {"list": _list, "retry": _retry, "set-aside": _set_aside}[act](reason, as_json=form == "json")


def _list(_reason: str, *, as_json: bool) -> int:
    found = putting_back.kept()
    sys.stdout.write(_as_json({"set_aside": [_told(each) for each in found]}) if as_json else _as_text(found))
    return DONE


def _retry(reason: str, *, as_json: bool) -> int:
    outcome = putting_back.put_back(reason=reason, now=clock.wall())
    told = {"put_back": outcome.back_count, "stayed": outcome.left_count}
    sentence = f"{outcome.back_count} put back into the queue."
    if outcome.left_count:
        sentence += f" {outcome.left_count} stayed: the key is still missing, or an earlier version set it aside."
    sys.stdout.write(_as_json(told) if as_json else f"{sentence}\n")
    return SOME_STAYED if outcome.left_count else DONE


def _set_aside(_reason: str, *, as_json: bool) -> int:
    count = putting_back.give_up_waiting(now=clock.wall())
    sentence = f"{count} set aside, still closed. When the key is found: desvelo intake retry --reason not_readable"
    sys.stdout.write(_as_json({"set_aside": count}) if as_json else f"{sentence}\n")
    return DONE


def _told(each: Kept) -> dict[str, object]:
    return {
        "reason": trail.kind_of(each.reason),
        "why": trail_words.reason(trail.kind_of(each.reason)),
        "count": each.count,
        "retriable": each.retriable_count,
        "first_at": each.first_at.isoformat(timespec="seconds"),
        "last_at": each.last_at.isoformat(timespec="seconds"),
    }


def _as_text(found: Sequence[Kept]) -> str:
    if not found:
        return "Nothing is set aside.\n"
    lines = [
        f"{trail.kind_of(each.reason):18} {each.count:6}  since {timezone.localtime(each.first_at):%Y-%m-%d %H:%M}"
        f"  {each.retriable_count} can go back  {trail_words.reason(trail.kind_of(each.reason))}\n"
        for each in found
    ]
    days = settings.DESVELO.aside_days
    kept = f"What is nobody's of ours is forgotten after {days} days; failed and not_readable stay until put back.\n"
    return "".join(lines) + kept


def _as_json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"
