"""``make brute``: ends with 0 when nobody got in, the person never waited and those who keep watch saw it.

An installation is started that really runs.  ``TRIES=1000`` makes it short, and still reaches every limit; the figures
go to stdout.
"""

import argparse
import sys
import threading
import time

from brute import attack
from brute.attack import Found, Victim
from brute.door import Door
from brute.person import Person
from started import Started, folder, rows

_HOME, _DOOR = "127.0.0.1", "127.0.0.9"
_GUESSED = "Alguém está tentando adivinhar senhas ou códigos"
_SIGNED_IN = (
    "SELECT count(*) FROM access_session s JOIN access_user u ON u.id = s.user_id WHERE u.email = %s AND stage = 'full'"
)
_NOTICES = "SELECT count(*), coalesce(sum(count), 0) FROM access_doornotice WHERE kind = 'guessed'"
_KEPT = "SELECT count(*) FROM access_failure"


def main(arguments: list[str]) -> int:
    """Run once, print what happened, and return the exit code."""
    asked = _parser().parse_args(arguments)
    with folder() as data:
        running = Started(data, "demo", "--no-browser", "--json")
        try:
            return _told(running, tries=asked.tries, sources=min(asked.addresses, asked.tries), seed=asked.seed)
        finally:
            running.end()


def _told(running: Started, *, tries: int, sources: int, seed: int) -> int:
    victim, keeper = _victim(running, "marina"), _victim(running, "caio")
    person = Person(Door(running.port, _HOME), victim)
    person.sign_in()  # the browser is known from now on
    over, began = threading.Event(), time.monotonic()
    coming = person.keep_coming(over)
    found = attack.run(running.port, victim, tries=tries, sources=sources, seed=seed)
    seconds = time.monotonic() - began
    over.set()
    coming.join()
    person.sign_in()
    stranger = Door(running.port, _DOOR).give_password(victim.email, victim.password).status
    watch = Person(Door(running.port, _HOME), keeper)
    banner = _sees(watch)
    [(inside,)] = rows(running.info["database_url"], _SIGNED_IN, victim.email)
    [(notices, counted)] = rows(running.info["database_url"], _NOTICES)
    [(kept,)] = rows(running.info["database_url"], _KEPT)
    bad = _bad(found, person, inside=inside, banner=banner, notices=notices)
    rate = found.tries / seconds
    came = f"{len(person.seconds)} times, refused {len(person.refused)}, longest {max(person.seconds, default=0):.2f} s"
    lines = [
        f"brute, seed {seed}: {'good' if not bad else 'BAD'}",
        f"  {found.tries} tries from {found.addresses} addresses in {seconds:.0f} s ({rate:.0f} a second)",
        *(f"  {kind}: {count} answered {status}" for (kind, status), count in sorted(found.statuses.items())),
        f"  got in: {found.entered}, sessions left of that person: {inside}",
        f"  the person entered {came}",
        f"  the right password from a browser nobody knows: {stranger}",
        f"  notices {notices}, counted {counted}; seen by IT: {banner}; failures kept: {kept}",
        *(f"  {each}" for each in bad),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if bad else 0


def _bad(found: Found, person: Person, *, inside: int, banner: bool, notices: int) -> list[str]:
    """Return what must not be."""
    said = {
        "somebody got in": bool(found.entered or inside),
        f"the person was refused: {person.refused[:3]}": bool(person.refused),
        "the person never came": not person.seconds,
        "nobody of IT sees it": not banner,
        "more than one notice": notices != 1,
        f"the door did not answer: {found.failed[:3]}": bool(found.failed),
    }
    return [words for words, so in said.items() if so]


def _sees(watch: Person) -> bool:
    """Tell whether somebody of IT, who signs in, reads on the first page that somebody guesses."""
    watch.door.give_password(watch.victim.email, watch.victim.password)
    watch.door.give_code(watch._code())
    return _GUESSED in watch.door.get("/auditoria").body


def _victim(running: Started, login: str) -> Victim:
    account = next(each for each in running.info["accounts"] if each["email"].startswith(f"{login}@"))
    return Victim(email=account["email"], password=account["password"], totp_secret=account["totp_secret"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make brute", description=str(__doc__).splitlines()[0])
    parser.add_argument("--tries", type=int, default=10_000)
    parser.add_argument("--addresses", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=7, help="which kind comes when (default 7)")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
