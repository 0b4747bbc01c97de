from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "khet.records.learning"
    label = "learning"
    verbose_name = "ผลสัมฤทธิ์ทางการเรียน"
