import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """An index for LIKE that nothing asks, and one that the first column of another index already is."""

    dependencies = [("vault", "0003_comparison")]

    operations = [
        migrations.AlterField(
            model_name="datum",
            name="contact",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="vault.contact"),
        ),
        migrations.AlterField(
            model_name="datum",
            name="public_id",
            field=models.CharField(default=desvelo.base.ids.new_public_id, editable=False, max_length=22),
        ),
        migrations.AddConstraint(
            model_name="datum",
            constraint=models.UniqueConstraint(fields=("public_id",), name="datum_public_id_once"),
        ),
    ]
