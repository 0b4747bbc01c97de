"""Forms of signing in and of a person's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from khet.records.registry.models import User
from khet.rules.sign_in import typed_user_name
from khet.rules.thai import arabic_digits, tidy
from khet.rules.user_names import user_name_allowed
from khet.web.account.entering import admitted

_LONGEST = 128
_REQUIRED = {"required": _("กรุณากรอกช่องนี้")}
_FAULTS: dict[str, Any] = {
    "password_too_short": _("สั้นเกินไป ต้องมีอย่างน้อย 8 ตัวอักษร"),
    "password_too_similar": _("คล้ายชื่อผู้ใช้หรือชื่อของท่านเกินไป"),
    "password_too_common": _("เป็นรหัสผ่านที่คนใช้กันมาก เดาได้ง่าย กรุณาตั้งใหม่"),
    "password_entirely_numeric": _("มีแต่ตัวเลข กรุณาใส่ตัวอักษรด้วย"),
}


def password_field(label: Any, fill: str, **more: Any) -> forms.CharField:
    """A field for a password; ``fill`` tells the browser whether it is new or known."""
    widget = forms.PasswordInput(attrs={"autocomplete": fill})
    return forms.CharField(
        label=label,
        strip=False,
        max_length=_LONGEST,
        widget=widget,
        error_messages=_REQUIRED,
        **more,
    )


def text_field(label: Any, fill: str = "off", **more: Any) -> forms.CharField:
    """A field for a line of text."""
    widget = forms.TextInput(attrs={"autocomplete": fill, **more.pop("attrs", {})})
    return forms.CharField(label=label, widget=widget, error_messages=_REQUIRED, **more)


def code_field(label: Any, **more: Any) -> forms.CharField:
    """A field for a code of an app or a card."""
    attrs = {"inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}
    return text_field(label, "one-time-code", max_length=20, attrs=attrs, **more)


class SignInForm(AuthenticationForm):
    """User name and password; one message for every way of not getting in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["username"].label = _("ชื่อผู้ใช้")
        self.fields["password"].label = _("รหัสผ่าน")
        for field in self.fields.values():
            field.error_messages.update(_REQUIRED)

    def clean(self) -> dict[str, Any]:
        """Find whose user name and password they are."""
        given = self.cleaned_data
        if {"username", "password"} <= given.keys() and self.request:
            self.user_cache = admitted(self.request, given["username"], given["password"])
        return given


class OwnPasswordForm(forms.Form):
    """A new password, typed twice."""

    error_css_class = "wrong"
    new = password_field(
        _("รหัสผ่านใหม่"),
        "new-password",
        help_text=_("อย่างน้อย 8 ตัวอักษร ใช้วลีที่จำง่ายแต่คนอื่นเดายากได้ ภาษาไทยก็ได้"),
    )
    again = password_field(_("รหัสผ่านใหม่อีกครั้ง"), "new-password")

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, label_suffix="")
        self.user = user

    def clean_new(self) -> str:
        """Good enough, and another than before."""
        new: str = self.cleaned_data["new"]
        if self.user.password and check_password(new, self.user.password):
            raise ValidationError(_("เหมือนรหัสเดิม กรุณาตั้งรหัสผ่านใหม่"))
        return good_password(new, self.user)

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        given = self.cleaned_data
        if {"new", "again"} <= given.keys() and given["new"] != given["again"]:
            self.add_error("again", _("ไม่ตรงกับรหัสผ่านใหม่ที่พิมพ์ไว้ กรุณาพิมพ์อีกครั้ง"))
        return given


class ChangePasswordForm(OwnPasswordForm):
    """The password of until now, then a new one; whether the first is right is the view's."""

    old = password_field(_("รหัสผ่านปัจจุบัน"), "current-password")
    field_order = ("old", "new", "again")


class MailForm(forms.Form):
    """The own e-mail, and whether a letter comes each morning."""

    error_css_class = "wrong"
    email = forms.EmailField(
        label=_("อีเมล"),
        required=False,
        help_text=_("สำหรับจดหมายสรุปงานและจดหมายเตือน เว้นว่างได้ แต่จะไม่ได้รับจดหมาย"),
        error_messages={"invalid": _("อ่านอีเมลไม่ได้: พิมพ์ให้ครบ เช่น somchai@example.ac.th")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": 254}),
    )
    digest = forms.BooleanField(label=_("ส่งสรุปงานของฉันทุกเช้าวันทำการ"), required=False)


class ConfirmForm(forms.Form):
    """The own password once more; whether it is right is the view's."""

    old = password_field(_("รหัสผ่านปัจจุบัน"), "current-password")


class SecondStepForm(forms.Form):
    """A code of the app or the card, and whether to remember the device."""

    code = code_field(_("รหัส"))
    remember = forms.BooleanField(label=_("ไม่ต้องถามรหัสบนเครื่องนี้อีก 30 วัน"), required=False)


class CodeForm(forms.Form):
    """One code, to show that the app or the card works."""

    error_css_class = "wrong"
    code = code_field(_("รหัส"))


class StartForm(OwnPasswordForm):
    """An office and its first account, on a bare installation."""

    setup_code = text_field(_("รหัสติดตั้ง"), max_length=40)
    area_code = text_field(
        _("รหัสเขตพื้นที่"),
        max_length=12,
        help_text=_("ตัวเลข 4 หรือ 6 หลัก เช่น 9302"),
        attrs={"inputmode": "numeric"},
    )
    area_name = text_field(
        _("ชื่อเขตพื้นที่"),
        max_length=200,
        help_text=_("ชื่อเต็ม เช่น สำนักงานเขตพื้นที่การศึกษาประถมศึกษาพัทลุง เขต 2"),
    )
    short_name = text_field(_("ชื่อย่อ"), max_length=60, help_text=_("เช่น สพป.พัทลุง เขต 2"))
    name = text_field(_("ชื่อและนามสกุลของท่าน"), "name", max_length=150)
    username = text_field(
        _("ชื่อผู้ใช้"),
        "username",
        max_length=150,
        help_text=_("อักษรอังกฤษตัวเล็ก ตัวเลข จุด หรือขีด 3–30 ตัว เช่น admin"),
    )
    new = password_field(_("รหัสผ่าน"), "new-password", help_text=_("อย่างน้อย 8 ตัวอักษร"))
    again = password_field(_("รหัสผ่านอีกครั้ง"), "new-password")
    field_order = (
        *("setup_code", "area_code", "area_name", "short_name", "name", "username"),
        *("new", "again"),
    )

    def clean_area_code(self) -> str:
        """Four or six digits, Thai or Arabic."""
        code = arabic_digits(self.cleaned_data["area_code"]).strip()
        RegexValidator(r"^([0-9]{4}|[0-9]{6})\Z", _("รหัสเขตมี 4 หรือ 6 หลัก เป็นตัวเลขเท่านั้น"))(code)
        return code

    def clean_area_name(self) -> str:
        """With single spaces and whole sara am."""
        return tidy(self.cleaned_data["area_name"])

    def clean_short_name(self) -> str:
        """With single spaces and whole sara am."""
        return tidy(self.cleaned_data["short_name"])

    def clean_name(self) -> str:
        """With single spaces and whole sara am; the password must not be like it."""
        self.user.name = tidy(self.cleaned_data["name"])
        return self.user.name

    def clean_username(self) -> str:
        """As accounts have it; the password must not be like it."""
        self.user.username = typed_user_name(self.cleaned_data["username"])
        if not user_name_allowed(self.user.username):
            raise ValidationError(_("ใช้อักษรอังกฤษตัวเล็ก ตัวเลข จุด หรือขีดเท่านั้น 3–30 ตัว"))
        return self.user.username


def good_password(password: str, user: User) -> str:
    """The password itself.

    Raises:
        ValidationError: too short, common, all digits, or like the person's names.
    """
    try:
        validate_password(password, user)
    except ValidationError as exc:
        raise ValidationError([_FAULTS[fault.code or ""] for fault in exc.error_list]) from exc
    return password
