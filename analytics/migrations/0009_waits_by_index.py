from django.db import migrations, models


def thrown_away(apps, schema_editor):
    """Spells are notes of what the history says: whoever asks for one works it out again."""
    apps.get_model("analytics", "RiskSpell").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("analytics", "0008_mark_sheets")]

    operations = [
        migrations.RunPython(thrown_away, thrown_away),
        migrations.AddField("riskspell", "institution_id", models.BigIntegerField(default=0), False),
        migrations.AddField("riskspell", "term_id", models.BigIntegerField(default=0), False),
        migrations.AddField(
            "riskspell",
            "level",
            models.CharField(
                choices=[
                    ("High", "High"),
                    ("Medium", "Medium"),
                    ("Low", "Low"),
                    ("unknown", "unknown"),
                ],
                default="",
                max_length=7,
            ),
            False,
        ),
        migrations.AddIndex(
            "riskspell",
            models.Index(
                fields=["institution_id", "term_id", "level", "since", "result"],
                name="risk_spell_by_wait",
            ),
        ),
    ]
