"""A yes whose proof is whole."""

from datetime import datetime

from desvelo.kernel.lawfulness.consent import Action, Channel, Proof, Said, text_digest

from .whole import SINCE


def yes(
    *, purpose: str = "marketing_own", at: datetime = SINCE, version: int = 1, basis: str = "BR7-I", **more
) -> Said:
    proof = {
        "text": "Podemos mandar promoções?",
        "notice_version": version,
        "channel": Channel.WHATSAPP_REPLY,
        "evidence": "wamid.1",
        "answer_digest": text_digest("sim"),
        "at": at,
        "classes": frozenset({"PHONE"}),
        "consequences_shown": True,
    }
    return Said(purpose=purpose, action=Action.GIVEN, at=at, basis=basis, proof=Proof(**(proof | more)))


def word(action: Action, *, at: datetime, purpose: str = "marketing_own") -> Said:
    return Said(purpose=purpose, action=action, at=at)
