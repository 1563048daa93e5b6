"""What the ``web`` process serves: Django.

Importing this module ties the process to its parent: granian's workers otherwise survive a killed main process.
"""

import os

import django
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from desvelo.base import logs
from desvelo.base.processes import death
from desvelo.base.ui import served


def _application() -> WSGIHandler:
    death.die_with_parent()
    logs.configure(process="web")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desvelo.config.settings")
    django.setup()
    served.gather()
    return get_wsgi_application()


application = _application()
