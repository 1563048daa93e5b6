"""How each class of datum is called in a report.  A class that is not here keeps its code, so a new detector shows."""

from desvelo.config.scan.wording import Words


def class_names(said: Words) -> dict[str, str]:
    """Return the name of every class of the guidelines, by code."""
    return {**_of_papers(said), **_of_money_and_keys(said), **_of_people(said)}


def _of_papers(said: Words) -> dict[str, str]:
    return {
        "CPF": said.pgettext("scan", "CPF"),
        "CNPJ": said.pgettext("scan", "CNPJ"),
        "RG": said.pgettext("scan", "Identity card (RG)"),
        "CNH": said.pgettext("scan", "Driving licence (CNH)"),
        "PIS": said.pgettext("scan", "PIS/NIS number"),
        "TITULO_ELEITOR": said.pgettext("scan", "Voter registration"),
        "PASSPORT": said.pgettext("scan", "Passport"),
        "CNS": said.pgettext("scan", "SUS card"),
        "PLATE": said.pgettext("scan", "Vehicle plate"),
        "PROCESS_NUMBER": said.pgettext("scan", "Court case number"),
        "UNREADABLE": said.pgettext("scan", "Text that could not be read"),
    }


def _of_money_and_keys(said: Words) -> dict[str, str]:
    return {
        "CARD_NUMBER": said.pgettext("scan", "Card number"),
        "CARD_CVV": said.pgettext("scan", "Card code (CVV)"),
        "CARD_EXPIRY": said.pgettext("scan", "Card expiry"),
        "BANK_ACCOUNT": said.pgettext("scan", "Bank account"),
        "PIX_KEY": said.pgettext("scan", "Pix key"),
        "PIX_PAYLOAD": said.pgettext("scan", "Pix code to copy"),
        "BOLETO": said.pgettext("scan", "Payment slip (boleto)"),
        "PASSWORD": said.pgettext("scan", "Password"),
        "OTP_CODE": said.pgettext("scan", "One-time code"),
        "SECRET": said.pgettext("scan", "Key or token"),
    }


def _of_people(said: Words) -> dict[str, str]:
    return {
        "PHONE": said.pgettext("scan", "Phone"),
        "EMAIL": said.pgettext("scan", "E-mail"),
        "ADDRESS": said.pgettext("scan", "Address"),
        "CEP": said.pgettext("scan", "Postal code (CEP)"),
        "IP": said.pgettext("scan", "IP address"),
        "GEO": said.pgettext("scan", "Place on the map"),
        "LOCATION": said.pgettext("scan", "Shared location"),
        "PERSON_NAME": said.pgettext("scan", "Name"),
        "DATE_OF_BIRTH": said.pgettext("scan", "Date of birth"),
        "HEALTH": said.pgettext("scan", "Health"),
        "RELIGION": said.pgettext("scan", "Religion"),
        "POLITICAL": said.pgettext("scan", "Political opinion"),
        "UNION": said.pgettext("scan", "Trade union"),
        "SEX_LIFE": said.pgettext("scan", "Sexual life or identity"),
        "RACE": said.pgettext("scan", "Race or ethnic origin"),
        "BIOMETRIC": said.pgettext("scan", "Biometric data"),
    }
