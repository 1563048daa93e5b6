"""The report of a run, for a person."""

from chaos.controls import ACK
from chaos.run import Outcome

_SHOWN = 5


def written(outcome: Outcome) -> str:
    """Return the report: faults by number, figures, and the first few of each kind of trouble."""
    account = outcome.account
    faults = ", ".join(f"{fault} {count}" for fault, count in sorted(outcome.hit.items(), key=_order))
    figures = ", ".join(f"{name} {value}" for name, value in account.figures.items())
    lines = [
        f"chaos, seed {outcome.seed}, {outcome.seconds:.0f} s: {outcome.verdict}",
        f"  faults {sum(outcome.hit.values())}: {faults}",
        f"  {figures}",
        f"  {', '.join(f'{name} {len(found)}' for name, found in _troubles(outcome).items())}",
        f"  false acknowledgements {account.false_acknowledgements}, poison lost {account.poison_lost}",
        f"  pictures lost {account.pictures_lost}, ledger {_whole(outcome)}",
        *(f"  {name}: {'; '.join(found[:_SHOWN])}" for name, found in _troubles(outcome).items() if found),
        *(f"  left out: {fault}, {why}" for fault, why in outcome.left_out.items()),
        *([f"  never struck: {', '.join(outcome.missing)}"] if outcome.missing else []),
    ]
    return "\n".join(lines) + "\n"


def noticed(outcome: Outcome, name: str) -> bool:
    """Tell whether the judge saw what the missing guarantee does, and not just any trouble."""
    account = outcome.account
    seen = {ACK: account.messages.lost, "dedupe": account.messages.doubled, "monotone": account.back}
    return bool(seen[name])


def _troubles(outcome: Outcome) -> dict[str, tuple[str, ...]]:
    account = outcome.account
    return {
        "lost": account.messages.lost,
        "doubled": account.messages.doubled,
        "invented": account.messages.invented,
        "statuses back": account.back,
        "answers lost": account.answers.lost,
        "answers doubled": (*account.answers.doubled, *account.sent_twice),
        "answers claimed and not there": account.untrue,
        "given up": account.given_up,
        "wrongly answered": account.wrong,
    }


def _whole(outcome: Outcome) -> str:
    return "whole" if outcome.ledger_is_whole else "BROKEN"


def _order(item: tuple[str, int]) -> int:
    return int(item[0][1:])
