import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What vouches for role, teams and factors of a person."""

    dependencies = [("access", "0007_invitation")]

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="grant",
                        serialize=False,
                        to="access.user",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("entry", models.UUIDField()),
                ("mac", models.BinaryField(max_length=32)),
                ("refused_at", models.DateTimeField(null=True)),
            ],
        )
    ]
