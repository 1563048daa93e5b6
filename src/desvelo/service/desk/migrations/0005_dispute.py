import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Somebody says that a datum was hidden by mistake."""

    dependencies = [
        ("access", "0007_invitation"),
        ("desk", "0004_moved"),
        ("vault", "0008_found_by"),
    ]

    operations = [
        migrations.CreateModel(
            "Dispute",
            [
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("datum", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="vault.datum")),
                ("label", models.CharField(max_length=32)),
                ("rule", models.CharField(max_length=64)),
                ("certainty", models.SmallIntegerField()),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="access.user",
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[("open", "Open"), ("right", "Right"), ("wrong", "Wrong")], default="open", max_length=8
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="access.user",
                    ),
                ),
                ("judged_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("verdict", "open")), fields=["-said_at"], name="dispute_open")
                ]
            },
        )
    ]
