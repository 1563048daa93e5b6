import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Recovery codes and links, passkeys alone, known browsers, notices of the door."""

    dependencies = [
        ("access", "0011_federation"),
    ]

    operations = [
        migrations.CreateModel(
            name="DoorNotice",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guessed", "Guessed"),
                            ("password", "Password"),
                            ("recovered", "Recovered"),
                            ("reset", "Reset"),
                        ],
                        max_length=10,
                    ),
                ),
                ("to_person", models.BooleanField()),
                ("count", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="KnownDevice",
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
                ("token_hash", models.BinaryField(max_length=32)),
                ("device", models.CharField(default="", max_length=40)),
                ("created_at", models.DateTimeField()),
                ("used_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slot", models.CharField(max_length=1)),
                ("code_hash", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("mac", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.AddField(
            model_name="failure",
            name="until",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="user",
            name="codes_kept_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="must_recover",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="passkey_only",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="totp_next_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AlterField(
            model_name="session",
            name="stage",
            field=models.CharField(
                choices=[("password", "Password"), ("recovery", "Recovery"), ("full", "Full")], max_length=10
            ),
        ),
        migrations.AddIndex(
            model_name="failure",
            index=models.Index(fields=["until"], name="failure_until"),
        ),
        migrations.AddField(
            model_name="doornotice",
            name="about",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"
            ),
        ),
        migrations.AddField(
            model_name="doornotice",
            name="seen_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
            ),
        ),
        migrations.AddField(
            model_name="knowndevice",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="known_devices", to="access.user"
            ),
        ),
        migrations.AddField(
            model_name="recoverycode",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="recovery_codes", to="access.user"
            ),
        ),
        migrations.AddField(
            model_name="recoverylink",
            name="approval",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.approval"
            ),
        ),
        migrations.AddField(
            model_name="recoverylink",
            name="user",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"),
        ),
        migrations.AddConstraint(
            model_name="doornotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("seen_at", None)),
                fields=("kind", "about", "to_person"),
                name="door_notice_open_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="knowndevice",
            constraint=models.UniqueConstraint(fields=("user", "token_hash"), name="known_device_once"),
        ),
        migrations.AddConstraint(
            model_name="recoverycode",
            constraint=models.UniqueConstraint(fields=("user", "slot"), name="recovery_code_slot"),
        ),
    ]
