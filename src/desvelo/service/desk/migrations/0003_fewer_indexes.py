import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Every message writes each index of its conversation anew; five of ten served no query that another did not."""

    dependencies = [("desk", "0002_draft")]

    operations = [
        migrations.AlterField(
            model_name="conversation",
            name="assignee",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="access.user",
            ),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="contact",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="vault.contact"),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="number",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="channel.number"),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="public_id",
            field=models.CharField(default=desvelo.base.ids.new_public_id, editable=False, max_length=22),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="team",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="access.team"),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(fields=("public_id",), name="conversation_public_id_once"),
        ),
    ]
