"""What is logged and where: paths, numbers and refusals; never a name, a mark or a query string."""

LINE = {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}


def logging_to(audit_file, *, level, audited):
    """Return Django's LOGGING: all to stderr, who saw or wrote whose record to audit_file."""
    quiet = {"level": "WARNING"}
    loggers = {"django": {"handlers": []}, "axes": quiet, "django_tasks": quiet}
    if audited:
        audit = {"handlers": ["audit"], "level": "INFO", "propagate": False}
        loggers["perfdash.audit"] = audit
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": LINE},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
            # Opened anew when a rotation has moved it; made with the first line.
            "audit": {
                "class": "logging.handlers.WatchedFileHandler",
                "filename": audit_file,
                "delay": True,
                "formatter": "line",
            },
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": loggers,
    }
