"""The made-up values the gallery draws its components from."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from desvelo.base.ui import refusals as words
from desvelo.base.ui.wording import Face
from desvelo.kernel.detection.masked import Chip
from desvelo.service.desk import alarming, screen
from desvelo.service.desk.banner import AlarmBanner
from desvelo.service.desk.screen_time import MoreTime

States = tuple[tuple[str, Mapping[str, object]], ...]

CPF = Chip(datum="exemplo", label="CPF", hint="•• 25", discarded=False)
HEALTH = Chip(datum="outro", label="HEALTH", hint="", discarded=False)
CARD = Chip(datum="exemplo", label="CARD_NUMBER", hint="•••• 4444", discarded=True, detail="mastercard")
CVV = Chip(datum="exemplo", label="CARD_CVV", hint="", discarded=True)
MARINA = Face(name="Marina Lopes", initials="ML", tint=4)


def buttons() -> States:
    """Return the tones of a button."""
    return (
        (_("plain"), {"text": _("Take it"), "icon_name": "user-round-check", "key": "A"}),
        (_("primary"), {"text": _("Send"), "tone": "primary"}),
        (_("quiet"), {"text": _("Back to the text"), "tone": "quiet", "key": "Esc"}),
    )


def badges() -> States:
    """Return the six tones of a badge."""
    tones = {
        "neutral": ("clock", "2 min"),
        "petrol": ("shield-ellipsis", _("Queue")),
        "ok": ("shield-check", _("It matches")),
        "warn": ("clock", "7 min"),
        "danger": ("clock", "29 min"),
        "info": ("scroll-text", "LGPD-2026-0148"),
    }
    return tuple((tone, {"tone": tone, "icon_name": icon, "text": text}) for tone, (icon, text) in tones.items())


def faces() -> States:
    """Return the six tints, in the sizes the desk uses."""
    sizes = ("s14", "s22", "s30", "s34", "s40", "s40")
    return tuple((size, {"who": replace(MARINA, tint=tint), "size": size}) for tint, size in enumerate(sizes, start=1))


def chips() -> States:
    """Return a datum as it stands in a message, in a list and in the side column."""
    return (
        (_("masked"), {"chip": CPF, "live": True}),
        (_("without an ending"), {"chip": HEALTH, "live": True}),
        (_("opening"), {"chip": CPF, "live": True, "opening": True}),
        (_("in a list"), {"chip": CPF, "live": False}),
        (_("discarded"), {"chip": CARD, "live": True}),
        (_("discarded, nothing to say"), {"chip": CVV, "live": True}),
        (_("nobody named this class"), {"chip": replace(CPF, label="NEW"), "live": True}),
    )


def shown() -> States:
    """Return the frame around a value while it is shown; the value itself is no part of any page."""
    longer = MoreTime(url="", word="", more=30, warns_at=10)
    value = screen.RevealedValue(label_text="CPF", url="", room=16, seconds=30, watermark="", longer=longer)
    return ((_("for 30 seconds"), {"revealed": value}),)


def reveals() -> States:
    """Return the question before a value is shown."""
    form = screen.RevealForm(
        datum="exemplo", label="CPF", hint="•• 25", name="Beatriz", seconds=30, other_min_length=8, may_compare=True,
        reasons=(
            screen.ReasonChoice(key="invoice", text=_("Issue an invoice")),
            screen.ReasonChoice(key="identity", text=_("Check identity")),
        ),
    )  # fmt: skip
    return (
        (_("choosing"), {"reveal": form}),
        (_("writing a reason"), {"reveal": replace(form, reasons=())}),
    )


def comparisons() -> States:
    """Return the question of a comparison and its answers."""
    form = screen.CompareForm(datum="exemplo", label="CPF", tries_left=3, may_reveal=True)
    return (
        (_("asking"), {"compare": form}),
        (_("it matches"), {"compare": replace(form, matches=True, tries_left=2)}),
        (_("it does not match"), {"compare": replace(form, matches=False, tries_left=1)}),
        (_("nothing typed"), {"compare": replace(form, empty=True)}),
        (_("no try left"), {"compare": replace(form, matches=False, tries_left=0)}),
    )


def refusals() -> States:
    """Return why a datum is not shown or compared."""
    gone = words.BY_CODE["vault.nothing_kept"]
    return (
        (_("nothing was kept"), {"refused": screen.Refusal(title=str(gone.title), text=str(gone.reason))}),
        (
            _("enough for now"),
            {
                "refused": screen.Refusal(
                    title=_("It cannot be checked now"),
                    text=_("Enough tries for now. Ask by secure form."),
                    again=_("You can check again at %(time)s.") % {"time": "10:42"},
                )
            },
        ),
    )


def navigations() -> States:
    """Return the navigation column; on a phone it is the row of tabs."""
    items = (
        screen.NavItem(label=_("Mine"), url="#", icon="inbox", count=7, active=True, short=_("Conversations")),
        screen.NavItem(label=_("Unassigned"), url="#", icon="circle-dashed", count=3, short=_("Queue")),
    )
    teams = (
        screen.NavItem(label="Agenda", url="#", icon="calendar-days", count=12),
        screen.NavItem(label="Exames", url="#", icon="flask-conical", locked=True),
    )
    user = screen.NavUser(name="Marina Lopes", initials="ML", tint=4, role_label=_("Agent"))
    nav = screen.Nav(company="Clínica Aurora", items=items, teams=teams, you=(), user=user)
    return ((_("of an agent"), {"nav": nav}),)


def sheets() -> States:
    """Return the sheet of keys."""
    return ((_("open"), {"single_keys": True, "open": True}),)


def alarms() -> States:
    """Return the alarms above the screens of those who answer them."""
    text = _("Team Agenda, 14:02: a datum of it was shown. Find out in the audit who was at it, before anything else.")
    bait = _("Somebody opened a bait: a contact that nobody has work with")
    once = AlarmBanner(title=bait, text=text, times="", url="#")
    lasting = alarming.refused(name="Marina Lopes", email="marina@aurora.example")
    return (
        (_("a bait was opened"), {"alarm": once}),
        (_("an account was refused"), {"alarm": lasting}),
        (_("the key process is gone"), {"alarm": alarming.keeper_gone()}),
        (_("too many keys"), {"alarm": alarming.too_many_keys(name="Marina Lopes", when="14:02")}),
        (_("keys without an entry"), {"alarm": alarming.unlogged(name="Marina Lopes", when="14:02", count=31)}),
    )


def notices() -> States:
    """Return what is said above and beside the work."""
    kinds = {
        "offline": _("no connection"),
        "reconnecting": _("coming back"),
        "pill": _("new below"),
        "skeleton": _("on its way"),
        "ribbon": _("demonstration"),
        "failed": _("not sent"),
        "paused": _("sent without a connection"),
        "late": _("somebody wrote meanwhile"),
    }
    return tuple((name, {"kind": kind, "demo": True}) for kind, name in kinds.items())


def failures() -> States:
    """Return what stands in the place of a question that could not be asked."""
    return (
        (_("not on record"), {"told": words.BY_CODE["audit.not_sequenced"]}),
        ("500", {"told": words.FAILED, "code": "kmf4-92qd"}),
    )


def pages() -> States:
    """Return the pages that refuse, each with its reason and next step."""
    told = tuple((str(int(status)), {"told": each}) for status, each in words.BY_STATUS.items())
    return (*told, ("500", {"told": words.FAILED, "code": "kmf4-92qd"}))
