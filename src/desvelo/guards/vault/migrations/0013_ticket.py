import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Leave to see one value once."""

    dependencies = [
        ("access", "0007_invitation"),
        ("vault", "0012_erasure"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("session", models.CharField(max_length=64)),
                ("until", models.DateTimeField(db_index=True)),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"),
                ),
                ("datum", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.datum")),
            ],
        ),
    ]
