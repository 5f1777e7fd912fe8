from django.db import migrations, models


def left(apps, schema_editor):
    """Who has a day of leaving has left; who completed a course nobody has said yet."""
    apps.get_model("students", "Admission").objects.filter(left_on__isnull=False).update(
        standing="left"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('students', '0017_totals'),
    ]

    operations = [
        migrations.AddField(
            model_name='admission',
            name='standing',
            field=models.CharField(choices=[('active', 'Active'), ('left', 'Left'), ('completed', 'Completed')], default='active', max_length=9),
        ),
        migrations.RunPython(left, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='admission',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['active', 'left', 'completed'])), name='admission_standing_known', violation_error_message='This standing is not known.'),
        ),
        migrations.AddConstraint(
            model_name='admission',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), models.Q(('standing', 'active'), _negated=True), _connector='OR'), name='admission_active_has_no_end', violation_error_message='Who is active has no day of leaving.'),
        ),
    ]
