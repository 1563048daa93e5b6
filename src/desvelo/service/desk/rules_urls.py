"""The addresses of the policies and of what two people decide."""

from django.urls import path

from desvelo.service.desk import approval_views, emergency_views, rules_views

app_name = "rules"
urlpatterns = [
    path("ajustes/politicas", rules_views.page, name="page"),
    path("ajustes/politicas/simular", rules_views.simulate, name="simulate"),
    path("ajustes/politicas/mudar", rules_views.change, name="change"),
    path("ajustes/politicas/recomecar", rules_views.begin_anew, name="begin_anew"),
    path("supervisao/aprovacoes/respostas", approval_views.answers, name="answers"),
    path("supervisao/aprovacoes", approval_views.page, name="approvals"),
    path("supervisao/aprovacoes/<str:source>/<str:request_id>/aprovar", approval_views.agree, name="agree"),
    path("supervisao/aprovacoes/<str:source>/<str:request_id>/recusar", approval_views.refuse, name="refuse"),
    path("supervisao/aprovacoes/<str:source>/<str:request_id>/retirar", approval_views.take_back, name="take_back"),
    path("supervisao/aprovacoes/pedido/<str:request_id>/perguntar", approval_views.question, name="question"),
    path("supervisao/aprovacoes/pedido/<str:request_id>/responder", approval_views.answer, name="answer"),
    path("supervisao/emergencias/<str:glass_id>/explicar", emergency_views.explain, name="explain"),
    path("supervisao/emergencias/<str:glass_id>/revisar", emergency_views.review, name="review"),
    path("supervisao/limites/<str:stop>/visto", emergency_views.stop_seen, name="stop_seen"),
]
