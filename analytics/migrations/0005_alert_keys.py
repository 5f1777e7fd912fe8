"""An alert is of a student in a term, and outlives the result of which it was raised."""

import django.db.models.deletion
from django.db import migrations, models


def say_whose(apps, schema_editor):
    """Take student and term of each alert from its result."""
    Alert = apps.get_model("analytics", "Alert")
    result = apps.get_model("students", "TermResult").objects.filter(pk=models.OuterRef("result"))
    Alert.objects.using(schema_editor.connection.alias).update(
        student=models.Subquery(result.values("student")[:1]),
        term=models.Subquery(result.values("term")[:1]),
    )


def drop_ownerless(apps, schema_editor):
    """On the way back: an alert without a result cannot be kept."""
    Alert = apps.get_model("analytics", "Alert")
    Alert.objects.using(schema_editor.connection.alias).filter(result__isnull=True).delete()


def related(model, on_delete, name, **options):
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=model, **options)


CASCADE, SET_NULL = django.db.models.deletion.CASCADE, django.db.models.deletion.SET_NULL


class Migration(migrations.Migration):
    dependencies = [("analytics", "0004_model_versions")]

    operations = [
        migrations.AddField("alert", "student", related("students.student", CASCADE, "+", null=True)),
        migrations.AddField("alert", "term", related("students.term", CASCADE, "+", null=True)),
        migrations.RunPython(say_whose, migrations.RunPython.noop),
        migrations.AlterField("alert", "student", related("students.student", CASCADE, "+")),
        migrations.AlterField("alert", "term", related("students.term", CASCADE, "+")),
        migrations.RemoveConstraint("alert", "alert_unique_evidence"),
        migrations.RunPython(migrations.RunPython.noop, drop_ownerless),
        migrations.AlterField(
            "alert", "result", related("students.termresult", SET_NULL, "alerts", null=True)
        ),
        migrations.AddConstraint(
            "alert",
            models.UniqueConstraint(
                fields=["student", "term", "kind", "since", "word"], name="alert_unique_evidence"
            ),
        ),
    ]
