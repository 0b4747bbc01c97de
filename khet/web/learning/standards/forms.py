"""The form that takes back the means of a subject. It checks and never saves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khet.web.learning.imports.forms import ReasonForm


class WithdrawForm(ReasonForm):
    """Why the means of a subject are taken back."""

    reason = forms.CharField(
        label=_("เหตุผลที่ถอน"),
        max_length=300,
        error_messages={"required": _("เขียนเหตุผลสั้น ๆ เช่น นำเข้าผิดปี")},
    )
