from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_demo_clock")]
    operations = [
        migrations.RunSQL(
            "CREATE TABLE process_heartbeat (process text PRIMARY KEY, at timestamptz NOT NULL)",
            "DROP TABLE process_heartbeat",
        )
    ]
