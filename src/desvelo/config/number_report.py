"""What ``desvelo number check`` prints, made in a process with Django: what the page says, as text or JSON."""

import json
import sys
from collections.abc import Iterable

from desvelo.base import clock
from desvelo.kernel.whatsapp import connection as rule
from desvelo.kernel.whatsapp.connection import State
from desvelo.service.channel import connecting, numbers
from desvelo.service.channel.checking import By
from desvelo.service.channel.numbers import KnownNumber
from desvelo.service.desk import number_statement, number_words

WELL, TO_BE_MENDED, NOT_KNOWN = 0, 1, 2
_MARKS = {State.OK: "ok  ", State.WARN: "look", State.FAIL: "MEND", State.UNKNOWN: "?   "}


def main() -> int:
    """Check every number, or the one named; print; return the exit code."""
    wanted, form = sys.argv[2:4]
    found = [each for each in numbers.numbers(now=clock.business()) if wanted in {"", each.phone_number_id}]
    for each in found:
        for probe in connecting.PROBES:
            connecting.check(each.id, probe, by=By.TERMINAL, now=clock.business())
    checked = [each for each in numbers.numbers(now=clock.business()) if each.id in {one.id for one in found}]
    sys.stdout.write(_json(checked) if form == "json" else "".join(_lines(checked)))
    if not checked:
        sys.stderr.write("There is no such number here. Connect one under /ajustes/numeros.\n")
    return code(checked)


def code(checked: list[KnownNumber]) -> int:
    """Return the exit code: well only when there is a number, and nothing of any has to be mended or found out."""
    states = {each.finding.state for number in checked for each in number.checks.values()}
    if State.FAIL in states:
        return TO_BE_MENDED
    return NOT_KNOWN if State.UNKNOWN in states or not states else WELL


def _lines(checked: list[KnownNumber]) -> Iterable[str]:
    for number in checked:
        yield f"{number.display}  ({number.phone_number_id})\n"
        for each in _in_order(number):
            finding = number.checks[each].finding
            yield f"  {_MARKS[finding.state]}  {number_words.TITLES[each]}: {number_words.sentence(finding)}\n"
        for said in number_statement.said_of(number):
            yield f"  *     {said.text}\n"


def _json(checked: list[KnownNumber]) -> str:
    told = [
        {
            "phone_number_id": number.phone_number_id,
            "waba_id": number.waba_id,
            "display": number.display,
            "checks": [_finding(number, each) for each in _in_order(number)],
            "statement": [said.text for said in number_statement.said_of(number)],
        }
        for number in checked
    ]
    return json.dumps({"numbers": told, "code": code(checked)}, ensure_ascii=False) + "\n"


def _finding(number: KnownNumber, check: str) -> dict[str, object]:
    checked = number.checks[check]
    return {
        "check": check,
        "state": checked.finding.state.value,
        "reason": checked.finding.reason,
        "facts": dict(checked.finding.facts),
        "sentence": number_words.sentence(checked.finding),
        "checked_by": checked.by.value,
        "bad_since": checked.bad_since.isoformat(timespec="seconds") if checked.bad_since else None,
        "checked_at": checked.at.isoformat(timespec="seconds"),
    }


def _in_order(number: KnownNumber) -> list[str]:
    return [check for checks in rule.CHECKS_OF.values() for check in checks if check in number.checks]
