"""What speaks for one person and against it, in words that stand in a row."""

from django.utils.translation import gettext_lazy

from students.rules.same_person import Sign

FOR = {
    Sign.NAME: gettext_lazy("the same name"),
    Sign.SPELLED: gettext_lazy("a name that sounds the same"),
    Sign.MAIL: gettext_lazy("the same mail address"),
    Sign.PHONE: gettext_lazy("the same telephone"),
    Sign.BORN: gettext_lazy("the same date of birth"),
    Sign.NEARLY_BORN: gettext_lazy("dates of birth one slip apart"),
    Sign.GUARDIAN: gettext_lazy("the same guardian"),
}
AGAINST = {
    Sign.NAME: gettext_lazy("another name"),
    Sign.ABBREVIATED: gettext_lazy("a name that is not written out"),
    Sign.MISSPELLED: gettext_lazy("a name one letter apart, as twins may have"),
    Sign.MAIL: gettext_lazy("another mail address"),
    Sign.PHONE: gettext_lazy("another telephone"),
    Sign.BORN: gettext_lazy("another date of birth"),
    Sign.GUARDIAN: gettext_lazy("another guardian"),
}
