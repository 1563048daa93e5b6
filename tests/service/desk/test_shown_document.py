"""The document of a shown value over HTTP: what it says, who may frame it, and how it must be asked for."""

import base64
import hashlib
import re

import pytest

from browser import Browser, signed_in
from desvelo.guards.access.models import User
from desvelo.guards.vault import boxes, places
from desvelo.guards.vault.models import Datum
from desvelo.kernel.sealing.whys import Why
from desvelo.service.desk import shown_views
from shown import FRAME

CPF = "529.982.247-25"
NOT_SHOWN = "Não foi mostrado"


@pytest.fixture
def marina(house, arrive):
    arrive(f"meu cpf é {CPF} ok")
    return signed_in(house.marina)


def asked(browser, datum: Datum | None = None) -> str:
    """Ask to see a datum; return the answer."""
    datum = datum or Datum.objects.get()
    return browser.post(f"/atendimento/dado/{datum.public_id}", {"reason": "invoice"}).content.decode()


def address(answer: str) -> str:
    return re.search(r'<iframe src="([^"]+)"', answer)[1]


def test_the_answer_that_gives_leave_holds_no_value_and_one_frame(marina):
    answer = asked(marina)

    assert CPF not in answer
    assert re.fullmatch(r"/atendimento/mostrado/\w{22}", address(answer))
    assert re.search(r'<iframe [^>]* title="CPF" sandbox tabindex="-1"', answer)


def test_the_frame_gets_a_document_with_the_value_and_a_policy_of_its_own(marina):
    answer = marina.get(address(asked(marina)), headers=FRAME)
    page = answer.content.decode()

    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (answer.status_code, page.count(CPF)) == (200, 1)
    assert answer["Content-Security-Policy"] == (
        f"sandbox; default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    )
    assert (answer["X-Frame-Options"], answer["Cache-Control"]) == ("SAMEORIGIN", "no-store")
    assert re.findall(r"<(?:script|img|link|form|a|iframe)\b", page) == []


def test_no_other_answer_of_the_desk_may_be_framed(marina):
    for path in ("/atendimento/minhas", "/conta", "/nothing", f"/atendimento/dado/{Datum.objects.get().public_id}"):
        answer = marina.get(path, headers=FRAME)
        assert ("frame-ancestors 'none'" in answer["Content-Security-Policy"], answer["X-Frame-Options"]) == (
            True,
            "DENY",
        )


@pytest.mark.parametrize(
    "how",
    [
        {},
        {**FRAME, "Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors"},
        {**FRAME, "Sec-Fetch-Dest": "document"},
        {**FRAME, "Sec-Fetch-Dest": "object"},
        {**FRAME, "Sec-Fetch-Dest": "embed"},
        {**FRAME, "Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors"},
        {**FRAME, "Sec-Fetch-Mode": "same-origin"},
        {**FRAME, "Sec-Fetch-Site": "cross-site"},
        {**FRAME, "Sec-Fetch-Site": "none"},
    ],
)
def test_whatever_is_not_a_frame_of_ours_gets_nothing_and_uses_the_ticket_up(marina, how):
    where = address(asked(marina))

    first, then = marina.get(where, headers=how), marina.get(where, headers=FRAME)

    assert [(each.status_code, CPF in each.content.decode()) for each in (first, then)] == [(404, False)] * 2


def test_without_the_check_a_script_of_the_page_would_fetch_it(marina, monkeypatch):
    """The guard removed: an ordinary fetch reads the value."""
    monkeypatch.setattr(shown_views, "_is_framed", lambda _request: True)

    assert CPF in marina.get(address(asked(marina))).content.decode()


def test_all_refusals_are_one_document(house, marina):
    used, other = address(asked(marina)), address(asked(marina))
    marina.get(used, headers=FRAME)
    told = [
        marina.get(used, headers=FRAME),
        signed_in(house.marina).get(other, headers=FRAME),
        marina.get("/atendimento/mostrado/absent", headers=FRAME),
    ]

    assert {(each.status_code, each.content, each["Content-Security-Policy"]) for each in told} == {
        (404, told[0].content, told[0]["Content-Security-Policy"])
    }
    assert NOT_SHOWN in told[0].content.decode()


def test_a_contact_that_was_erased_meanwhile_reads_the_same(house, marina):
    where = address(asked(marina))
    Datum.objects.all().delete()

    assert NOT_SHOWN in marina.get(where, headers=FRAME).content.decode()


def test_a_stranger_and_a_locked_session_are_sent_away(marina):
    where = address(asked(marina))

    assert Browser().get(where, headers=FRAME).status_code == 302
    assert CPF in marina.get(where, headers=FRAME).content.decode()


def holding(text: str) -> Datum:
    """Return the datum with another value."""
    datum = Datum.objects.get()
    datum.sealed = boxes.of(datum.contact_id, why=Why.UNSAID).seal(places.datum(datum.id, datum.label), text.encode())
    datum.save(update_fields=["sealed"])
    return datum


def test_values_of_one_room_make_documents_of_one_length(marina):
    texts = ("ana", "joão é meu", "a <b> & 'c'", '"' * 14)
    lengths = {len(marina.get(address(asked(marina, holding(each))), headers=FRAME).content) for each in texts}

    assert len(lengths) == 1


def test_what_looks_like_a_tag_is_read_as_it_was_written(marina):
    where = address(asked(marina, holding("<script>x</script>")))

    page = marina.get(where, headers=FRAME).content.decode()

    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script" not in page


@pytest.mark.parametrize("theme", ["dark", "light", "system"])
def test_it_wears_the_theme_of_who_looks(house, marina, theme):
    User.objects.filter(pk=house.marina.id).update(theme=theme)

    page = marina.get(address(asked(marina)), headers=FRAME).content.decode()

    assert f'data-theme="{theme}"' in page
