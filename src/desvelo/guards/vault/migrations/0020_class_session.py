"""A class may be shown for ten minutes without asking why again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty at first: nobody has begun one."""

    dependencies = [("access", "0014_restricted"), ("vault", "0019_glass_of_a_team")]

    operations = [
        migrations.CreateModel(
            name="ClassSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("session", models.CharField(max_length=64)),
                ("label", models.CharField(max_length=32)),
                ("entry", models.UUIDField()),
                ("ends_at", models.DateTimeField()),
                ("mac", models.BinaryField(max_length=32)),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"),
                ),
                ("contact", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.contact")),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.team"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("actor", "session", "contact", "team", "label"), name="class_session_once"
                    )
                ],
            },
        )
    ]
