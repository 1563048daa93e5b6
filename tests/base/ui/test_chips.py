"""Chips and masked text: what may be drawn, what is refused, and how it is said aloud."""

import pytest
from django.template import Context, Template

from desvelo.base.ui.looks import LOOKS, UNKNOWN, look
from desvelo.kernel.detection.masked import Chip, MaskedText


def drawn(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def chip(**changes: object) -> Chip:
    return Chip(**{"datum": "d1", "label": "CPF", "hint": "•• 25", "discarded": False, **changes})


def test_plain_text_is_refused_where_masked_text_belongs() -> None:
    with pytest.raises(TypeError):
        drawn("{% masked body %}", body="my CPF is 529.982.247-25")


def test_hostile_text_comes_out_as_text() -> None:
    body = MaskedText(parts=("<img src=x onerror=alert(1)>", chip(hint='"><script>', label="<b>")))
    html = drawn('{% masked body place="t" live=True %}', body=body)
    assert "&lt;img src=x" in html
    assert "<script>" not in html
    assert "<img" not in html


def test_a_live_chip_is_a_button_that_says_its_ending() -> None:
    html = drawn('{% chip chip place="t" live=True %}', chip=chip())
    assert '<button type="button" class="chip" data-chip' in html
    assert "CPF protegido, final 25. Abrir opções" in html
    assert 'id="slot-t-d1"' in html


def test_the_mask_is_drawn_once_whoever_draws_it() -> None:
    for hint in ("25", "•• 25"):
        assert drawn("{% chip chip %}", chip=chip(hint=hint)).count("•") == 2


def test_what_was_discarded_says_so_and_leads_to_nothing_but_why() -> None:
    html = drawn("{% chip chip live=True %}", chip=chip(label="CARD_CVV", hint="", discarded=True))
    assert 'data-url="/atendimento/dado/d1/motivo"' in html
    assert "data-compare" not in html
    assert "CVV descartado" in html
    assert "#shredder" in html


def test_a_chip_in_a_list_is_no_button() -> None:
    assert "<button" not in drawn("{% chip chip %}", chip=chip())


def test_a_class_nobody_named_still_gets_words() -> None:
    assert look("NEW_CLASS") is UNKNOWN
    assert "Dado pessoal" in drawn("{% chip chip %}", chip=chip(label="NEW_CLASS", hint=""))


@pytest.mark.parametrize("code", sorted(LOOKS))
def test_every_look_has_all_its_phrases(code: str) -> None:
    seen = LOOKS[code]
    assert all(str(each) for each in (seen.short, seen.this, seen.one, seen.kept, seen.gone))


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], ""),
        (["CPF"], "um CPF"),
        (["CARD_NUMBER", "CPF", "CPF"], "um cartão e um CPF"),
        (["CARD_NUMBER", "CPF", "PASSWORD"], "um cartão, um CPF e uma senha"),
    ],
)
def test_what_was_found_is_said_as_a_sentence(codes: list[str], said: str) -> None:
    assert drawn("{{ codes|one_of_each }}", codes=codes) == said


def test_a_secret_is_cut_into_groups_whether_or_not_it_was_already() -> None:
    assert drawn("{{ one|grouped }} {{ two|grouped }}", one="ABCDEFGH", two="ABCD EFGH") == "ABCD EFGH ABCD EFGH"


def test_the_guard_shows_the_very_words_that_will_leave() -> None:
    body = MaskedText(parts=("card ", chip(label="CARD_NUMBER", hint="•••• 4444"), " code ", chip(hint="")))
    assert drawn("{{ body|as_sent }}", body=body) == "card •••• 4444 code ••••"
