"""The addresses of the message trail."""

from django.urls import path

from desvelo.duties.assurance import trail_views

app_name = "trail"
urlpatterns = [
    path("postura/mensagens", trail_views.trail_list, name="list"),
    path("postura/mensagens/<str:message>", trail_views.trail_message, name="message"),
]
