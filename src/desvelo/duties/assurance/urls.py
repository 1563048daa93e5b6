"""The addresses of assurance."""

from django.urls import path

from desvelo.duties.assurance import views

app_name = "audit"
urlpatterns = [
    path("auditoria", views.audit_list, name="list"),
    path("auditoria/conferir", views.audit_verify, name="verify"),
    path("auditoria/<int:index>", views.audit_entry, name="entry"),
]
