"""How long a shown value stays: what is said at first, more of it on record, never more than the policy's longest."""

import io
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PIL import Image

import arrived_files
from browser import signed_in
from desvelo.guards.access import account, vouching
from desvelo.guards.access.account import Look as DeskLook
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.vault import showing
from desvelo.guards.vault.actions import Reason, Revealed
from desvelo.guards.vault.errors import ClassClosed, LongestShown
from desvelo.guards.vault.models import Datum, Look
from desvelo.kernel.detection.openness import Level
from desvelo.service.desk import actions, looking
from house import NOW
from ruled import rule

CPF = "529.982.247-25"
REASON = Reason(code="invoice")


@pytest.fixture
def datum(house, arrive) -> str:
    arrive(f"meu cpf é {CPF} ok")
    return Datum.objects.get(label="CPF").public_id


def photo() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), (10, 120, 60)).save(written, "JPEG")
    return written.getvalue()


def needs_time(person, *, yes: bool = True) -> None:
    account.choose_look(actor=person, look=DeskLook(theme="", language="", needs_time=yes), now=NOW)


def shown(person, datum: str) -> Revealed:
    return actions.reveal(actor=person, datum=datum, reason=REASON, now=NOW)


def longer(person, datum: str, word: str, *, after: int) -> showing.Longer:
    return actions.show_longer(actor=person, datum=datum, word=word, now=NOW + timedelta(seconds=after))


def entries(tag: str):
    audit.sequence()
    return [each for each in reversed(log.entries()) if each.tag == tag]


def test_half_a_minute_and_once_as_much_again_each_on_record(house, datum):
    given = shown(house.marina, datum)
    assert given.seconds == 30

    more = longer(house.marina, datum, given.more, after=20)

    assert (more.seconds, more.word) == (40, "")
    (look,), (extension,) = entries("datum:reveal"), entries("datum:extend")
    assert look.objects["seconds"] == "30"
    assert extension.objects["seconds"] == "30"
    assert extension.objects["look"] == str(look.id)
    assert (extension.actor, extension.contact) == (house.marina.id, look.contact)


@pytest.mark.asvs("8.2.3")
def test_who_needs_more_time_has_two_minutes_and_the_log_says_so(house, datum):
    needs_time(house.marina)

    given = shown(house.marina, datum)
    word, lasted = given.more, given.seconds
    while word:
        more = longer(house.marina, datum, word, after=lasted - 1)
        word, lasted = more.word, lasted + showing.MORE

    assert given.seconds == 120
    assert lasted == 240
    assert entries("datum:reveal")[0].objects["seconds"] == "120"
    assert [each.objects["seconds"] for each in entries("datum:extend")] == ["30"] * 4


def test_the_setting_is_ones_own_on_record_once_and_taken_back(house, datum):
    needs_time(house.marina)
    needs_time(house.marina)
    assert shown(house.rui, datum).seconds == 30
    needs_time(house.marina, yes=False)

    assert shown(house.marina, datum).seconds == 30
    assert [each.objects["time"] for each in entries("reading:change")] == ["more", "usual"]


def refusals(house, datum, other):
    """Return each way to have more than is due, with what comes of it."""
    marina = house.marina
    return {
        "no word": (marina, datum, lambda _word: "", 5),
        "somebody else's": (house.rui, datum, lambda word: word, 5),
        "another session": (replace(marina, session="f" * 16), datum, lambda word: word, 5),
        "another datum": (marina, other, lambda word: word, 5),
        "after it was over": (marina, datum, lambda word: word, 41),
        "a longer until": (marina, datum, lambda word: _later(word, 1), 35),
        "a longer longest": (marina, datum, lambda word: _later(word, 2), 5),
        "not ours": (marina, datum, lambda word: word[:-2] + ("00" if word[-2:] != "00" else "11"), 5),
        "no numbers": (marina, datum, lambda _word: "a|b|c|d", 5),
        "no digits": (marina, datum, lambda word: word[:-64] + "z" * 64, 5),
        "no zone": (marina, datum, lambda word: word.replace("+00:00", ""), 5),
    }


WAYS = (
    "no word",
    "somebody else's",
    "another session",
    "another datum",
    "after it was over",
    "a longer until",
    "a longer longest",
    "not ours",
    "no numbers",
    "no digits",
    "no zone",
)


def _later(word: str, part: int) -> str:
    parts = word.split("|")
    parts[part] = (datetime.fromisoformat(parts[part]) + timedelta(hours=1)).isoformat()
    return "|".join(parts)


@pytest.fixture
def other(datum, arrive) -> str:
    arrive("e o email mae@exemplo.com.br")
    return Datum.objects.get(label="EMAIL").public_id


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_not_this_look_is_refused_alike_and_on_record(house, datum, other, way):
    word = shown(house.marina, datum).more
    who, which, change, after = refusals(house, datum, other)[way]

    with pytest.raises(NotFound):
        longer(who, which, change(word), after=after)

    assert entries("datum:reveal")[-1].result == "denied:not_shown"
    assert entries("datum:extend") == []


def test_without_vouching_anybody_would_set_their_own_limit(house, datum, monkeypatch):
    """The attack: the guard removed."""
    word = _later(shown(house.marina, datum).more, 2)
    monkeypatch.setattr(vouching, "holds", lambda *_: True)

    assert longer(house.marina, datum, word, after=5).word


def test_a_word_that_is_used_twice_gives_the_same_end(house, datum):
    needs_time(house.marina)
    word = shown(house.marina, datum).more

    ends = [longer(house.marina, datum, word, after=after).until for after in (5, 6, 7)]

    assert ends == [NOW + timedelta(seconds=150)] * 3


def test_nobody_has_more_than_the_longest(house, datum):
    end = NOW + timedelta(seconds=30)
    over = showing.Showing(subject=Datum.objects.get().id, entry=house.agenda, until=end, longest=end)
    assert showing.word_of(over, actor=house.marina) == ""
    signed = showing._mac(over, house.marina).hex()

    with pytest.raises(LongestShown):
        longer(house.marina, datum, "|".join((str(over.entry), *(end.isoformat(),) * 2, signed)), after=5)

    assert entries("datum:reveal")[-1].result == "denied:longest"


def test_a_policy_that_closed_meanwhile_gives_no_more(house, datum):
    word = shown(house.marina, datum).more
    rule(house, house.agenda, "CPF", Level.NEVER)

    with pytest.raises(ClassClosed):
        longer(house.marina, datum, word, after=5)


def test_over_http_the_page_is_told_how_long_and_how_to_ask(house, datum):
    browser = signed_in(house.marina)
    assert browser.post("/conta/aparencia", {"time": "more"}).status_code == 302
    assert 'value="more" aria-pressed="true"' in browser.get("/conta/aparencia").content.decode()
    page = browser.post(f"/atendimento/dado/{datum}", {"reason": "invoice"}).content.decode()
    assert 'data-seconds="120"' in page
    assert 'data-warns="20"' in page
    word = re.search(r'data-word="([^"]+)"', page)[1]

    answer = browser.post(f"/atendimento/dado/{datum}/mais-tempo", {"word": word})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert 140 <= json.loads(answer.content)["seconds"] <= 150
    assert browser.post(f"/atendimento/dado/{datum}/mais-tempo", {"word": "x"}).status_code == 404
    browser.post("/conta/aparencia", {"theme": "dark"})
    assert 'data-seconds="120"' in browser.post(f"/atendimento/dado/{datum}", {"reason": "invoice"}).content.decode()


def test_what_is_shown_to_a_team_one_is_not_in_cannot_be_had_for_longer(house, datum):
    row, end = Datum.objects.get(), NOW + timedelta(seconds=30)
    begun = showing.Showing(subject=row.id, entry=house.agenda, until=end, longest=end + timedelta(seconds=30))
    word = showing.word_of(begun, actor=house.denise)
    target = {"datum": str(row.id), "label": row.label}

    with pytest.raises(NotFound):
        showing.extend(
            actor=house.denise,
            word=word,
            subject=row.id,
            contact=row.contact_id,
            target=target,
            team=house.agenda,
            now=NOW,
        )


def test_a_file_stays_longer_too_and_is_given_for_as_long(house):
    message = arrived_files.picture()
    arrived_files.keep(message, photo())
    message = message.public_id
    given = looking.look(actor=house.marina, message=message, reason=REASON, now=NOW)
    public_id = Look.objects.get().public_id

    looking.look_longer(actor=house.marina, message=message, word=given.longer.word, now=NOW + timedelta(seconds=25))

    late = NOW + timedelta(seconds=55)
    assert looking.view(actor=house.marina, look=public_id, page=0, now=late)
    assert entries("datum:extend")[0].objects["label"] == "FILE_IMAGE"
    with pytest.raises(NotFound):
        looking.view(actor=house.marina, look=public_id, page=0, now=NOW + timedelta(seconds=60))
