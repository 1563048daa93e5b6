"""How documents are named and drawn: what identifies a person, a company, a vehicle or a court case."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from desvelo.base.ui.look import Look

DOCUMENTS: Final[Mapping[str, Look]] = {
    "CPF": Look(
        short=_("CPF"),
        this=_("this CPF"),
        one=_("a CPF"),
        kept=_("Protected CPF"),
        gone=_("CPF discarded"),
        dots=2,
    ),
    "RG": Look(
        short=_("RG"),
        this=_("this RG"),
        one=_("an RG"),
        kept=_("Protected RG"),
        gone=_("RG discarded"),
        icon="id-card",
        dots=2,
    ),
    "CNPJ": Look(
        short=_("CNPJ"),
        this=_("this CNPJ"),
        one=_("a CNPJ"),
        kept=_("Protected CNPJ"),
        gone=_("CNPJ discarded"),
        dots=2,
    ),
    "CNH": Look(
        short=_("CNH"),
        this=_("this CNH"),
        one=_("a CNH"),
        kept=_("Protected CNH"),
        gone=_("CNH discarded"),
        icon="id-card",
    ),
    "PIS": Look(
        short=_("PIS"),
        this=_("this PIS"),
        one=_("a PIS"),
        kept=_("Protected PIS"),
        gone=_("PIS discarded"),
        icon="id-card",
    ),
    "TITULO_ELEITOR": Look(
        short=_("Voter card"),
        this=_("this voter card"),
        one=_("a voter card"),
        kept=_("Protected voter card"),
        gone=_("Voter card discarded"),
        icon="vote",
    ),
    "PASSPORT": Look(
        short=_("Passport"),
        this=_("this passport"),
        one=_("a passport"),
        kept=_("Protected passport"),
        gone=_("Passport discarded"),
        icon="plane",
    ),
    "CNS": Look(
        short=_("SUS card"),
        this=_("this SUS card"),
        one=_("a SUS card"),
        kept=_("Protected SUS card"),
        gone=_("SUS card discarded"),
        icon="heart-pulse",
    ),
    "PLATE": Look(
        short=_("Plate"),
        this=_("this plate"),
        one=_("a vehicle plate"),
        kept=_("Protected plate"),
        gone=_("Plate discarded"),
        icon="car",
    ),
    "PROCESS_NUMBER": Look(
        short=_("Court case"),
        this=_("this court case"),
        one=_("a court case"),
        kept=_("Protected court case"),
        gone=_("Court case discarded"),
        icon="scale",
    ),
}
