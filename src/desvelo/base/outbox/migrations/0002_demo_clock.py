from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_queue")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE demo_clock (offset_seconds bigint NOT NULL DEFAULT 0);
            INSERT INTO demo_clock DEFAULT VALUES;
            """,
            "DROP TABLE demo_clock",
        )
    ]
