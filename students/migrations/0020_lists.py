from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('students', '0019_submissions'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='student',
            name='student_by_name',
        ),
        migrations.AddIndex(
            model_name='student',
            index=models.Index(fields=['institution', 'name_key', 'roll_key'], name='student_by_name'),
        ),
        migrations.AddIndex(
            model_name='student',
            index=models.Index(fields=['roll_key'], name='student_by_roll_number'),
        ),
        migrations.AddIndex(
            model_name='termresult',
            index=models.Index(fields=['term', 'average'], name='result_by_average'),
        ),
        migrations.AddIndex(
            model_name='termresult',
            index=models.Index(fields=['term', 'attendance'], name='result_by_attendance'),
        ),
    ]
