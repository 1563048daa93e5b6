"""Two hundred tries from fifty addresses, ``make brute`` in small: none gets in, the person never waits."""

import random

from browser import Browser, code
from desvelo.base import clock
from desvelo.guards.access.models import Session
from desvelo.guards.access.recovery_models import DoorNotice
from house import PASSWORD, email

TRIES, ADDRESSES = 200, 50


def test_nobody_enters_the_person_never_waits_and_one_notice_says_so(house):
    own = Browser(REMOTE_ADDR="203.0.113.9").sign_in("marina")
    own.post("/sair")
    chance = random.Random(7)
    strangers = [Browser(HTTP_X_DESVELO_CLIENT=f"127.0.{number}.2") for number in range(ADDRESSES)]

    statuses = [one_try(strangers[number % ADDRESSES], chance) for number in range(TRIES)]
    first = own.give_password("marina")
    second = own.give_code(code(clock.wall(), steps=1))

    assert set(statuses) == {401, 429}
    assert statuses.count(429) > 0
    assert not any(each.get("/conta/seguranca").status_code == 200 for each in strangers[:10])
    assert (first.status_code, second["Location"]) == (302, "/")
    assert Session.objects.filter(stage="full").count() == 1
    assert DoorNotice.objects.filter(kind="guessed", to_person=False).count() == 1


def one_try(browser: Browser, chance: random.Random) -> int:
    """Give a wrong password, or the right one and a wrong code, or a name nobody has; return the last answer."""
    kind = chance.choice(["password", "password", "password", "code", "nobody"])
    if kind == "nobody":
        return int(browser.give_password("nobody", f"wrong horse {chance.random()}").status_code)
    if kind == "password":
        return int(browser.give_password("marina", f"wrong horse {chance.random()}").status_code)
    answer = browser.post("/entrar", {"email": email("marina"), "password": PASSWORD})
    return int((browser.give_code("000000") if answer.status_code == 302 else answer).status_code)
