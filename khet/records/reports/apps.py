from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "khet.records.reports"
    label = "reports"
    verbose_name = "รายงาน"
