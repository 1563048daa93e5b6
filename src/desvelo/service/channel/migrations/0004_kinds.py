import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Messages of every kind: what is beside their words, what they speak of, their files; statuses that came first."""

    dependencies = [
        ("channel", "0003_wamid_index"),
        ("vault", "0002_keys"),
    ]

    operations = [
        migrations.AddField("message", "about_index", models.CharField(max_length=32, null=True)),
        migrations.AddField("message", "detail", models.BinaryField(null=True)),
        migrations.AddIndex(
            "message",
            models.Index(
                condition=models.Q(("about_index__isnull", False)),
                fields=["number", "about_index"],
                name="message_about",
            ),
        ),
        migrations.CreateModel(
            name="Media",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("known", "Known"), ("lost", "Lost")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("description", models.BinaryField()),
                ("failure", models.CharField(default="", max_length=40)),
                ("attempts", models.SmallIntegerField(default=0)),
                ("due_at", models.DateTimeField()),
                ("dies_at", models.DateTimeField()),
                ("contact", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.contact")),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="media", to="channel.message"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["due_at"], name="media_due")
                ],
            },
        ),
        migrations.RunSQL(
            """
            CREATE TABLE intake.parked_status (
                phone_number_id text NOT NULL,
                wamid_index text NOT NULL,
                status text NOT NULL,
                failure text NOT NULL,
                said_at timestamptz,
                parked_at timestamptz NOT NULL,
                PRIMARY KEY (phone_number_id, wamid_index, status)
            );
            CREATE INDEX parked_at ON intake.parked_status (parked_at);
            """,
            "DROP TABLE intake.parked_status",
        ),
    ]
