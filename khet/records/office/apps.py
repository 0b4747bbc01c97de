from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "khet.records.office"
    label = "office"
    verbose_name = "งานของสำนักงาน"
