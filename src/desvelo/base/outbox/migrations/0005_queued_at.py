from django.db import migrations


class Migration(migrations.Migration):
    """Since when an event waits: a retry moves ``due_at``, so that does not tell."""

    dependencies = [("outbox", "0004_tally")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE outbox_queue ADD COLUMN queued_at timestamptz NOT NULL DEFAULT clock_timestamp()",
            "ALTER TABLE outbox_queue DROP COLUMN queued_at",
        )
    ]
