"""A code of the terminal for somebody of IT without any, and what those are told who have to know."""

import django.db.models.deletion
from django.db import migrations, models

_KINDS = ["guessed", "password", "recovered", "reset", "supervised", "terminal"]


class Migration(migrations.Migration):
    """Add the codes, and two kinds of notices."""

    dependencies = [("access", "0015_officer")]

    operations = [
        migrations.CreateModel(
            name="TerminalCode",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="access.user",
                    ),
                ),
                ("digest", models.BinaryField(max_length=32)),
                ("expires_at", models.DateTimeField()),
                ("mac", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.AlterField(
            model_name="doornotice",
            name="kind",
            field=models.CharField(choices=[(kind, kind.capitalize()) for kind in _KINDS], max_length=10),
        ),
    ]
