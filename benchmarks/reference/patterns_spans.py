"""(c) again, as ``patterns``, but saying what it found, under our names: how good it is beside how fast.

Runs in ``.venv-bench``.  Reads ``{"texts": [...]}`` from stdin, prints ``{"spans": [...]}``: for each text a list of
start, end and label.

Frozen 2026-11-26.
"""

import json
import sys

from benchmarks.reference import patterns

LABELS = {
    "BR_CPF": "CPF",
    "BR_CNPJ": "CNPJ",
    "BR_CEP": "CEP",
    "BR_RG": "RG",
    "BR_CNH": "CNH",
    "BR_PIS": "PIS",
    "BR_VOTER": "TITULO_ELEITOR",
    "BR_SUS": "CNS",
    "BR_PLATE": "PLATE",
    "BR_PIX": "PIX_KEY",
    "BR_BANK": "BANK_ACCOUNT",
    "BR_COURT": "PROCESS_NUMBER",
    "CARD_EXPIRY": "CARD_EXPIRY",
    "CARD_CVV": "CARD_CVV",
    "OTP_CODE": "OTP_CODE",
    "PASSWORD": "PASSWORD",
    "CREDIT_CARD": "CARD_NUMBER",
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "IP_ADDRESS": "IP",
    "PERSON": "PERSON_NAME",
}
"""What is not here (dates, web addresses, bank numbers of other countries) is not asked for and counts nowhere."""


def main() -> None:
    """Analyze every text once."""
    texts, analyzer = json.load(sys.stdin)["texts"], patterns.engine()
    spans = [
        [
            (each.start, each.end, LABELS[each.entity_type])
            for each in analyzer.analyze(text, language=patterns.LANGUAGE)
            if each.entity_type in LABELS
        ]
        for text in texts
    ]
    json.dump({"spans": spans}, sys.stdout)


if __name__ == "__main__":
    main()
