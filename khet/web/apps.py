from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "khet.web"
    label = "web"
