import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a contact that became part of another points to, and from when to when somebody had an identifier."""

    dependencies = [("vault", "0004_fewer_indexes")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, to="vault.contact"
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="contact_merged_into"
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE vault.identifier ADD COLUMN said_at timestamptz, ADD COLUMN left_at timestamptz",
            "ALTER TABLE vault.identifier DROP COLUMN said_at, DROP COLUMN left_at",
        ),
    ]
