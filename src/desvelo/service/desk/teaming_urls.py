"""The addresses of the teams, and of the closed door of a restricted one."""

from django.urls import path

from desvelo.service.desk import teaming_views, transfer_views

app_name = "teams"
urlpatterns = [
    path("ajustes/equipes", teaming_views.page, name="page"),
    path("ajustes/equipes/criar", teaming_views.make, name="make"),
    path("ajustes/equipes/<str:team>/nome", teaming_views.rename, name="rename"),
    path("ajustes/equipes/<str:team>/restringir", teaming_views.restrict, name="restrict"),
    path("ajustes/equipes/<str:team>/abrir", teaming_views.ask_open, name="ask_open"),
    path("ajustes/equipes/<str:team>/pessoas", teaming_views.add, name="add"),
    path("ajustes/equipes/<str:team>/pessoas/<str:person>/retirar", teaming_views.remove, name="remove"),
    path("atendimento/equipe/<str:team>/pedir", teaming_views.ask_access, name="ask_access"),
    path("atendimento/equipe/<str:team>/emergencia", teaming_views.enter_now, name="enter_now"),
    path("atendimento/c/<str:conversation>/transferir", transfer_views.transfer, name="transfer"),
    path("atendimento/c/<str:conversation>/transferir/desfazer", transfer_views.undo, name="undo"),
    path("supervisao/acessos/<str:pass_id>/encerrar", teaming_views.end_pass, name="end_pass"),
    path("supervisao/emergencias/<str:glass_id>/nada", teaming_views.nothing_opened, name="nothing_opened"),
]
