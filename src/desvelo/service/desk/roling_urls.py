"""The addresses of the roles."""

from django.urls import path

from desvelo.service.desk import roling_views

app_name = "roles"
urlpatterns = [
    path("ajustes/papeis", roling_views.page, name="page"),
    path("ajustes/papeis/copiar", roling_views.clone, name="clone"),
    path("ajustes/papeis/<str:role>", roling_views.role, name="role"),
    path("ajustes/papeis/<str:role>/mudar", roling_views.edit, name="edit"),
    path("ajustes/pessoas/<str:person>/papel", roling_views.give, name="give"),
]
