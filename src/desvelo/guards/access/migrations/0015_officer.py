"""Who answers for the data in public, as it was said each time."""

import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Add the statements; nobody is named until somebody does."""

    dependencies = [("access", "0014_restricted")]

    operations = [
        migrations.CreateModel(
            name="DataOfficer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("email", models.CharField(max_length=254)),
                ("said_at", models.DateTimeField()),
                ("mac", models.BinaryField(max_length=32)),
                (
                    "said_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"),
                ),
            ],
            options={"indexes": [models.Index(fields=["-said_at"], name="data_officer_newest")]},
        ),
    ]
