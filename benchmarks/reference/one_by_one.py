"""(b) A webhook as most would write it in Django: check the signature, read the JSON, write in a transaction, answer.

Three rows for each request, as a small desk has them: the message, an event for whoever listens, a line for the audit.
Nothing is looked up, sealed, searched or put in a tree; the stock middleware is left out.

Frozen 2026-11-26.
"""

import hashlib
import hmac
import json
import os
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from psycopg.conninfo import conninfo_to_dict


def _database(url: str) -> dict[str, Any]:
    given = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given["dbname"],
        "USER": given["user"],
        "PASSWORD": given["password"],
        "HOST": given["host"],
        "OPTIONS": {"pool": {"min_size": 8, "max_size": 8, "timeout": 30}},
    }


settings.configure(
    DEBUG=False,
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="measured, never deployed",  # noqa: S106  signs nothing
    MIDDLEWARE=[],
    INSTALLED_APPS=["benchmarks.reference"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": _database(os.environ["BENCH_DATABASE_URL"])},
    USE_TZ=True,
)
django.setup()


class Message(models.Model):
    """What was written."""

    wamid = models.CharField(max_length=200, unique=True)
    sender = models.CharField(max_length=40)
    text = models.TextField()
    raw = models.JSONField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "reference"


class Event(models.Model):
    """What somebody may want to react to."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "reference"


class Audit(models.Model):
    """What happened."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE)
    action = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "reference"


def webhook(request: HttpRequest) -> HttpResponse:
    """Store a delivery and say so."""
    signature = hmac.new(os.environ["BENCH_SECRET"].encode(), request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(f"sha256={signature}", request.headers.get("X-Hub-Signature-256", "")):
        return HttpResponse(status=401)
    raw = json.loads(request.body)
    said = raw["entry"][0]["changes"][0]["value"]["messages"][0]
    with transaction.atomic():
        message = Message.objects.create(wamid=said["id"], sender=said["from"], text=said["text"]["body"], raw=raw)
        Event.objects.create(message=message, kind="message.received")
        Audit.objects.create(message=message, action="message.stored")
    return HttpResponse(status=200, headers={"Content-Length": "0"})


def make_tables() -> None:
    """Make the tables, once, before the first worker serves."""
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("reference").get_models():
            editor.create_model(model)


urlpatterns = [path("webhooks/whatsapp", webhook)]
app = WSGIHandler()

if __name__ == "__main__":
    make_tables()
