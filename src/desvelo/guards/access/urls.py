"""The addresses of the door."""

from django.urls import path

from desvelo.guards.access import views

app_name = "access"
urlpatterns = [
    path("entrar", views.sign_in, name="sign_in"),
    path("entrar/segundo-fator", views.second_factor, name="second_factor"),
    path("entrar/cadastrar-fator", views.enrol, name="enrol"),
    path("entrar/cadastrar-fator/qr.svg", views.enrol_qr, name="enrol_qr"),
    path("sair", views.sign_out, name="sign_out"),
]
