import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Providers that speak SAML, what they said of somebody on the way, and which assertions were shown."""

    dependencies = [
        ("access", "0017_more_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="identityprovider",
            name="certificates",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="identityprovider",
            name="protocol",
            field=models.CharField(choices=[("oidc", "Oidc"), ("saml", "Saml")], default="oidc", max_length=4),
        ),
        migrations.AddField(
            model_name="identityprovider",
            name="sign_on",
            field=models.CharField(default="", max_length=1000),
        ),
        migrations.CreateModel(
            name="SamlAnswer",
            fields=[
                (
                    "departure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="answer",
                        serialize=False,
                        to="access.departure",
                    ),
                ),
                ("answers", models.CharField(max_length=100)),
                ("subject", models.CharField(max_length=255)),
                ("acr", models.CharField(max_length=500)),
                ("shown_at", models.DateTimeField()),
                ("mac", models.BinaryField(max_length=32)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.identityprovider"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SpentAssertion",
            fields=[
                ("digest", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["expires_at"], name="spent_assertion_expires")],
            },
        ),
    ]
