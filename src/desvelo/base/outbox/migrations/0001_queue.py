from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE outbox_queue (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                tag text NOT NULL,
                payload jsonb NOT NULL,
                attempts smallint NOT NULL DEFAULT 0,
                due_at timestamptz NOT NULL DEFAULT now(),
                last_error text NOT NULL DEFAULT ''
            );
            CREATE INDEX outbox_queue_due ON outbox_queue (due_at, id);
            """,
            "DROP TABLE outbox_queue",
        )
    ]
