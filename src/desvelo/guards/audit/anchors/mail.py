"""A mail once a day to the data protection officer and to somebody outside: the newest checkpoint, as it was signed.

Off without a mail server, and it says so.  What was mailed cannot be read back, so no start depends on it: the readers
compare it with the page.

Source: security-design D7.5 (3).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils import translation
from django.utils.translation import gettext as _

from desvelo.base.config.anchoring import Anchoring, Smtp
from desvelo.guards.audit.anchors.interface import Known, NotAnchored
from desvelo.guards.audit.store import StoredCheckpoint

_SECONDS = 20


class InTheMail:
    """Sends one mail to everybody; either all of them are accepted or the day is tried again."""

    name = "mail"
    every = timedelta(days=1)

    def is_on(self, config: Anchoring) -> bool:
        """Tell whether there are a mail server and readers."""
        return config.smtp is not None and bool(config.mail_to)

    def publish(self, newest: StoredCheckpoint, *, since: int, config: Anchoring, now: datetime) -> None:
        """Send it; raise NotAnchored."""
        del since, now
        if config.smtp is None:
            raise NotAnchored(reason="no_server")
        backend = _backend(config.smtp)
        try:
            with translation.override(settings.LANGUAGE_CODE):
                sent = _message(newest, config, backend).send()
        except OSError as error:  # whatever a mail server or the way to it says is one
            raise NotAnchored(reason=f"smtp_{getattr(error, 'smtp_code', type(error).__name__.lower())}") from error
        finally:
            backend.close()  # Django leaves it open when what breaks is no answer of the server's
        if not sent:
            raise NotAnchored(reason="smtp_refused")

    def known(self, newest: StoredCheckpoint | None, *, config: Anchoring) -> Iterator[Known]:
        """Yield nothing: mail cannot be asked."""
        del newest, config
        yield from ()


def _message(newest: StoredCheckpoint, config: Anchoring, backend: EmailBackend) -> EmailMessage:
    subject = _("Audit log of %(company)s: %(size)s entries sealed") % {
        "company": settings.COMPANY,
        "size": newest.size,
    }
    body = _(
        "Keep this mail. It holds the newest seal of the audit log: how many entries there are, and one number that "
        "stands for all of them. If the log is ever rewritten, the page below will no longer lead to this seal."
    )
    page = f"{settings.DESVELO.public_url}/confianca/auditoria"
    return EmailMessage(
        subject=subject,
        body=f"{body}\n\n{page}\n\n{newest.note}",
        from_email=config.mail_from,
        to=list(config.mail_to),
        headers={"Auto-Submitted": "auto-generated"},
        connection=backend,
    )


def _backend(server: Smtp) -> EmailBackend:
    return EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.scheme == "smtp+starttls",
        use_ssl=server.scheme == "smtps",
        timeout=_SECONDS,
    )


ANCHOR = InTheMail()
