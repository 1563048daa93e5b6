"""What is private about a number and what is not, in plain words: for whoever has to answer for it.

Source: architecture section 9 (encryption words in public); whatsapp-cloud-api sections 12 and 18.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desvelo.kernel.whatsapp import statement
from desvelo.kernel.whatsapp.statement import Weight
from desvelo.service.channel.numbers import KnownNumber

ICONS: Final = {Weight.ACT: "triangle-alert", Weight.FACT: "eye", Weight.PROTECTS: "shield-check"}
_SAID: Final[Mapping[str, tuple[str | Promise, str | Promise]]] = {
    "on_the_way": (
        gettext_lazy("Nobody on the way can read a message: not the operator, not the Wi-Fi."),
        gettext_lazy("From the customer's phone to Meta, and from Meta to this desk, it travels encrypted."),
    ),
    "opened_by_meta": (
        gettext_lazy("It is not end-to-end encrypted between the customer and you: Meta opens it at the Cloud API."),
        gettext_lazy(
            "Meta does so on your behalf to hand it over, and could be made to give it away while it has it. "
            "Say so in your privacy notice, and ask for what is very sensitive by secure form."
        ),
    ),
    "rest_anywhere": (
        gettext_lazy("Meta keeps messages and files up to 30 days, in any country where it has servers."),
        gettext_lazy(
            "That is a transfer abroad: name it in your notice. Local storage in Brazil is chosen while the number "
            "is not registered: deregister it, set the region, register again."
        ),
    ),
    "rest_local": (
        gettext_lazy("Meta keeps messages and files at rest in the country %(region)s, up to 30 days."),
        gettext_lazy(
            "While in use they may be elsewhere for up to an hour. Who wrote to whom, and when, is not covered."
        ),
    ),
    "rest_not_stored": (
        gettext_lazy("Meta forgets messages and files after %(minutes)s minutes."),
        gettext_lazy("If this desk is down for longer than that, what customers wrote meanwhile is lost at Meta."),
    ),
    "rest_unknown": (
        gettext_lazy("We do not know where Meta keeps the messages of this number, nor for how long."),
        gettext_lazy("Take it as up to 30 days, in any country, until the check answers. Check now."),
    ),
    "phone_api_only": (
        gettext_lazy("No phone and no linked computer of yours shows the messages: they are seen here, on record."),
        gettext_lazy("It stays so unless somebody joins the number to the WhatsApp Business app. The check tells."),
    ),
    "phone_on_a_phone": (
        gettext_lazy(
            "A phone with the WhatsApp Business app still shows every message, and so do its linked computers."
        ),
        gettext_lazy(
            "There nothing is hidden and nothing is on record: all that this desk protects can be read on that phone. "
            "Remove the linked devices, lock the phone away, or leave the app and keep the number here alone."
        ),
    ),
    "phone_unknown": (
        gettext_lazy("We do not know whether a phone or a linked computer also shows every message."),
        gettext_lazy("Take it as yes until the check answers. Check now."),
    ),
    "others_subscribed": (
        gettext_lazy("No other system receives the messages of this account."),
        gettext_lazy("Every check asks Meta again who does."),
    ),
    "others_others_too": (
        gettext_lazy("Other systems (%(count)s) receive every message of this account, readable."),
        gettext_lazy("Find out at Meta whose they are; remove those without a contract and a purpose."),
    ),
    "others_diverted": (
        gettext_lazy("The messages go to %(host)s, readable, instead of here."),
        gettext_lazy("Remove that address at Meta. If nobody of yours set it, declare an incident."),
    ),
    "others_missing": (
        gettext_lazy("The account does not send its messages to this desk; who receives them is not known."),
        gettext_lazy("Subscribe the app, then check again."),
    ),
    "others_unknown": (
        gettext_lazy("We do not know whether another system receives the messages too."),
        gettext_lazy("Take it as yes until the check answers. Check now."),
    ),
    "here": (
        gettext_lazy("Here each message is sealed on arrival with a key of its own, before it is stored."),
        gettext_lazy(
            "It is opened by this desk for whoever may see it, and each opening of a protected value is on record. "
            "That is not end-to-end encryption either: whoever holds the master key can open everything."
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing to know: what is so, and what to do or to know beside it."""

    icon: str
    tone: str
    text: str
    more: str


_TONES: Final = {Weight.ACT: "warn", Weight.FACT: "neutral", Weight.PROTECTS: "ok"}


def said_of(known: KnownNumber) -> tuple[Said, ...]:
    """Return the plain statement of a number.  Whoever shows it asked the gate."""
    findings = {name: each.finding for name, each in known.checks.items()}
    return tuple(_said(each) for each in statement.sentences(findings))


def summary(known: KnownNumber) -> str:
    """Say it in one line, for the list."""
    codes = {each.code for each in statement.sentences({name: each.finding for name, each in known.checks.items()})}
    if "phone_on_a_phone" in codes:
        return _("Not end-to-end: Meta opens the messages, and a phone shows them all.")
    return _("Not end-to-end: Meta opens the messages.")


def _said(sentence: statement.Sentence) -> Said:
    text, more = _SAID[sentence.code]
    return Said(
        icon=ICONS[sentence.weight],
        tone=_TONES[sentence.weight],
        text=str(text) % sentence.facts,
        more=str(more) % sentence.facts,
    )
