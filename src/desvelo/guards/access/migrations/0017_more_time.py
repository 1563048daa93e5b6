"""More time to read what is shown; and a stream hears what is for one person alone, such as an answer to them."""

from importlib import import_module

from django.db import migrations, models

_BEFORE = import_module("desvelo.guards.access.migrations.0014_restricted")._AFTER  # noqa: SLF001  as it stands there
_AFTER = _BEFORE.replace(" AS teams", " AS teams, s.user_id AS person").replace(
    "GROUP BY s.token_hash", "GROUP BY s.token_hash, s.user_id"
)


class Migration(migrations.Migration):
    dependencies = [("access", "0016_terminal_code")]

    operations = [
        migrations.AddField("user", "needs_time", models.BooleanField(default=False)),
        migrations.RunSQL(f"DROP VIEW stream_authority; {_AFTER}", f"DROP VIEW stream_authority; {_BEFORE}"),
    ]
