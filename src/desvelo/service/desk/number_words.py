"""What each check of a number's connection says to people: what is so, and what to do when it is not well.

Source: ux.md 6.17 and 7.1.4; whatsapp-cloud-api sections 5 and 18.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desvelo.base.ui import wording
from desvelo.kernel.whatsapp.connection import Finding, State
from desvelo.service.channel.checking import By
from desvelo.service.channel.numbers import Checked
from desvelo.service.desk import failures

Words = str | Promise

TITLES: Final[Mapping[str, Words]] = {
    "secret": gettext_lazy("App secret"),
    "token_valid": gettext_lazy("Token accepted"),
    "token_kind": gettext_lazy("Kind of token"),
    "token_scopes": gettext_lazy("Permissions of the token"),
    "token_expiry": gettext_lazy("Validity of the token"),
    "token_account": gettext_lazy("Accounts the token reaches"),
    "app_address": gettext_lazy("The app sends to this address"),
    "app_fields": gettext_lazy("What the app sends"),
    "account_subscribed": gettext_lazy("The account tells the app"),
    "round_trip": gettext_lazy("Meta reaches this address"),
    "registered": gettext_lazy("Registered at WhatsApp"),
    "pin": gettext_lazy("Two-step PIN"),
    "name": gettext_lazy("Name shown to customers"),
    "quality": gettext_lazy("Quality and limits"),
    "override": gettext_lazy("Nobody diverts the messages"),
    "coexistence": gettext_lazy("WhatsApp Business app"),
    "identity_check": gettext_lazy("Check of identities"),
    "data_region": gettext_lazy("Where Meta keeps the messages"),
}
STATES: Final[Mapping[State, tuple[Words, str]]] = {
    State.OK: (gettext_lazy("OK"), "ok"),
    State.WARN: (gettext_lazy("Look at it"), "warn"),
    State.FAIL: (gettext_lazy("To be mended"), "danger"),
    State.UNKNOWN: (gettext_lazy("Not known"), "neutral"),
}
_SAID: Final[Mapping[tuple[str, str], Words]] = {
    ("secret", "right"): gettext_lazy("It is the secret of this app: webhooks signed with it are let in."),
    ("secret", "no_app"): gettext_lazy(
        "No app secret is kept for this number, so every webhook of it is refused. Connect the number again."
    ),
    ("secret", "meta:190"): gettext_lazy(
        "Meta says this is not the secret of this app. Copy it again from App settings, Basic, and connect once more."
    ),
    ("token_valid", "accepted"): gettext_lazy("Meta accepts it."),
    ("token_valid", "expired"): gettext_lazy(
        "Meta refused it: it ended on %(date)s. Create another under System users and connect once more."
    ),
    ("token_valid", "refused"): gettext_lazy(
        "Meta refused it. It was revoked or copied wrongly: create another under System users and connect once more."
    ),
    ("token_valid", "other_app"): gettext_lazy(
        "It belongs to another app than the one named here. Create one for this app and connect once more."
    ),
    ("token_kind", "system_user"): gettext_lazy("It belongs to a system user, so it does not end with a person."),
    ("token_kind", "short_lived"): gettext_lazy(
        "It is a person's token of the dashboard and ends within hours. Create one for a system user."
    ),
    ("token_kind", "other"): gettext_lazy("It is a token of the kind %(kind)s. Create one for a system user."),
    ("token_scopes", "exact"): gettext_lazy("It may do what is needed, and nothing else."),
    ("token_scopes", "missing"): gettext_lazy(
        "It lacks %(scopes)s. Create one with that permission and connect once more."
    ),
    ("token_scopes", "excess"): gettext_lazy(
        "It may also do what nobody here needs: %(scopes)s. Whoever stole it could too. Create one without that."
    ),
    ("token_expiry", "never"): gettext_lazy("It never ends by itself. Replace it each year and when somebody leaves."),
    ("token_expiry", "later"): gettext_lazy("It is good until %(date)s."),
    ("token_expiry", "soon"): gettext_lazy(
        "It ends on %(date)s; then nothing goes out. Create another under System users and connect once more."
    ),
    ("token_expiry", "over"): gettext_lazy(
        "It ended on %(date)s: nothing goes out. Create another under System users and connect once more."
    ),
    ("token_account", "only_ours"): gettext_lazy("It reaches this account alone."),
    ("token_account", "all"): gettext_lazy(
        "It is not limited to this account. Give the system user this account alone, and create the token again."
    ),
    ("token_account", "others_too"): gettext_lazy(
        "It also reaches other accounts (%(count)s). Whoever stole it could too. Limit the system user to this one."
    ),
    ("token_account", "not_reached"): gettext_lazy(
        "It does not reach this account. Assign the account to the system user at Meta, with full control."
    ),
    ("app_address", "ours"): gettext_lazy("Messages come to this desk."),
    ("app_address", "none"): gettext_lazy("The app has no address, so no message arrives. Point it to this desk."),
    ("app_address", "inactive"): gettext_lazy("Meta switched the address off. Point the app to this desk again."),
    ("app_address", "elsewhere"): gettext_lazy(
        "The app sends to %(host)s, not to this desk. Point it here, unless another system still needs it."
    ),
    ("app_fields", "all"): gettext_lazy("All that this desk understands, security warnings of the number included."),
    ("app_fields", "missing"): gettext_lazy("Not sent: %(fields)s. Point the app to this desk again to have them."),
    ("account_subscribed", "subscribed"): gettext_lazy("This app, and no other, hears of the account."),
    ("account_subscribed", "missing"): gettext_lazy(
        "The account does not tell this app anything, so no message arrives. Subscribe it."
    ),
    ("account_subscribed", "others_too"): gettext_lazy(
        "Other apps (%(count)s) also receive every message of this account. Remove those that nobody uses, at Meta."
    ),
    ("round_trip", "answered"): gettext_lazy("Meta called it and had the answer in %(ms)s ms, both ways."),
    ("round_trip", "not_answered"): gettext_lazy(
        "Meta called and nobody answered as it wants. Open port 443 to the Internet, with a public certificate."
    ),
    ("round_trip", "not_ours"): gettext_lazy("It is tried once the app sends to this address."),
    ("registered", "connected"): gettext_lazy("The number is connected to the Cloud API."),
    ("registered", "flagged"): gettext_lazy(
        "Meta flagged the number for low quality. Send less, and only what customers expect."
    ),
    ("registered", "restricted"): gettext_lazy(
        "Meta restricted the number. Answer what the WhatsApp Manager says before writing to anybody first."
    ),
    ("registered", "banned"): gettext_lazy("Meta banned the number. Ask for a review in the WhatsApp Manager."),
    ("registered", "not_connected"): gettext_lazy(
        "The number is not connected (%(status)s). Register it in the WhatsApp Manager with its PIN."
    ),
    ("pin", "set"): gettext_lazy("Set. Without it nobody can take the number to another place."),
    ("pin", "not_set"): gettext_lazy(
        "Not set: whoever receives the code by SMS could take the number. Choose six digits and keep them apart."
    ),
    ("name", "approved"): gettext_lazy("Meta approved it."),
    ("name", "not_approved"): gettext_lazy("Meta has not approved it (%(status)s). See why in the WhatsApp Manager."),
    ("quality", "green"): gettext_lazy("Good quality. Limit of people a day: %(limit)s."),
    ("quality", "yellow"): gettext_lazy(
        "Some customers block or report the number. Send less of what nobody asked for. Limit: %(limit)s."
    ),
    ("quality", "red"): gettext_lazy(
        "Many customers block or report the number. Stop promotions before Meta lowers the limit (%(limit)s)."
    ),
    ("quality", "unknown"): gettext_lazy("Meta has no opinion yet. Limit of people a day: %(limit)s."),
    ("override", "none"): gettext_lazy("No other address is set for this number or its account."),
    ("override", "phone_number"): gettext_lazy(
        "Messages of this number go to %(host)s. If nobody of yours did that, treat it as an attack; remove it at Meta."
    ),
    ("override", "whatsapp_business_account"): gettext_lazy(
        "Messages of the whole account go to %(host)s. If nobody of yours did that, treat it as an attack."
    ),
    ("coexistence", "api_only"): gettext_lazy("The number is on no phone: messages are seen here alone."),
    ("coexistence", "on_a_phone"): gettext_lazy(
        "The number is also on a phone: there, and on linked computers, every message is readable and unrecorded."
    ),
    ("identity_check", "on"): gettext_lazy("On: we hear when a customer's phone changes."),
    ("identity_check", "off"): gettext_lazy("Off: a message could reach whoever took a customer's number."),
    ("data_region", "local"): gettext_lazy("Kept at rest in the country %(region)s."),
    ("data_region", "not_stored"): gettext_lazy("Not kept: gone after %(minutes)s minutes."),
    ("data_region", "anywhere"): gettext_lazy(
        "Up to 30 days, in any country where Meta has servers. Local storage is chosen before a number is registered."
    ),
}  # fmt: skip
MENDS: Final[Mapping[str, tuple[str, Words]]] = {
    "app_address": ("app", gettext_lazy("Point it to this desk")),
    "app_fields": ("app", gettext_lazy("Ask for all of it")),
    "account_subscribed": ("account", gettext_lazy("Subscribe")),
    "identity_check": ("identity", gettext_lazy("Switch it on")),
}
_MENDABLE: Final = {
    ("app_address", "none"),
    ("app_address", "inactive"),
    ("app_address", "elsewhere"),
    ("app_fields", "missing"),
    ("account_subscribed", "missing"),
    ("identity_check", "off"),
}
_FIELDS: Final[Mapping[str, Words]] = {
    "phone_number_id": gettext_lazy("The id of the number has 5 to 20 digits. It is not the phone number itself."),
    "waba_id": gettext_lazy("The id of the account has 5 to 20 digits."),
    "app_id": gettext_lazy("The id of the app has 5 to 20 digits."),
    "access_token": gettext_lazy("The token is one long word without spaces. Copy it whole."),
    "app_secret": gettext_lazy("The app secret is one word without spaces. Copy it whole."),
    "pin": gettext_lazy("The PIN has six digits."),
}


def sentence(finding: Finding) -> str:
    """Say how a check stands, and what to do."""
    return of_reason(finding.check, finding.reason, finding.facts)


def of_reason(check: str, reason: str, facts: Mapping[str, str]) -> str:
    """Say what one reason of a check means."""
    said = _SAID.get((check, reason))
    if said is not None:
        return str(said) % {**facts, "date": _date(facts.get("at", ""))}
    if reason == "unreachable":
        return _("Meta could not be reached. Look at the connection to graph.facebook.com and check again.")
    if reason.startswith("meta:") and reason[5:].isdecimal():
        return failures.of_code(int(reason[5:]))
    return _("Meta did not say. Check again; if it stays so, look in the WhatsApp Manager.")


def bad(checked: Checked, *, now: datetime) -> str:
    """Say what has to be mended, and since when that is known."""
    title = TITLES[checked.finding.check]
    if checked.bad_since is None:
        return f"{title}: {sentence(checked.finding)}"
    when = {"when": wording.moment(checked.bad_since, now=now), "title": title, "said": sentence(checked.finding)}
    return _("%(title)s, since %(when)s: %(said)s") % when


def asked(checked: Checked, *, now: datetime) -> str:
    """Say when Meta was asked, and by whom."""
    when = {"when": wording.moment(checked.at, now=now)}
    return {
        By.PERSON: _("Checked %(when)s by a person"),
        By.SCHEDULE: _("Checked %(when)s by itself"),
        By.TERMINAL: _("Checked %(when)s from the terminal"),
    }[checked.by] % when


def mend_of(finding: Finding) -> tuple[str, Words] | None:
    """Return what can be done about it from here, and the word of the button."""
    return MENDS[finding.check] if (finding.check, finding.reason) in _MENDABLE else None


def refusal(field: str, reason: str, facts: Mapping[str, str]) -> str:
    """Say why a connection was not kept; *reason* may name the check that failed."""
    if reason == "shape":
        return str(_FIELDS[field])
    if reason == "not_its_number":
        return _("This account does not have that number. Copy both ids from the same page of the app at Meta.")
    check, colon, inner = reason.partition(":")
    if colon and check in TITLES:
        return of_reason(check, inner, facts)
    if field == "app_secret" and reason.startswith("meta:"):
        return of_reason("secret", "meta:190", facts)
    if field in {"phone_number_id", "waba_id"} and reason.startswith("meta:"):
        return _("Meta does not find this id, or the token does not reach it. Copy it again from the app at Meta.")
    return of_reason(field, reason, facts)


def _date(at: str) -> str:
    return wording.date(datetime.fromtimestamp(int(at), UTC)) if at.isdecimal() else ""
