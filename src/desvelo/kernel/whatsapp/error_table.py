"""What to do about each error code of the Graph API: one literal, read like the table it comes from.

``RETRY``: Meta refused for the moment and says so; the same request may go again later.  ``UNSURE``: trouble on Meta's
side, the message may have gone out, so a person decides.  ``ALARM``: refused, and nothing else will go out until an
administrator acts.  ``REFUSED``: permanent for this message.

Many codes mean one thing to whoever reads the conversation: that is their *cause*, and the desk has one sentence for
each.  The writer of a message always sees it; *told* says who else has to know, because only they can mend it.

Source: Meta, "Cloud API error codes", read November 2026, with the retry advice of the pages of each limit;
whatsapp-cloud-api sections 15 and 16.

>>> entry(131047).cause, entry(131047).told, is_final("131047")
('window_closed', <Told.WRITER: 'writer'>, True)
>>> wait(131056, attempt=3).total_seconds(), wait(130429, attempt=0).total_seconds()
(64.0, 5.0)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Advice(StrEnum):
    """What an error code asks of the sender."""

    RETRY = "retry"
    UNSURE = "unsure"
    REFUSED = "refused"
    ALARM = "alarm"


class Told(StrEnum):
    """Who has to know beside the writer of the message."""

    WRITER = "writer"
    SUPERVISOR = "supervisor"
    IT = "it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one code means; *again* says that a person may send the same message later, *wait* not before when."""

    cause: str
    advice: Advice
    told: Told
    again: bool = False
    wait: timedelta = timedelta(0)


Codes = int | range
_RETRY, _UNSURE, _REFUSED, _ALARM = Advice.RETRY, Advice.UNSURE, Advice.REFUSED, Advice.ALARM
_WRITER, _SUPERVISOR, _IT = Told.WRITER, Told.SUPERVISOR, Told.IT
_SOON, _A_MINUTE, _A_DAY = timedelta(seconds=5), timedelta(minutes=1), timedelta(days=1)
_TEN_MINUTES, _FIVE_MINUTES, _AN_HOUR = timedelta(minutes=10), timedelta(minutes=5), timedelta(hours=1)
_PAIR_BASE: Final = 4
_LONGEST_WAIT: Final = timedelta(hours=1)
_PAIR_LIMIT: Final = "pair_limit"
GAVE_UP: Final = "gave_up"


def _means(
    cause: str, advice: Advice, told: Told, *codes: Codes, again: bool = False, wait: timedelta = timedelta(0)
) -> tuple[tuple[Codes, ...], Entry]:
    return codes, Entry(cause=cause, advice=advice, told=told, again=again or advice is not _REFUSED, wait=wait)


_TABLE: Final = (
    # the token, the account, the number: nothing goes out until somebody acts
    _means("token_refused", _ALARM, _IT, 0, 190),
    _means("permission_missing", _ALARM, _IT, 3, 10, range(200, 300), 131005),
    _means("number_gone", _ALARM, _IT, 33),
    _means("account_blocked", _ALARM, _SUPERVISOR, 368, 131031),
    _means("payment_problem", _ALARM, _SUPERVISOR, 131042, 131044, 134011),
    _means("number_not_registered", _ALARM, _IT, 133006, 133010, 133015),
    _means("name_not_approved", _ALARM, _IT, 131037),
    _means("registration_failed", _REFUSED, _IT, 131045, 133000),
    _means("pin_refused", _REFUSED, _IT, 133005, 133008, 133009),
    _means("registration_locked", _REFUSED, _IT, 133016, again=True, wait=timedelta(hours=72)),
    # limits and maintenance: the same message goes again by itself
    _means("call_limit", _RETRY, _IT, 4, 80007, wait=_A_MINUTE),
    _means("throughput", _RETRY, _WRITER, 130429, wait=_SOON),
    _means(_PAIR_LIMIT, _RETRY, _WRITER, 131056),
    _means("maintenance", _RETRY, _WRITER, 131057, 133004, 2494100, wait=_A_MINUTE),
    _means("block_list_busy", _RETRY, _WRITER, 139102, 139103, wait=_SOON),
    _means("template_syncing", _RETRY, _WRITER, 134101, wait=_TEN_MINUTES),
    # trouble on Meta's side: perhaps it went out
    _means("platform_trouble", _UNSURE, _WRITER, 1, 2, 131000, 131016),
    # what Meta holds back for now
    _means("held_back", _REFUSED, _WRITER, 131049, again=True, wait=_A_DAY),
    _means("spam_limit", _REFUSED, _SUPERVISOR, 131048, again=True, wait=_A_DAY),
    _means("template_misuse", _REFUSED, _SUPERVISOR, 131064, again=True, wait=_A_DAY),
    _means("identity_changed", _REFUSED, _SUPERVISOR, 137000, again=True),
    _means("flow_throttled", _REFUSED, _SUPERVISOR, 132069, again=True, wait=_AN_HOUR),
    # this person cannot be reached, or not like this
    _means("window_closed", _REFUSED, _WRITER, 131047),
    _means("undeliverable", _REFUSED, _WRITER, 131026),
    _means("stopped_marketing", _REFUSED, _WRITER, 131050),
    _means("experiment", _REFUSED, _WRITER, 130472),
    _means("blocked_by_us", _REFUSED, _WRITER, 130403),
    _means("sender_is_recipient", _REFUSED, _WRITER, 131021),
    _means("not_a_test_number", _REFUSED, _IT, 131030),
    _means("country_not_allowed", _REFUSED, _SUPERVISOR, 130497),
    _means("needs_phone", _REFUSED, _WRITER, 131062),
    _means("user_error", _REFUSED, _WRITER, 135000),
    # what was sent
    _means("bad_request", _REFUSED, _IT, 100, 131008, 131009),
    _means("kind_not_supported", _REFUSED, _WRITER, 130501, 131051),
    _means("link_not_fetched", _REFUSED, _WRITER, 131014),
    _means("file_not_received", _REFUSED, _WRITER, 131052),
    _means("file_not_accepted", _REFUSED, _WRITER, 131053),
    _means("not_stored_by_meta", _REFUSED, _IT, 131035, 131036),
    _means("seen_on_phone_only", _REFUSED, _WRITER, 131060),
    _means("groups", _REFUSED, _WRITER, 131020, 131041, 131059, range(131201, 131216)),
    _means("marketing_only", _REFUSED, _IT, 131055, 134100),
    _means("marketing_off", _REFUSED, _SUPERVISOR, 131063),
    # templates and forms
    _means("template_missing", _REFUSED, _SUPERVISOR, 132001, 2593002),
    _means("template_variables", _REFUSED, _SUPERVISOR, 132000, 132008, 132012, 132018),
    _means("template_too_long", _REFUSED, _SUPERVISOR, 132005),
    _means("template_against_policy", _REFUSED, _SUPERVISOR, 132007),
    _means("template_paused", _REFUSED, _SUPERVISOR, 132015, again=True, wait=timedelta(hours=3)),
    _means("template_disabled", _REFUSED, _SUPERVISOR, 132016),
    _means("template_unavailable", _REFUSED, _SUPERVISOR, 134102),
    _means("template_count", _REFUSED, _SUPERVISOR, 2388019),
    _means("template_content", _REFUSED, _SUPERVISOR, range(2388039, 2388300)),
    _means("flow_blocked", _REFUSED, _SUPERVISOR, 132068),
    _means("flow_not_saved", _REFUSED, _IT, range(139000, 139005)),
    # what the desk does not do, but Meta may say
    _means("calling", _REFUSED, _IT, range(138000, 138019)),
    _means("block_list", _REFUSED, _SUPERVISOR, 139100, 139101),
    _means("username", _REFUSED, _IT, range(147001, 147005)),
    _means("template_figures", _REFUSED, _IT, range(200005, 200008)),
    _means("number_moving", _REFUSED, _IT, range(2388001, 2388019), range(2388020, 2388039)),
    _means("not_the_owner", _REFUSED, _SUPERVISOR, 2494191),
    _means("coexistence", _REFUSED, _IT, range(2593107, 2593110)),
)


def _rows() -> Iterator[tuple[int, Entry]]:
    for codes, entry_of_them in _TABLE:
        for each in codes:
            yield from ((code, entry_of_them) for code in (each if isinstance(each, range) else (each,)))


_BY_CODE: Final[dict[int, Entry]] = dict(_rows())
CAUSES: Final = tuple(dict.fromkeys(entry_of_them.cause for _, entry_of_them in _TABLE))


def entry(code: int) -> Entry | None:
    """Return what *code* means, or None when Meta's table does not list it."""
    return _BY_CODE.get(code)


def codes() -> dict[int, Entry]:
    """Return the whole table."""
    return dict(_BY_CODE)


def is_final(failure: str) -> bool:
    """Tell whether a message refused with *failure* would be refused again, whoever sends it and when.

    One that was tried too often (``gave_up:CODE``) only met what passes.
    """
    if failure.split(":", maxsplit=1)[0] == GAVE_UP:
        return False
    if not failure.isdecimal():
        return True
    known = entry(int(failure))
    return known is not None and not known.again


def advice(code: int, *, otherwise: Advice = Advice.REFUSED) -> Advice:
    """Return what *code* asks for, or *otherwise* when Meta's table does not list it."""
    known = entry(code)
    return known.advice if known else otherwise


def wait(code: int | None, *, attempt: int) -> timedelta:
    """Return how long to wait before the same message goes again, after *attempt* earlier refusals (0 for none).

    Meta asks for 4, 16, 64 seconds and so on for the limit of one pair, and nothing exact for the others.
    """
    known = entry(code) if code is not None else None
    if known is not None and known.cause == _PAIR_LIMIT:
        return min(timedelta(seconds=pow(_PAIR_BASE, min(attempt, 10))), _LONGEST_WAIT)
    first = known.wait if known and known.wait else _SOON
    return min(first * (1 << min(attempt, 10)), _LONGEST_WAIT)
