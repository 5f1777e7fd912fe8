"""What may raise an alert: one rule per file, the file's name is its slug."""

from analytics.alerts import attendance_below, new_high, no_contact
from analytics.alerts.rule import Rule

RULES: dict[str, Rule] = {
    module.RULE.slug: module.RULE for module in (new_high, attendance_below, no_contact)
}
