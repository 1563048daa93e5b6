"""What a person reads when something failed on our side: a code to quote, under which the log says what and where.

The code is random and leads nowhere without the log; neither holds a word of any conversation.

Source: ux.md section 4 (error, unknown).
"""

import logging
import secrets
import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

HEADER = "X-Desvelo-Failure"
_LETTERS = "abcdefghjkmnpqrstuvwxyz"  # those and digits that nobody mistakes for one another on the telephone
_LATER = _LETTERS + "23456789"
_log = logging.getLogger("desvelo.web")


def failed(request: HttpRequest) -> HttpResponse:
    """Answer a request that raised what nobody expected, as a page or as a fragment of one."""
    code = new_code()
    _log.error("web.failed", extra={"failure_code": code}, exc_info=sys.exc_info())
    context = {"status": 500, "code": code, "fragment": "HX-Request" in request.headers}
    response = render(request, "ui/error.html", context, status=int(HTTPStatus.INTERNAL_SERVER_ERROR))
    response.headers[HEADER] = code
    return response


def new_code() -> str:
    """Return a code that can be read aloud, such as ``kmf4-92qd``."""
    rest = "".join(secrets.choice(_LATER) for _ in range(7))
    return f"{secrets.choice(_LETTERS)}{rest[:3]}-{rest[3:]}"
