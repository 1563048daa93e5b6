"""What ``desvelo keys status`` and ``desvelo keys rotate`` do and print, in a process with Django."""

import json
import sys
import time
from collections.abc import Iterator

from desvelo.base import clock
from desvelo.guards.vault import epochs, key_state, rotating
from desvelo.guards.vault.key_state import KeyState

DONE, SOME_STAYED = 0, 2
_TRIES, _MOMENT_SECONDS = 20, 0.5


def main() -> int:
    """Do what was asked; print how the keys are; return the exit code."""
    act, form = sys.argv[2:4]
    if act == "rotate":
        _rotate()
    state = key_state.at_terminal()
    sys.stdout.write(_as_json(state) if form == "json" else "".join(_lines(state)))
    is_held = state.running is not None and state.waits_until is None
    return SOME_STAYED if act == "rotate" and is_held else DONE


def _rotate() -> None:
    """Replace the current epoch, or help the replacement that runs to its end; say on stderr how far it is.

    The worker may be at it too: where nothing is left for us, it is given a moment.  What stays after that is held.
    """
    rotating.ask_at_terminal(now=clock.wall())
    patience = _TRIES
    while patience:
        done = rotating.step(now=clock.wall())
        running = epochs.running()
        if running is None and not done:
            break
        if running is not None:
            sys.stderr.write(f"\r{running.done} of {running.total} keys of customers wrapped anew")
        if running is not None and rotating.waits_for_backup(running, now=clock.wall()):
            break
        if not done:
            patience -= 1
            time.sleep(_MOMENT_SECONDS)
    sys.stderr.write("\n")


def _lines(state: KeyState) -> Iterator[str]:
    yield f"root key   {state.root_kind}, {state.root_place}\n"
    for each in state.epochs:
        until = each.due_at.isoformat(timespec="seconds")
        yield f"epoch {each.number:>4}  {each.row_count} keys, since {each.made_at:%Y-%m-%d}, to be replaced {until}\n"
    if state.running is not None:
        yield f"replacing  {state.running.done} of {state.running.total}; {state.running.stuck} do not open\n"
    if state.running is not None and state.waits_until is not None:
        latest = state.waits_until.isoformat(timespec="seconds")
        yield f"kept       epoch {state.running.old} until a backup is made (`desvelo backup`), or {latest}\n"
    if state.destroyed is not None:
        entry = "not in the log yet" if state.destroyed.entry_index is None else f"entry {state.destroyed.entry_index}"
        at = state.destroyed.at.isoformat(timespec="seconds")
        yield f"destroyed  epoch {state.destroyed.number}, {at}, {entry}, file {state.destroyed.file_digest}\n"
    yield f"intake     {state.intake_count} pairs\n"


def _as_json(state: KeyState) -> str:
    running, destroyed = state.running, state.destroyed
    told = {
        "root": {"kind": state.root_kind, "place": state.root_place},
        "epochs": [
            {
                "number": each.number,
                "made_at": each.made_at.isoformat(timespec="seconds"),
                "due_at": each.due_at.isoformat(timespec="seconds"),
                "keys": each.row_count,
            }
            for each in state.epochs
        ],
        "running": running and {"old": running.old, "done": running.done, "of": running.total, "stuck": running.stuck},
        "waits_for_backup_until": state.waits_until and state.waits_until.isoformat(timespec="seconds"),
        "destroyed": destroyed
        and {
            "number": destroyed.number,
            "at": destroyed.at.isoformat(timespec="seconds"),
            "file_sha256": destroyed.file_digest,
            "entry": destroyed.entry_index,
        },
        "intake_pairs": state.intake_count,
    }
    return json.dumps(told) + "\n"
