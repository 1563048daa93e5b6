import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids

ROLES = ["agent", "auditor", "dpo", "it", "supervisor"]


class Migration(migrations.Migration):
    """Places for people who do not work here yet."""

    dependencies = [("access", "0006_setup_code")]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=desvelo.base.ids.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("email", models.CharField(max_length=254, unique=True)),
                ("role", models.CharField(choices=[(role, role) for role in ROLES], max_length=20)),
                ("expires_at", models.DateTimeField()),
                (
                    "invited_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"),
                ),
                ("teams", models.ManyToManyField(related_name="+", to="access.team")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(role__in=ROLES), name="invitation_role_known")
                ],
            },
        ),
    ]
