"""The words around a reply that did not leave: what was found in it, who was faster, whom it seems to speak to.

Each says what happened, why, and what to do now (ux.md, principle 3); the text itself stays in the page.
"""

from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui.document_looks import DOCUMENTS
from desvelo.guards.access import queries as access
from desvelo.kernel.detection import catalogue
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.whatsapp.errors import ContentRefused
from desvelo.service.channel.errors import FileRefused, MarketingRefused, NothingToAnswer, TextRefused, WindowClosed
from desvelo.service.desk import templating
from desvelo.service.desk.errors import Overtaken, SensitiveText, SomethingHidden, SpeaksToAnother
from desvelo.service.desk.screen import Composer, Doubt, Guard, Stale

Refusal = TextRefused | FileRefused | WindowClosed | NothingToAnswer | ContentRefused
Held = SensitiveText | Overtaken | SpeaksToAnother | Refusal
HELD = Held.__args__
AgainRefusal = Refusal | SensitiveText | SomethingHidden | MarketingRefused
NOT_AGAIN = AgainRefusal.__args__
_MINUTE = 60
_DOCUMENTS = frozenset(DOCUMENTS)


def composer(held: Held, *, hide: bool, now: datetime) -> Composer:
    """Return the reply box with what holds the reply back; *hide* is how it was going to be sent."""
    if isinstance(held, SensitiveText):
        return Composer(guard=_guard(held))
    if isinstance(held, Overtaken):
        return Composer(stale=_stale(held, now=now))
    if isinstance(held, SpeaksToAnother):
        return Composer(doubt=_doubt(held, hide=hide))
    return Composer(error=sentence(held))


def _guard(held: SensitiveText) -> Guard:
    spans = " ".join(f"{start}-{end}" for start, end in held.spans)
    return Guard(labels=held.labels, spans=spans, preview=held.hidden, refusal=_refusal(held.labels))


def _stale(held: Overtaken, *, now: datetime) -> Stale:
    name = access.names([held.by]).get(held.by, "").split(" ")[0]
    seconds = max(0, int((now - held.at).total_seconds()))
    return Stale(text=_("%(name)s answered %(ago)s ago.") % {"name": name, "ago": _ago(seconds)}, cursor=held.cursor)


def _doubt(held: SpeaksToAnother, *, hide: bool) -> Doubt:
    said = _("The text speaks to %(greeted)s. This conversation is with %(here)s.")
    return Doubt(text=said % {"greeted": held.greeted, "here": held.here}, hide=hide)


def sentence(held: Refusal) -> str:
    """Say why something did not leave, and what would."""
    if isinstance(held, NothingToAnswer):
        return _("That message can no longer be answered by itself. Take the quote away and send again.")
    if isinstance(held, ContentRefused):
        return _part(held)
    if isinstance(held, FileRefused):
        return _file(held)
    if isinstance(held, WindowClosed):
        return _("The 24-hour window closed. Free text is not delivered; wait for the customer to write.")
    return {
        "empty": _("Write something first."),
        "caption_too_long": _(
            "Beside a file WhatsApp carries up to 1,024 characters. Shorten the text or send it after the file."
        ),
    }.get(
        str(held.params["reason"]),
        _("WhatsApp carries up to 4,096 characters. Shorten the text or send it in parts."),
    )


def again(held: AgainRefusal) -> Composer:
    """Return the reply box with why a message was not sent again, and what to do instead."""
    if isinstance(held, WindowClosed):
        return Composer(error=_("The 24-hour window closed, and this was free text. Send a template instead."))
    if isinstance(held, NothingToAnswer):
        return Composer(error=_("The message this one answered is not there any more. Write it again without a quote."))
    if isinstance(held, SomethingHidden):
        return Composer(error=_("Something in this message is hidden by now. Write it again without it."))
    if isinstance(held, SensitiveText | MarketingRefused):
        return Composer(error=template_sentence(held))
    return Composer(error=sentence(held))


def template_sentence(held: SensitiveText | ContentRefused | MarketingRefused) -> str:
    """Say why a template did not leave with what was filled in."""
    if isinstance(held, MarketingRefused):
        return templating.refused_promotion()
    if isinstance(held, SensitiveText):
        return _("A template never carries personal data like this. Take it out, or ask for it by a secure form.")
    return _part(held)


def _part(held: ContentRefused) -> str:
    """Say which part of a message WhatsApp does not carry, and what it does."""
    said = {
        "empty": _("“%(part)s” is empty. Fill it in."),
        "not_with_this_kind": _("WhatsApp does not carry “%(part)s” with this kind of message. Leave it out."),
        "out_of_range": _("“%(part)s” is out of range. It goes up to %(limit)s."),
        "repeated": _("“%(part)s” is there twice. Each must be different."),
        "too_long": _("“%(part)s” is too long. WhatsApp carries up to %(limit)s characters."),
        "too_many": _("“%(part)s” has too many. WhatsApp carries up to %(limit)s."),
        "wrong_form": _("“%(part)s” does not have the form WhatsApp takes: one line, no tabs."),
    }
    return said[str(held.params["reason"])] % held.params


def _file(held: FileRefused) -> str:
    """Say why a file does not leave, and what would."""
    if held.reason == "too_large":
        said = _("This file is too large: up to %(size)s can be sent. Send a smaller one.")
        return said % {"size": filesizeformat(held.limit)}
    return {
        "empty": _("This file is empty. Choose another one."),
        "no_caption": _("WhatsApp carries no text beside a sound. Send the file alone, then the text."),
        "unreadable": _("This picture cannot be read. Open it, save it again as JPEG or PNG, and send that."),
    }.get(
        held.reason,
        _(
            "WhatsApp does not carry this kind of file. Photos, PDF, Word, Excel, PowerPoint, plain text, sounds and "
            "MP4 videos can be sent; files with macros cannot."
        ),
    )


def _refusal(labels: tuple[str, ...]) -> str:
    """Say why it cannot leave as it is: the gravest class speaks."""
    found = set(labels)
    if "CARD_NUMBER" in found:
        return _("Not available: a full card never leaves by message. Do you really need it? Talk to the supervisor.")
    if any(catalogue.shipped().label(code).handling is Handling.DISCARD for code in found):
        return _(
            "Not available: passwords and codes never leave by message. The customer gets another one by themselves."
        )
    if found & _DOCUMENTS:
        return _(
            "Not available: a full document does not leave by message. Do you really need it? Talk to the supervisor."
        )
    return _(
        "Not available: personal data like this does not leave by message. "
        "Do you really need it? Talk to the supervisor."
    )


def _ago(seconds: int) -> str:
    if seconds < _MINUTE:
        return _("%(count)s s") % {"count": seconds}
    minutes = seconds // _MINUTE
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
