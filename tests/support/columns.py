"""Who gets what of a route: one cell for each kind of visitor, in the order of ``COLUMNS``.

A stranger, somebody who only gave the password, an agent of the conversation's team with the screen locked, the same
agent, an agent of the other team, the supervisor of both, the data protection officer, IT, the auditor.
"""

PEOPLE = ("marina", "denise", "rui", "helena", "caio", "lucia")
COLUMNS = ("stranger", "half", "locked", *PEOPLE)
DOOR, LOCK = "door", "lock"
TO_THE_DOOR = (DOOR, DOOR, LOCK)


def everybody(status: int) -> tuple[int, ...]:
    return (status,) * len(COLUMNS)


def inside(status: int) -> tuple[int | str, ...]:
    """Whoever has a full session, whatever the role."""
    return (*TO_THE_DOOR, *(status,) * 6)


def also_locked(status: int) -> tuple[int | str, ...]:
    """Whoever has a full session, its screen locked or not."""
    return (DOOR, DOOR, *(status,) * 7)


def attending(status: int) -> tuple[int | str, ...]:
    """Whoever attends customers, of any team."""
    return (*TO_THE_DOOR, status, status, status, 403, 403, 403)


def watching(status: int) -> tuple[int | str, ...]:
    """Whoever watches over the system, and sees no content."""
    return (*TO_THE_DOOR, 403, 403, 403, status, status, status)


def it(status: int) -> tuple[int | str, ...]:
    """Whoever keeps the connection to Meta."""
    return (*TO_THE_DOOR, 403, 403, 403, 403, status, 403)


def policies(status: int) -> tuple[int | str, ...]:
    """Whoever decides the company's policies."""
    return (*TO_THE_DOOR, 403, 403, 403, status, status, 403)


def within_team(status: int) -> tuple[int | str, ...]:
    """Whoever is in the conversation's team; for the others it does not exist."""
    return (*TO_THE_DOOR, status, 404, status, 404, 404, 404)
