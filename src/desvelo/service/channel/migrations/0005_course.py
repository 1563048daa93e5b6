from django.db import migrations


class Migration(migrations.Migration):
    """What happened to a message of ours, and when; when a delivery was on disk; an index of what is not settled."""

    dependencies = [("channel", "0004_kinds")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE channel_step (
                message_id uuid NOT NULL REFERENCES channel_message (id) ON DELETE CASCADE,
                name text NOT NULL,
                turn smallint NOT NULL,
                at timestamptz NOT NULL DEFAULT clock_timestamp(),
                said_at timestamptz,
                code text NOT NULL DEFAULT '',
                PRIMARY KEY (message_id, name, turn)
            );
            ALTER TABLE intake.raw ADD COLUMN stored_at timestamptz NOT NULL DEFAULT clock_timestamp();
            CREATE INDEX message_unsettled ON channel_message (status, arrival)
                WHERE status IN ('queued', 'sending', 'failed', 'unsure');
            """,
            "DROP TABLE channel_step; ALTER TABLE intake.raw DROP COLUMN stored_at; DROP INDEX message_unsettled",
        )
    ]
