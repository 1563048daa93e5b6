from django.db import migrations


class Migration(migrations.Migration):
    """What is set aside keeps what it takes to go back: who signed it, its envelope, the key it waits for."""

    dependencies = [("channel", "0013_preference")]
    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE intake.quarantine
                ADD COLUMN secret_ids text[],
                ADD COLUMN envelope bytea,
                ADD COLUMN key_id text,
                ADD COLUMN kept_at timestamptz NOT NULL DEFAULT clock_timestamp();
            """,
            "ALTER TABLE intake.quarantine DROP COLUMN secret_ids, DROP COLUMN envelope, DROP COLUMN key_id, "
            "DROP COLUMN kept_at",
        )
    ]
