"""Whoever turns single letters off finds them off on every page, in this browser, until they turn them on again."""

from browser import signed_in


def test_letters_are_keys_until_they_are_turned_off(house):
    browser = signed_in(house.marina)
    assert 'data-keys="on"' in browser.get("/atendimento/minhas").content.decode()

    answer = browser.post("/conta/atalhos")

    cookie = answer.cookies["desvelo-keys"]
    assert (answer.status_code, cookie.value, cookie["httponly"], cookie["samesite"]) == (204, "off", True, "Lax")
    assert 'data-keys="off"' in browser.get("/atendimento/minhas").content.decode()
    assert 'data-keys="off"' in browser.get("/auditoria").content.decode()


def test_they_can_be_turned_on_again(house):
    browser = signed_in(house.marina)
    browser.post("/conta/atalhos")

    browser.post("/conta/atalhos", {"on": "yes"})

    assert 'data-keys="on"' in browser.get("/atendimento/minhas").content.decode()


def test_a_cookie_that_says_anything_else_turns_nothing_off(house):
    browser = signed_in(house.marina)
    browser.client.cookies["desvelo-keys"] = '"><script>'

    assert 'data-keys="on"' in browser.get("/atendimento/minhas").content.decode()
