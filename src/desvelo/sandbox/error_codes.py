"""The error table of the Cloud API: what each code is called, the status it travels with, and how it reaches a program.

Source: whatsapp-cloud-api sections 14.4 and 16.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Known:
    """One code; *later* says that Meta usually tells it by webhook and answers the call itself with 200."""

    title: str
    status: int = 400
    is_transient: bool = False
    later: bool = False


CODES: Final[dict[int, Known]] = {
    0: Known("AuthException", 401),
    1: Known("An unknown error has occurred.", 500),
    2: Known("Service temporarily unavailable", 503, is_transient=True),
    3: Known("Capability or permissions issue", 500),
    4: Known("Application request limit reached", is_transient=True),
    10: Known("Application does not have permission for this action", 403),
    33: Known("Parameter value is not valid"),
    100: Known("Invalid parameter"),
    190: Known("Error validating access token: Session has expired", 401),
    200: Known("Permissions error", 403),
    368: Known("Temporarily blocked for policies violations", 403),
    80007: Known("Rate limit issues", is_transient=True),
    130403: Known("You have blocked this user"),
    130429: Known("Rate limit hit"),
    130472: Known("User's number is part of an experiment", later=True),
    130497: Known("Business account is restricted from messaging users in this country.", 403),
    131000: Known("Something went wrong", 500),
    131005: Known("Access denied", 403),
    131008: Known("Required parameter is missing"),
    131009: Known("Parameter value is not valid"),
    131016: Known("Service unavailable", 500),
    131021: Known("Recipient cannot be sender"),
    131026: Known("Message undeliverable", later=True),
    131030: Known("Recipient phone number not in allowed list"),
    131031: Known("Business Account locked", 403),
    131037: Known("WhatsApp provided number needs display name approval"),
    131042: Known("Business eligibility payment issue", later=True),
    131045: Known("Incorrect certificate", 500),
    131047: Known("Re-engagement message", later=True),
    131048: Known("Spam rate limit hit", later=True),
    131049: Known("This message was not delivered to maintain healthy ecosystem engagement.", later=True),
    131050: Known("User has stopped marketing messages from this business", later=True),
    131051: Known("Message type unknown", later=True),
    131052: Known("Media download error", later=True),
    131053: Known("Media upload error", later=True),
    131055: Known("Method not allowed"),
    131056: Known("(Business Account, Consumer Account) pair rate limit hit"),
    131057: Known("Account in maintenance mode", 500, is_transient=True),
    131062: Known("Business-scoped user id is not supported for this message"),
    131063: Known("Marketing templates are disabled for Cloud API"),
    131064: Known("Template classification limit"),
    132000: Known("Number of parameters does not match the expected number of params"),
    132001: Known("Template name does not exist in the translation", 404),
    132005: Known("Translated text too long"),
    132007: Known("Template content policy violated"),
    132008: Known("Template parameter value is not valid"),
    132012: Known("Parameter format does not match format in the created template"),
    132015: Known("Template is paused"),
    132016: Known("Template is disabled"),
    132018: Known("Template parameters are not valid"),
    132068: Known("Flow is in blocked state"),
    132069: Known("Flow is in throttled state"),
    133000: Known("Incomplete deregistration", 500),
    133004: Known("Server temporarily unavailable", 503, is_transient=True),
    133005: Known("Two step verification PIN mismatch"),
    133006: Known("Phone number needs to be verified before registering"),
    133008: Known("Too many two step verification PIN guesses"),
    133009: Known("Two step verification PIN guessed too fast"),
    133010: Known("Phone number is not registered on the WhatsApp Business Platform"),
    133015: Known("Please wait a few minutes before attempting to register this phone number"),
    133016: Known("Account register or deregister rate limit exceeded"),
    134011: Known("WhatsApp payments terms of service have not been accepted"),
    134100: Known("Only marketing messages are supported"),
    134101: Known("Template is syncing"),
    134102: Known("Template is unavailable", 500),
    135000: Known("Generic user error"),
    137000: Known("Recipient identity key hash mismatch", later=True),
    2494100: Known("Account in maintenance mode", 500, is_transient=True),
}
# Sentences of ``error_data.details`` where Meta says more than the title.
DETAILS: Final[dict[int, str]] = {
    130472: "Failed to send message because this user's phone number is part of an experiment",
    131026: "Message undeliverable.",
    131047: "Message failed to send because more than 24 hours have passed since the customer last replied "
    "to this number.",
    131049: "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
    131050: "Unable to deliver message. The recipient has chosen to stop receiving marketing messages.",
    137000: "The identity key hash does not match the recipient's current identity key.",
}
HREF: Final = "/documentation/business-messaging/whatsapp/support/error-codes/"


def in_webhook(code: int) -> dict[str, object]:
    """Return the error object of a status that failed."""
    title = CODES[code].title
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": DETAILS.get(code, title)},
        "href": HREF,
    }
