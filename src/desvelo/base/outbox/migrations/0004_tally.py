from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_heartbeat")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE tally_line (name text NOT NULL, count bigint NOT NULL);
            CREATE TABLE tally_total (name text PRIMARY KEY, count bigint NOT NULL);
            """,
            "DROP TABLE tally_line; DROP TABLE tally_total",
        )
    ]
