"""The addresses of the first steps, once there is an account."""

from django.urls import path

from desvelo.service.desk import first_steps_views

app_name = "first_steps"
urlpatterns = [
    path("primeiros-passos/etapas", first_steps_views.page, name="page"),
    path("primeiros-passos/chave", first_steps_views.key, name="key"),
    path("primeiros-passos/numero", first_steps_views.number, name="number"),
    path("primeiros-passos/equipe", first_steps_views.team, name="team"),
    path("primeiros-passos/mensagem", first_steps_views.message, name="message"),
    path("primeiros-passos/mensagem/chegada", first_steps_views.arrival, name="arrival"),
    path("primeiros-passos/mensagem/qr.svg", first_steps_views.message_qr, name="message_qr"),
]
