"""Texts of Django's forms, accounts and checks, named here so that they are collected.

Its Hindi lacks some and says others as no college office does; ours comes first.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

TEXTS = (
    _("%(app)s administration"),
    _("(Hidden field %(name)s) %(error)s"),
    _("Action:"),
    _("Add another %(verbose_name)s"),
    _("All"),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the following related items will be deleted:'
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? All of the following objects and their related items will be deleted:"
    ),
    _("Are you sure?"),
    _("August"),
    _("Change password: %s"),
    _("Currently"),
    _("Date/time"),
    _("December"),
    _("Delete multiple objects"),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following protected related objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would require deleting the following protected related objects:"
    ),
    _("Designates that this user has all permissions without explicitly assigning them."),
    _(
        "Designates whether this user should be treated as active. Unselect this instead of deleting accounts."
    ),
    _("Disable password-based authentication"),
    _("Email"),
    _("Enter a new password for the user <strong>%(username)s</strong>."),
    _("Enter a number."),
    _("Enter a valid date."),
    _("Enter a valid email address."),
    _(
        "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."
    ),
    _("Enter a whole number."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Format"),
    _("History"),
    _("July"),
    _("Models in the %(name)s application"),
    _("New password"),
    _("New password confirmation"),
    _("No"),
    _("No file was submitted."),
    _("November"),
    _("Old password"),
    _("Password"),
    _("Password confirmation"),
    _("Password changed successfully."),
    _(
        "Please enter a correct %(username)s and password. Note that both fields may be case-sensitive."
    ),
    _("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    _("Save and continue editing"),
    _("Save as new"),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Show all"),
    _("Successfully deleted %(count)d %(items)s."),
    _("The password is too similar to the %(verbose_name)s."),
    _("The submitted file is empty."),
    _("The two password fields didn’t match."),
    _("This account is inactive."),
    _("This field cannot be blank."),
    _("This field cannot be null."),
    _("This field is required."),
    _("This password is entirely numeric."),
    _("This password is too common."),
    _(
        "Whether the user will be able to authenticate using a password or not. If disabled, they may still be able to authenticate using other backends, such as Single Sign-On or LDAP."
    ),
    _("Yes"),
    _("Your old password was entered incorrectly. Please enter it again."),
    _("active"),
    _("algorithm"),
    _("a.m."),
    _("p.m."),
    _("email address"),
    _("first name"),
    _("last name"),
    _("superuser status"),
    _("user"),
    _("username"),
    _("users"),
    _("A user with that username already exists."),
    _("%(model_name)s with this %(field_label)s already exists."),
)

COUNTED = (
    ngettext_lazy("%(counter)s result", "%(counter)s results"),
    ngettext_lazy("%(total_count)s selected", "All %(total_count)s selected"),
    ngettext_lazy("%(sel)s of %(cnt)s selected", "%(sel)s of %(cnt)s selected"),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy("Please correct the error below.", "Please correct the errors below."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
)
