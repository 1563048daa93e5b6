import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Who showed that they hold a copy of the keys, and of which."""

    dependencies = [("access", "0006_setup_code"), ("vault", "0006_look")]

    operations = [
        migrations.CreateModel(
            name="KeyCopy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.BinaryField(max_length=32)),
                ("shown_at", models.DateTimeField()),
                (
                    "shown_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="access.user"
                    ),
                ),
            ],
        ),
    ]
