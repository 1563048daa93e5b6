import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Contacts that get a new key soon."""

    dependencies = [("vault", "0010_named")]

    operations = [
        migrations.CreateModel(
            name="Renewal",
            fields=[
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="vault.contact",
                    ),
                ),
                ("due_at", models.DateTimeField(db_index=True)),
            ],
        )
    ]
