"""Tables that are not simply written: history that only grows, results kept derived."""

from contextvars import ContextVar

from django.db import models

refresh_is_open: ContextVar[bool] = ContextVar("refresh_is_open", default=False)


class WrittenOnceError(TypeError):
    """A row that is never changed or removed was about to be."""


class RefreshMissingError(TypeError):
    """Rows that results are derived from were about to be written past the refresh."""


class WrittenOnceQuerySet(models.QuerySet):
    """Rows are added and read, nothing else."""

    def _refuse(self, *args, **kwargs):
        raise WrittenOnceError(
            f"{self.model._meta.verbose_name_plural} are never changed or deleted"
        )

    update = delete = bulk_update = _refuse


class RefreshedQuerySet(models.QuerySet):
    """Set-based writes skip save(): allowed only inside an open refresh, which derives after."""

    def _check(self):
        if not refresh_is_open.get():
            raise RefreshMissingError(
                f"write {self.model._meta.verbose_name_plural} inside "
                "students.models.refresh.refreshing(), or one by one through save() and delete()"
            )

    def update(self, **values):
        self._check()
        return super().update(**values)

    update.alters_data = True

    def delete(self):
        self._check()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs, *args, **kwargs):
        self._check()
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, fields, batch_size=None):
        self._check()
        return super().bulk_update(objs, fields, batch_size)
