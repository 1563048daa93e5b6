"""What became of everything: the generator's list against what the installation holds."""

from dataclasses import dataclass, field
from typing import Any

import at_rest
import losses
from answers import is_answer
from chaos import climbing
from chaos.answering import Answering
from chaos.climbing import CLIMB
from chaos.meta import Told
from chaos.site import Site
from started import Started, eventually, rows

NOT_CLAIMED = ("unsure", "failed")


@dataclass(frozen=True, kw_only=True)
class Account:
    """The verdict on customers' messages and on answers; statuses that went back; acknowledgements that were false."""

    messages: losses.Verdict
    answers: losses.Verdict
    sent_twice: tuple[str, ...]
    back: tuple[str, ...]
    false_acknowledgements: int
    poison_lost: int
    pictures_lost: int
    untrue: tuple[str, ...]
    wrong: tuple[str, ...]
    given_up: tuple[str, ...]
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Nothing lost, doubled, invented, gone back, falsely promised or wrongly answered."""
        trouble = (
            *(self.sent_twice, self.back, self.untrue, self.wrong, self.given_up),
            *(self.false_acknowledgements, self.poison_lost, self.pictures_lost),
        )
        return self.messages.is_good and self.answers.is_good and not any(trouble)


def account(site: Site, told: Told, answering: Answering, *, seed: int) -> Account:
    """Compare; the installation has come to rest."""
    running, frozen = site.running, site.frozen
    stored = at_rest.messages(running.data)
    found = at_rest.words_of(stored, seed)
    ours = {text: status for _, direction, status, _, text in stored if direction == "out"}
    kept = [text for _, direction, _, _, text in stored if direction == "out" and is_answer(text)]
    reached = [bubble["text"] for bubble in at_rest.answers_on_phones(running.info)]
    acknowledged = [each["acknowledged"] for each in told.acknowledged]
    sent = at_rest.words_sent(told.figures["sent"], seed)
    set_aside = rows(
        running.info["database_url"], "SELECT count(*) FROM intake.quarantine WHERE pointer IN ('', '/entry/0')"
    )[0][0]
    behind = [text for text, steps in told.statuses.items() if not _came_as_far(ours.get(text, ""), steps)]
    return Account(
        messages=losses.judge(acknowledged=acknowledged, sent=sent, found=found),
        answers=losses.judge(acknowledged=answering.taken, sent=answering.tried, found=kept),
        sent_twice=losses.judge(acknowledged=(), sent=reached, found=reached).doubled,
        back=(*climbing.went_back(running.info), *(f"{text} stays {ours.get(text)}" for text in behind)),
        false_acknowledgements=sum(_is_inside(each, frozen) for each in told.acknowledged),
        poison_lost=max(0, told.poisons - set_aside),
        pictures_lost=site.pictures - _pictures_kept(running),
        untrue=tuple(text for text in kept if text not in reached and ours[text] not in NOT_CLAIMED),
        wrong=tuple(told.wrong),
        given_up=tuple(told.given_up),
        figures={
            **told.figures,
            "acknowledged": len(set(acknowledged)),
            "stored": len(found),
            "answers": len(kept),
            "statuses": sum(map(len, told.statuses.values())),
            "unsure": sum(status == "unsure" for status in ours.values()),
            "set aside": set_aside,
        },
    )


def _pictures_kept(running: Started) -> int:
    """Fetch at once what waits to be fetched again; return how many pictures have their bytes here in the end."""
    climbing.order(running.info, "UPDATE channel_media SET due_at = now() WHERE state = 'waiting'")
    waiting = "SELECT count(*) FROM channel_media WHERE state = 'waiting'"
    eventually(lambda: rows(running.info["database_url"], waiting) == [(0,)], seconds=30)
    return int(rows(running.info["database_url"], "SELECT count(*) FROM channel_media WHERE state = 'kept'")[0][0])


def _came_as_far(status: str, steps: set[str]) -> bool:
    return status in CLIMB and CLIMB.index(status) >= max(CLIMB.index(step) for step in steps)


def _is_inside(fact: dict[str, Any], frozen: list[tuple[float, float]]) -> bool:
    """Tell whether a delivery was asked and acknowledged while no commit could be durable."""
    return any(begin <= fact["asked"] and fact["answered"] <= end for begin, end in frozen)
