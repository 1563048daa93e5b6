from django.db import migrations


class Migration(migrations.Migration):
    """What is left of each limit of Meta's, so that a restart forgets none of them."""

    dependencies = [("channel", "0008_prices")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE channel_bucket (
                scope text NOT NULL,
                key text NOT NULL,
                left_count double precision NOT NULL,
                at timestamptz NOT NULL,
                PRIMARY KEY (scope, key)
            );
            CREATE INDEX bucket_at ON channel_bucket (at);
            """,
            "DROP TABLE channel_bucket",
        )
    ]
