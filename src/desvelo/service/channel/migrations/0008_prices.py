from django.db import migrations


class Migration(migrations.Migration):
    """How Meta charges each message of ours: told once, on whichever status comes first with it."""

    dependencies = [("channel", "0007_notices")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE channel_price (
                message_id uuid PRIMARY KEY REFERENCES channel_message (id) ON DELETE CASCADE,
                category text NOT NULL,
                kind text NOT NULL,
                model text NOT NULL,
                origin text NOT NULL,
                billable boolean,
                at timestamptz NOT NULL
            );
            CREATE INDEX price_at ON channel_price (at);
            ALTER TABLE intake.parked_status ADD COLUMN price jsonb;
            """,
            "DROP TABLE channel_price; ALTER TABLE intake.parked_status DROP COLUMN price",
        )
    ]
