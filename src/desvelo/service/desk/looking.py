"""Look at a file of a conversation for a reason and a short time; the words around it.

A datum is text and comes in the answer itself.  A file is fetched by the page a moment later, so the answer holds
addresses that live as long as the look (``vault.looking``).

Source: ux.md 6.2 and 7.2; security-design D10.1.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base.objects.errors import ObjectMissing, StoreUnavailable
from desvelo.base.pictures.errors import NotDrawable
from desvelo.base.ui.looks import look as look_of
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import looking as vault
from desvelo.guards.vault import queries as vault_queries
from desvelo.guards.vault import showing
from desvelo.guards.vault.actions import LEAST_REASON, Reason
from desvelo.guards.vault.permitting import About
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection.openness import Level
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import files
from desvelo.service.channel import queries as channel
from desvelo.service.desk import actions, doubts, revealing
from desvelo.service.desk.screen import Refusal, RevealedFile, RevealForm

MOST_PAGES: Final = 20
NotShown = NotDrawable | ObjectMissing | StoreUnavailable | NotReadable


def form(*, actor: Actor, message: str, now: datetime) -> RevealForm:
    """Return the popover that asks why, or the refusal of what cannot be shown; raise NotFound, on record."""
    file, team = _file(actor, message, now=now)
    about = vault.about(actor, file=_known(file), team=team)
    refused = _refused(file, about=about)
    asks_at = reverse("desk:ask_file_word", args=[message])
    profile = vault_queries.profiles(vault_queries.open_boxes([file.contact], why=Why.THREAD, actor=actor.id))[
        file.contact
    ]
    return RevealForm(
        datum="",
        label=file.label,
        hint="",
        name=profile.name.split(" ")[0],
        seconds=_time(actor, file).first,
        reasons=revealing.reasons(),
        other_min_length=LEAST_REASON,
        refused=refused,
        needs=None if refused else revealing.second_person(about, actor=actor, url=asks_at),
        url=reverse("desk:look", args=[message]),
    )


def look(*, actor: Actor, message: str, reason: Reason, now: datetime) -> RevealedFile:
    """Permit a look and say where its pictures are; it is on record before a byte is opened.

    Raises NotFound, IdentityUnconfirmed, ReasonMissing, ClassClosed, SecondPersonNeeded, NotDrawable, ObjectMissing,
    StoreUnavailable, ContactGone, NotSequenced.
    """
    file, team = _file(actor, message, now=now)
    actions.require_confirmed(actor, file.contact, target={"file": str(file.id)}, now=now)
    if not (file.kept and file.shown):
        raise NotDrawable(reason="no_safe_way")
    time = _time(actor, file)
    given = vault.permit(actor=actor, file=_known(file), team=team, reason=reason, time=time, now=now)
    held = files.contents(file.id, actor=actor.id)
    shown = 1 if held.is_sound else min(held.pages, MOST_PAGES)
    return RevealedFile(
        label_text=str(look_of(file.label).short),
        sources=tuple(reverse("desk:view", args=[given.public_id, page]) for page in range(shown)),
        is_sound=held.is_sound,
        seconds=time.first,
        watermark=revealing.watermark(actor, at=now),
        longer=revealing.longer(given.more, url=reverse("desk:look_longer", args=[message]), seconds=time.first),
        more=_("Pages 1 to %(shown)s of %(all)s.") % {"shown": shown, "all": held.pages} if held.pages > shown else "",
    )


def look_longer(*, actor: Actor, message: str, word: str, now: datetime) -> showing.Longer:
    """Let a file that is looked at stay longer.  Raises NotFound, ClassClosed, LongestShown, NotSequenced."""
    file, team = _file(actor, message, now=now)
    return vault.show_longer(actor=actor, file=_known(file), team=team, word=word, now=now)


def view(*, actor: Actor, look: str, page: int, now: datetime) -> files.View | files.Sound:
    """Return one picture, or the sound, of what *actor* may look at right now.

    Raises NotFound, NotDrawable, ObjectMissing, StoreUnavailable, ContactGone; NotReadable also while a sound is taken.
    """
    gate.require(actor, Permission.DATUM_REVEAL, now=now)
    return files.view(vault.permitted(actor=actor, look=look, now=now).file, page=page, actor=actor.id)


def ask_word(*, actor: Actor, message: str, reason: Reason, now: datetime) -> str:
    """Ask a second person for their word on one look; return the public id of the request.

    Raises NotFound, ReasonMissing, ClassClosed, NothingToAsk, AlreadyAsked.
    """
    file, team = _file(actor, message, now=now)
    return vault.ask_word(actor=actor, file=_known(file), team=team, reason=reason, now=now)


def refusal(why: NotShown) -> Refusal:
    """Say why a file is not shown, and what to do."""
    if isinstance(why, ObjectMissing | StoreUnavailable | NotReadable):
        return Refusal(
            title=_("The file cannot be read now"),
            text=_(
                "It is kept sealed, but its store did not give it. Try again; if it stays so, tell your security team."
            ),
        )
    return {
        "too_large": Refusal(
            title=_("This file is too large to be shown safely"),
            text=_(
                "It is kept sealed and nothing of it is lost, but here files are drawn up to 32 MB. "
                "Ask the customer for a smaller one, or for the page that matters."
            ),
        ),
        "too_slow": Refusal(
            title=_("This file took too long to be drawn"),
            text=_("Ask the customer to send it as a photo. Files built to stop a computer look like this one."),
        ),
    }.get(why.reason, _no_safe_way())


def _known(file: files.StoredFile) -> vault.File:
    return vault.File(id=file.id, contact=file.contact, label=file.label)


def _refused(file: files.StoredFile, *, about: About) -> Refusal | None:
    if not (file.kept and file.shown):
        return _no_safe_way()
    if about.level is Level.NEVER:
        return revealing.class_closed()
    return doubts.refusal() if channel.doubted_at([file.contact]) else None


def _no_safe_way() -> Refusal:
    return Refusal(
        title=_("There is no safe way to show this file"),
        text=_(
            "Videos, office files and damaged files are not opened here, because what opens them could be turned "
            "against you. Ask the customer for a photo or a PDF. Only your security team can lift this."
        ),
    )


def _time(actor: Actor, file: files.StoredFile) -> showing.Time:
    return showing.time_of(actor, sound=file.label == "FILE_AUDIO")


def _file(actor: Actor, message: str, *, now: datetime) -> tuple[files.StoredFile, UUID]:
    """Return a file and its team if *actor* may see data there; raise NotFound, on record, if not."""
    file = files.of_message(message)
    if file is None:
        gate.deny(actor, Permission.DATUM_REVEAL, reason="absent", target={}, now=now)
        raise NotFound
    found = actions.holding(contact=file.contact, message=file.message)
    team = found.team_id if found else None
    gate.require_in_team(actor, Permission.DATUM_REVEAL, team=team, target={"file": str(file.id)}, now=now)
    if team is None:
        raise NotFound
    return file, team
