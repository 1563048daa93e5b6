"""What whoever wrote a message reads when it did not arrive: what happened, then what to do.

One sentence for each cause of the error table, none with Meta's words for it.  A code that the table does not know
gets an honest sentence with its number, for whoever looks it up.

Source: whatsapp-cloud-api section 16; ux.md section 1 (next step first) and 7.6.5.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desvelo.kernel.whatsapp import error_table
from desvelo.kernel.whatsapp.error_table import Told

CAUSES: Final[Mapping[str, str | Promise]] = {
    "account_blocked": gettext_lazy(
        "Meta blocked this account for now. Nothing goes out until the appeal in the WhatsApp Manager is answered."
    ),
    "bad_request": gettext_lazy("WhatsApp did not understand this message. Write it in another way, as plain text."),
    "block_list": gettext_lazy(
        "The block list did not change: this person did not write in the last day, or it is full."
    ),
    "block_list_busy": gettext_lazy("The block list is being changed. It is tried again by itself."),
    "blocked_by_us": gettext_lazy("This customer is blocked on our number. Unblock them before writing."),
    "call_limit": gettext_lazy("Meta asks this company to slow down. The message goes by itself in a few minutes."),
    "calling": gettext_lazy("The call did not go through. Answer in writing."),
    "coexistence": gettext_lazy(
        "The history of the WhatsApp Business app cannot be fetched now. New messages arrive as usual."
    ),
    "country_not_allowed": gettext_lazy("Meta does not let this company write to that country. Use another channel."),
    "experiment": gettext_lazy(
        "Meta does not deliver this template to this customer. Do not insist: wait until they write, or call them."
    ),
    "file_not_accepted": gettext_lazy(
        "WhatsApp did not accept this file. Send it as PDF, JPEG, PNG, MP4 or OGG within the size limit."
    ),
    "file_not_received": gettext_lazy("The customer's file cannot be fetched. Ask them to send it again."),
    "flow_blocked": gettext_lazy("Meta blocked this form. Ask for the information in another way."),
    "flow_not_saved": gettext_lazy("Meta did not save this form. It has to be corrected before it can be sent."),
    "flow_throttled": gettext_lazy("Meta slowed this form down to a few each hour. Try again in an hour."),
    "groups": gettext_lazy("This cannot be sent to a group. Write to the person."),
    "held_back": gettext_lazy(
        "WhatsApp held this message back so as not to tire the customer. Do not repeat it before tomorrow."
    ),
    "identity_changed": gettext_lazy(
        "Not sent: the customer's phone changed just now. Confirm who it is before sending it again."
    ),
    "kind_not_supported": gettext_lazy(
        "WhatsApp does not carry this kind of message here. Send it as text or as a file."
    ),
    "link_not_fetched": gettext_lazy("Meta could not fetch the linked file. Attach the file itself."),
    "maintenance": gettext_lazy("WhatsApp is being maintained. The message goes by itself in a few minutes."),
    "marketing_off": gettext_lazy(
        "Promotional templates are off for this account. Use a template that is not a promotion."
    ),
    "marketing_only": gettext_lazy("This path carries only promotional templates. Send this one as a normal message."),
    "name_not_approved": gettext_lazy(
        "Meta has not approved the name of this number. Nothing goes out until it is approved."
    ),
    "needs_phone": gettext_lazy(
        "This template needs the phone number, and this customer hides it. Ask for it, or use another template."
    ),
    "not_a_test_number": gettext_lazy(
        "This is a test number, and this customer is not on its list. Add them to the list at Meta."
    ),
    "not_stored_by_meta": gettext_lazy("Meta no longer had the message to deliver. Write it again."),
    "not_the_owner": gettext_lazy("Another system answers this conversation now. Wait until it is handed over."),
    "number_gone": gettext_lazy("Meta does not find this number any more, or the token does not reach it."),
    "number_moving": gettext_lazy("This number is being moved at Meta. Nothing goes out until that is done."),
    "number_not_registered": gettext_lazy("This number is not registered at WhatsApp. Nothing goes out until it is."),
    "pair_limit": gettext_lazy("Too many messages to this customer at once. It goes by itself in a moment."),
    "payment_problem": gettext_lazy(
        "Meta could not charge this account. Nothing goes out until the payment is settled."
    ),
    "permission_missing": gettext_lazy(
        "The token of this number lacks a permission. Nothing goes out until it is given at Meta."
    ),
    "pin_refused": gettext_lazy("Meta refused the PIN of this number. Do not try again: too many attempts lock it."),
    "platform_trouble": gettext_lazy(
        "Something failed at Meta. Ask the customer whether it arrived before sending it again."
    ),
    "registration_failed": gettext_lazy("The registration of this number failed at Meta. It has to be done again."),
    "registration_locked": gettext_lazy("Meta locked the registration of this number. Try again in three days."),
    "seen_on_phone_only": gettext_lazy(
        "This message is only on the phone with the WhatsApp Business app. Read it there."
    ),
    "sender_is_recipient": gettext_lazy("This is the company's own number. Write to the customer's number."),
    "spam_limit": gettext_lazy(
        "Too many customers blocked or reported this number. Send less, and only to who expects it, until tomorrow."
    ),
    "stopped_marketing": gettext_lazy("This customer does not want promotions. Do not send any: only answer them."),
    "template_against_policy": gettext_lazy("Meta says this template breaks its rules. Use another one."),
    "template_content": gettext_lazy("Meta did not accept the text of this template. Correct it and submit it again."),
    "template_count": gettext_lazy("The account has as many templates as it may. Delete one that nobody uses."),
    "template_disabled": gettext_lazy("Meta switched this template off for low quality. Use another one."),
    "template_figures": gettext_lazy("The figures of this template cannot be read now. Try later."),
    "template_missing": gettext_lazy("This template is not approved in this language. Choose another one."),
    "template_misuse": gettext_lazy(
        "Meta limited this account because templates were in the wrong category. Correct them before sending more."
    ),
    "template_paused": gettext_lazy("Meta paused this template because customers disliked it. Use another one today."),
    "template_syncing": gettext_lazy("Meta is still preparing this template. It goes by itself in about ten minutes."),
    "template_too_long": gettext_lazy("The template is too long once it is filled in. Shorten what you filled in."),
    "template_unavailable": gettext_lazy("This template cannot be used now. Choose another one."),
    "template_variables": gettext_lazy(
        "What was filled in does not fit the template. Check each field and send again."
    ),
    "throughput": gettext_lazy("Many messages are leaving this number at once. It goes by itself in a moment."),
    "token_refused": gettext_lazy(
        "Meta refused the token of this number. Nothing goes out until your IT team renews it."
    ),
    "undeliverable": gettext_lazy(
        "This customer cannot receive it: no WhatsApp on the number, an old app, or terms not accepted. Call them."
    ),
    "user_error": gettext_lazy("WhatsApp refused this message without saying why. Write it in another way, or call."),
    "username": gettext_lazy("The company's user name did not change at Meta."),
    "window_closed": gettext_lazy("More than 24 hours since the customer wrote. Use an approved template."),
}
_REASONS: Final[Mapping[str, str | Promise]] = {
    "no_address": gettext_lazy("We no longer have an address for this customer. Wait until they write again."),
    "stopped_marketing": gettext_lazy("This customer does not want promotions. Do not send any: only answer them."),
    "refused": gettext_lazy("WhatsApp did not accept this message and gave no code. Write it in another way."),
}
_MET: Final[Mapping[str, str | Promise]] = {
    "": gettext_lazy("WhatsApp could not be reached"),
    "call_limit": gettext_lazy("Meta asked this company to slow down"),
    "maintenance": gettext_lazy("WhatsApp was being maintained"),
    "pair_limit": gettext_lazy("too many messages were going to this customer at once"),
    "template_syncing": gettext_lazy("Meta was still preparing this template"),
    "throughput": gettext_lazy("too many messages were leaving this number at once"),
}
_SEEN_TOO: Final[Mapping[Told, str | Promise]] = {
    Told.IT: gettext_lazy("Your IT team sees this too."),
    Told.SUPERVISOR: gettext_lazy("Your supervisor sees this too."),
}


def sentence(*, status: str, failure: str) -> str:
    """Say why a message of ours did not arrive and what to do; nothing for one that did, or is on its way."""
    if status == "unsure":
        return _("We do not know whether this arrived. Ask the customer before sending it again.")
    if status != "failed":
        return ""
    if not failure:
        return _("It was not delivered, and WhatsApp did not say why. Send it again, or call.")
    what, _colon, met = failure.partition(":")
    if what == error_table.GAVE_UP:
        return _of_attempts(met)
    return of_code(int(failure)) if failure.isdecimal() else _of_reason(failure)


def of_code(code: int) -> str:
    """Say what a code of Meta's table means and what to do; an unknown one is named for whoever looks it up."""
    known = error_table.entry(code)
    if known is None:
        return _(
            "WhatsApp refused this message with a code this version does not know (%(code)s). "
            "Send it again once; if it comes back, tell your IT team the number."
        ) % {"code": code}
    said, too = str(CAUSES[known.cause]), _SEEN_TOO.get(known.told)
    return f"{said} {too}" if too else said


def _of_attempts(met: str) -> str:
    """Say of a message that was tried too often what it met each time: what passes by itself did not."""
    known = error_table.entry(int(met)) if met.isdecimal() else None
    why = _MET.get(known.cause if known else met)
    said = str(why) if why else _("something failed (%(code)s)") % {"code": met}
    return _(
        "It was tried many times and did not leave: %(why)s. Send it again; if it stays like this, tell your IT team."
    ) % {"why": said}


def _of_reason(failure: str) -> str:
    """Say what one of our own reasons means."""
    known = _REASONS.get(failure)
    if known is not None:
        return str(known)
    return _("WhatsApp did not accept this message (%(code)s).") % {"code": failure}
