"""The addresses an identity provider asks at (SCIM 2.0)."""

from django.urls import path

from desvelo.guards.access import scim_views

app_name = "scim"
urlpatterns = [
    path("scim/v2/ServiceProviderConfig", scim_views.config, name="config"),
    path("scim/v2/ResourceTypes", scim_views.resource_types, name="resource_types"),
    path("scim/v2/ResourceTypes/<str:name>", scim_views.resource_type, name="resource_type"),
    path("scim/v2/Schemas", scim_views.schema_list, name="schemas"),
    path("scim/v2/Schemas/<str:name>", scim_views.schema, name="schema"),
    path("scim/v2/Users", scim_views.users, name="users"),
    path("scim/v2/Users/.search", scim_views.search_users, name="search_users"),
    path("scim/v2/Users/<str:resource>", scim_views.user, name="user"),
    path("scim/v2/Groups", scim_views.group_list, name="groups"),
    path("scim/v2/Groups/.search", scim_views.search_groups, name="search_groups"),
    path("scim/v2/Groups/<str:resource>", scim_views.group, name="group"),
    path("scim/v2/.search", scim_views.search_all, name="search_all"),
    path("scim/v2/<path:rest>", scim_views.elsewhere, name="elsewhere"),
]
