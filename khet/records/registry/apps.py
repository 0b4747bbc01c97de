from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "khet.records.registry"
    label = "registry"
    verbose_name = "ข้อมูลพื้นฐาน"
