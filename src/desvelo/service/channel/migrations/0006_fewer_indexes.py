import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """An index for LIKE that nothing asks, and two that the first column of another index already is."""

    dependencies = [("channel", "0005_course")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="contact",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="vault.contact"),
        ),
        migrations.AlterField(
            model_name="message",
            name="number",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="channel.number"),
        ),
        migrations.AlterField(
            model_name="message",
            name="public_id",
            field=models.CharField(default=desvelo.base.ids.new_public_id, editable=False, max_length=22),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("public_id",), name="message_public_id_once"),
        ),
    ]
