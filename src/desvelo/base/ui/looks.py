"""How each class of protected datum is named, drawn and masked on a screen.

A detector declares a code; this file only gives the code its words.  A code that is not here still gets a chip, with
the words of `UNKNOWN`, so a new detector needs no change to be shown.

The phrases are whole, never glued, because gender and article differ from word to word in Portuguese.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from desvelo.base.ui.document_looks import DOCUMENTS
from desvelo.base.ui.look import Look

UNKNOWN: Final = Look(
    short=_("Personal data"),
    this=_("this piece of data"),
    one=_("a piece of personal data"),
    kept=_("Protected piece of data"),
    gone=_("Data discarded"),
)

LOOKS: Final[Mapping[str, Look]] = {
    **DOCUMENTS,
    "CARD_NUMBER": Look(
        short=_("Card"),
        this=_("this card"),
        one=_("a card"),
        kept=_("Protected card"),
        gone=_("Card discarded"),
    ),
    "CARD_EXPIRY": Look(
        short=_("Card expiry"),
        this=_("this card expiry"),
        one=_("a card expiry"),
        kept=_("Protected card expiry"),
        gone=_("Card expiry discarded"),
        icon="calendar",
    ),
    "CARD_CVV": Look(
        short=_("CVV"),
        this=_("this CVV"),
        one=_("a CVV"),
        kept=_("Protected CVV"),
        gone=_("CVV discarded"),
    ),
    "PASSWORD": Look(
        short=_("Password"),
        this=_("this password"),
        one=_("a password"),
        kept=_("Protected password"),
        gone=_("Password discarded"),
        icon="key-round",
    ),
    "OTP_CODE": Look(
        short=_("Code"),
        this=_("this code"),
        one=_("a confirmation code"),
        kept=_("Protected code"),
        gone=_("Code discarded"),
        icon="key-round",
    ),
    "EMAIL": Look(
        short=_("E-mail"),
        this=_("this e-mail"),
        one=_("an e-mail address"),
        kept=_("Protected e-mail"),
        gone=_("E-mail discarded"),
        icon="mail",
        dots=0,
    ),
    "PHONE": Look(
        short=_("Phone"),
        this=_("this phone"),
        one=_("a phone number"),
        kept=_("Protected phone"),
        gone=_("Phone discarded"),
        icon="phone",
    ),
    "ERASED": Look(
        short=_("Erased data"),
        this=_("this erased data"),
        one=_("erased data"),
        kept=_("Erased data"),
        gone=_("Data erased"),
        brief=_("Erased"),
    ),
    "SPECIAL": Look(
        short=_("Sensitive personal data"),
        this=_("this sensitive personal data"),
        one=_("sensitive personal data"),
        kept=_("Protected sensitive personal data"),
        gone=_("Sensitive personal data discarded"),
        brief=_("Sensitive"),
    ),
    "HEALTH": Look(
        short=_("Health information"),
        this=_("this health information"),
        one=_("health information"),
        kept=_("Protected health information"),
        gone=_("Health information discarded"),
        brief=_("Health"),
        icon="heart-pulse",
    ),
    "RELIGION": Look(
        short=_("Religious belief"),
        this=_("this religious belief"),
        one=_("a religious belief"),
        kept=_("Protected religious belief"),
        gone=_("Religious belief discarded"),
        brief=_("Religion"),
        icon="hand",
    ),
    "POLITICAL": Look(
        short=_("Political opinion"),
        this=_("this political opinion"),
        one=_("a political opinion"),
        kept=_("Protected political opinion"),
        gone=_("Political opinion discarded"),
        brief=_("Politics"),
        icon="vote",
    ),
    "UNION": Look(
        short=_("Union membership"),
        this=_("this union membership"),
        one=_("a union membership"),
        kept=_("Protected union membership"),
        gone=_("Union membership discarded"),
        brief=_("Union"),
        icon="users-round",
    ),
    "SEX_LIFE": Look(
        short=_("Information on sexual life"),
        this=_("this information on sexual life"),
        one=_("information on sexual life"),
        kept=_("Protected information on sexual life"),
        gone=_("Information on sexual life discarded"),
        brief=_("Sexual life"),
    ),
    "RACE": Look(
        short=_("Racial or ethnic origin"),
        this=_("this racial or ethnic origin"),
        one=_("a racial or ethnic origin"),
        kept=_("Protected racial or ethnic origin"),
        gone=_("Racial or ethnic origin discarded"),
        brief=_("Race"),
        icon="user-round",
    ),
    "BIOMETRIC": Look(
        short=_("Biometric data"),
        this=_("this biometric data"),
        one=_("biometric data"),
        kept=_("Protected biometric data"),
        gone=_("Biometric data discarded"),
        brief=_("Biometrics"),
        icon="fingerprint",
    ),
    "ADDRESS": Look(
        short=_("Address"),
        this=_("this address"),
        one=_("an address"),
        kept=_("Protected address"),
        gone=_("Address discarded"),
        icon="map-pin",
    ),
    "CEP": Look(
        short=_("CEP"),
        this=_("this CEP"),
        one=_("a CEP"),
        kept=_("Protected CEP"),
        gone=_("CEP discarded"),
        icon="map-pin",
    ),
    "LOCATION": Look(
        short=_("Coordinates"),
        this=_("these coordinates"),
        one=_("somebody's coordinates"),
        kept=_("Protected coordinates"),
        gone=_("Coordinates discarded"),
        icon="map-pin",
    ),
    "DATE_OF_BIRTH": Look(
        short=_("Date of birth"),
        this=_("this date of birth"),
        one=_("a date of birth"),
        kept=_("Protected date of birth"),
        gone=_("Date of birth discarded"),
        icon="cake",
    ),
    "BANK_ACCOUNT": Look(
        short=_("Bank account"),
        this=_("this bank account"),
        one=_("a bank account"),
        kept=_("Protected bank account"),
        gone=_("Bank account discarded"),
        icon="landmark",
    ),
    "PIX_KEY": Look(
        short=_("Pix key"),
        this=_("this Pix key"),
        one=_("a Pix key"),
        kept=_("Protected Pix key"),
        gone=_("Pix key discarded"),
    ),
    "PIX_PAYLOAD": Look(
        short=_("Pix code"),
        this=_("this Pix code"),
        one=_("a Pix code to copy and paste"),
        kept=_("Protected Pix code"),
        gone=_("Pix code discarded"),
        icon="landmark",
    ),
    "BOLETO": Look(
        short=_("Boleto"),
        this=_("this boleto"),
        one=_("the line of a boleto"),
        kept=_("Protected boleto"),
        gone=_("Boleto discarded"),
        icon="landmark",
    ),
    "IP": Look(
        short=_("IP address"),
        this=_("this IP address"),
        one=_("an IP address"),
        kept=_("Protected IP address"),
        gone=_("IP address discarded"),
        brief=_("IP"),
        icon="globe",
    ),
    "GEO": Look(
        short=_("Point on the map"),
        this=_("this point on the map"),
        one=_("a point on the map"),
        kept=_("Protected point on the map"),
        gone=_("Point on the map discarded"),
        icon="map-pin",
    ),
    "SECRET": Look(
        short=_("Credential"),
        this=_("this credential"),
        one=_("a credential of a program or a wallet"),
        kept=_("Protected credential"),
        gone=_("Credential discarded"),
        icon="key-round",
    ),
    "PERSON_NAME": Look(
        short=_("Name"),
        this=_("this name"),
        one=_("a person's name"),
        kept=_("Protected name"),
        gone=_("Name discarded"),
        icon="user-round",
    ),
    "FILE_IMAGE": Look(
        short=_("Image"),
        this=_("this image"),
        one=_("an image"),
        kept=_("Protected image"),
        gone=_("Image discarded"),
        icon="image",
    ),
    "FILE_DOCUMENT": Look(
        short=_("Document"),
        this=_("this document"),
        one=_("a document"),
        kept=_("Protected document"),
        gone=_("Document discarded"),
        icon="file-lock",
    ),
    "FILE_AUDIO": Look(
        short=_("Audio"),
        this=_("this audio"),
        one=_("an audio"),
        kept=_("Protected audio"),
        gone=_("Audio discarded"),
        icon="audio-lines",
    ),
}


def look(code: str) -> Look:
    """Return the look of *code*, or the look of a datum nobody has named yet."""
    return LOOKS.get(code, UNKNOWN)
