"""The addresses of the numbers."""

from django.urls import path

from desvelo.service.desk import number_views

app_name = "numbers"
urlpatterns = [
    path("ajustes/numeros", number_views.page, name="list"),
    path("ajustes/numeros/conectar", number_views.new, name="new"),
    path("ajustes/numeros/<str:number>", number_views.one, name="one"),
    path("ajustes/numeros/<str:number>/conferir/<str:probe>", number_views.check, name="check"),
    path("ajustes/numeros/<str:number>/corrigir", number_views.mend, name="mend"),
]
