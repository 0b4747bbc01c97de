from django.urls import path

from khet.web.account import doors, factors, own, start

urlpatterns = [
    path("sign-in", doors.sign_in, name="sign-in"),
    path("sign-in/second-step", doors.second_step, name="sign-in-second"),
    path("sign-out", doors.sign_out, name="sign-out"),
    path("start", start.start, name="start"),
    path("account", own.account, name="account"),
    path("account/password", own.password, name="own-password"),
    path("account/mail", own.mail, name="own-mail"),
    path("account/confirm", own.confirm, name="confirm"),
    path("account/devices/<int:device>/forget", own.forget, name="forget-device"),
    path("account/second-factor", factors.second_factor, name="second-factor"),
    path("account/second-factor/app", factors.app, name="second-factor-app"),
    path("account/second-factor/card", factors.card, name="second-factor-card"),
    path("account/second-factor/<str:factor>/remove", factors.remove, name="remove-factor"),
]
