"""The addresses of those who work here and of the access review."""

from django.urls import path

from desvelo.service.desk import staffing_views

app_name = "staff"
urlpatterns = [
    path("ajustes/pessoas/<str:person>", staffing_views.person, name="person"),
    path("ajustes/pessoas/<str:person>/suspender", staffing_views.suspend, name="suspend"),
    path("ajustes/pessoas/<str:person>/voltar", staffing_views.ask_back, name="ask_back"),
    path("ajustes/pessoas/<str:person>/recuperar", staffing_views.ask_recovery, name="ask_recovery"),
    path("ajustes/pessoas/<str:person>/recuperar/link", staffing_views.make_link, name="make_link"),
    path("ajustes/revisao", staffing_views.review, name="review"),
    path("ajustes/revisao/comecar", staffing_views.begin, name="begin"),
    path("ajustes/revisao/concluir", staffing_views.finish, name="finish"),
    path("ajustes/revisao/pessoas/<str:person>", staffing_views.decide, name="decide"),
]
