"""Tell the terminal how a new installation gets its first account; say nothing once anybody has one."""

import sys

from django.conf import settings
from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.guards.access import setup


def main() -> int:
    """Print where to go and the code; return 0."""
    code = setup.issue(now=clock.wall())
    if code is not None:
        said = _("Open %(url)s/primeiros-passos and use the code %(code)s (good for 30 minutes, once).")
        sys.stderr.write(said % {"url": settings.DESVELO.public_url, "code": code} + "\n")
    return 0
