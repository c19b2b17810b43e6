# What is typed and not sent yet is kept.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0007_search_and_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, verbose_name="which form")),
                ("fields", models.JSONField(default=dict, verbose_name="fields")),
                ("base", models.JSONField(blank=True, default=dict)),
                ("saved_at", models.DateTimeField(db_index=True, verbose_name="saved")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL, verbose_name="person")),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
                "ordering": ["-saved_at", "-pk"],
                "constraints": [models.UniqueConstraint(fields=("person", "key"), name="draft_once")],
            },
        ),
    ]
