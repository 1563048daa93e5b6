"""The addresses of the first steps, once there is an account."""

from django.urls import path

from desvelo.service.desk import first_steps_views

app_name = "first_steps"
urlpatterns = [
    path("primeiros-passos/etapas", first_steps_views.page, name="page"),
    path("primeiros-passos/chave", first_steps_views.key, name="key"),
]
