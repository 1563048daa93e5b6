import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Leave to see one file for a short time."""

    dependencies = [("access", "0002_stream_authority"), ("vault", "0005_merged_contacts")]

    operations = [
        migrations.CreateModel(
            name="Look",
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
                ("file_id", models.UUIDField()),
                ("session", models.CharField(max_length=64)),
                ("until", models.DateTimeField(db_index=True)),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"),
                ),
                ("contact", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.contact")),
            ],
        ),
    ]
