"""The addresses of the people's door."""

from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.generic import RedirectView

from claims.web.views import (
    articles,
    checks,
    claims,
    gate,
    intake,
    marking,
    notices,
    people,
    queue,
    unsubscribe,
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="article_list"), name="home"),
    path("sign-in/", people.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("settings/", people.preferences, name="preferences"),
    path("settings/language/", people.switch_language, name="switch_language"),
    path("settings/theme/", people.switch_theme, name="switch_theme"),
    path("unsubscribe/<str:word>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("articles/", articles.article_list, name="article_list"),
    path("articles/new/", intake.article_new, name="article_new"),
    path("articles/<int:pk>/", articles.article_detail, name="article_detail"),
    path("articles/<int:pk>/retry/", articles.article_retry, name="article_retry"),
    path("articles/<int:pk>/mark/", marking.article_mark, name="article_mark"),
    path("articles/<int:pk>/gate/", gate.article_gate, name="article_gate"),
    path("articles/<int:pk>/dossier/", gate.article_dossier, name="article_dossier"),
    path("notices/", notices.notice_list, name="notice_list"),
    path("checks/", checks.check_list, name="check_list"),
    path("checks/<int:pk>/", checks.check_detail, name="check_detail"),
    path("claims/", queue.claim_queue, name="claim_queue"),
    path("claims/<int:pk>/", claims.claim_detail, name="claim_detail"),
    path("claims/<int:pk>/<slug:action>/", claims.claim_act, name="claim_act"),
]
