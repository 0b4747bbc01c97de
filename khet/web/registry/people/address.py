"""The address of the site that slips tell: the office's own, not that of one machine to itself."""

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s]*)?\Z")
_KEPT = "slips-address"


class _AddressField(forms.CharField):
    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        address = typed if "://" in typed or not typed else f"http://{typed}"
        if typed and not _ADDRESS.match(address):
            raise ValidationError(_("ไม่ใช่ที่อยู่เว็บ: ใส่ให้ขึ้นต้นด้วย http:// หรือ https:// ไม่มีช่องว่าง"))
        return address


def address_field() -> forms.CharField:
    """A field for the address, of a machine's plain name too; empty means the known one."""
    return _AddressField(
        label=_("ที่อยู่เว็บที่พิมพ์ในใบ"),
        help_text=_("ที่อยู่ที่ผู้รับใบเปิดได้จากเครื่องหรือโทรศัพท์ของตน เช่น http://192.168.1.10:8000/"),
        required=False,
        max_length=100,
    )


def known_address(request: HttpRequest) -> str:
    """The address typed last, that of the installation, or the one this request came by."""
    kept: str = request.session.get(_KEPT, "")
    return kept or settings.ADDRESS or request.build_absolute_uri("/")


def keep_address(request: HttpRequest, typed: str) -> str:
    """The address to print, remembered until the reader signs out."""
    if typed and typed != known_address(request):
        request.session[_KEPT] = typed
    return typed or known_address(request)


def is_of_one_machine(address: str) -> bool:
    """Whether the address leads every machine to itself, so that others can't open it."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
