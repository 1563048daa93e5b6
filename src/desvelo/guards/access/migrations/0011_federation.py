import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Identity providers, who people are there, and who was sent to one and is awaited."""

    dependencies = [
        ("access", "0010_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdentityProvider",
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
                ("name", models.CharField(max_length=60, unique=True)),
                ("issuer", models.CharField(max_length=500)),
                ("client_id", models.CharField(max_length=255)),
                ("secret_sealed", models.BinaryField()),
                ("accepted_acr", models.CharField(default="", max_length=500)),
                ("is_on", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("mac", models.BinaryField(max_length=32)),
                ("refused_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("digest", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("join", "Join"), ("link", "Link"), ("prove", "Prove"), ("sign_in", "Sign In")],
                        max_length=10,
                    ),
                ),
                ("bound_to", models.BinaryField(max_length=32)),
                ("name", models.CharField(default="", max_length=80)),
                ("way_back", models.CharField(default="", max_length=500)),
                ("left_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "invitation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.invitation"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["expires_at"], name="departure_expires")],
            },
        ),
        migrations.CreateModel(
            name="FederatedIdentity",
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
                ("subject", models.CharField(max_length=255)),
                ("created_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="identities", to="access.user"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identities",
                        to="access.identityprovider",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "subject"), name="identity_of_one_person"),
                    models.UniqueConstraint(fields=("provider", "user"), name="identity_one_each"),
                ],
            },
        ),
    ]
