"""The addresses of assurance."""

from django.urls import path

from desvelo.duties.assurance import export_views, own_views, views

app_name = "audit"
urlpatterns = [
    path("auditoria", views.audit_list, name="list"),
    path("auditoria/conferir", views.audit_verify, name="verify"),
    path("auditoria/guarda", views.audit_keeping, name="keeping"),
    path("auditoria/conferir-fora", views.audit_outside, name="outside"),
    path("auditoria/verify_ledger.py", views.audit_script, name="script"),
    path("auditoria/exportar", export_views.audit_export, name="export"),
    path("auditoria/<int:index>", views.audit_entry, name="entry"),
    path("auditoria/<int:index>/prova.json", views.proof_json, name="proof_json"),
    path("auditoria/<int:index>/prova.tlog-proof", views.proof_text, name="proof_text"),
    path("meus-acessos", own_views.own_trail, name="own"),
    path("meus-acessos/<int:index>/engano", own_views.own_note, name="own_note"),
]
