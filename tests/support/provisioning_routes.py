"""What each visitor gets at the routes of provisioning: the pages of IT, and SCIM, which no session opens."""

from columns import everybody, it
from route_row import Row

PROVISIONING: dict[str, tuple[Row, ...]] = {
    "ajustes/provedores/<str:provider>/contas": (Row("GET", lambda _: "/ajustes/provedores/absent/contas", it(404)),),
    "ajustes/provedores/<str:provider>/contas/chaves": (
        Row("POST", lambda _: "/ajustes/provedores/absent/contas/chaves", it(302)),
    ),
    "ajustes/provedores/<str:provider>/contas/chaves/<str:token>/revogar": (
        Row("POST", lambda _: "/ajustes/provedores/absent/contas/chaves/absent/revogar", it(302)),
    ),
    "ajustes/provedores/<str:provider>/contas/grupos/<str:group>": (
        Row("POST", lambda _: "/ajustes/provedores/absent/contas/grupos/absent", it(302)),
    ),
    # A session opens nothing of these, whosever it is; what a token opens is in test_scim_*.
    **{
        f"scim/v2/{route}": tuple(Row(method, lambda _, to=to: f"/scim/v2/{to}", everybody(401)) for method in methods)
        for route, to, methods in (
            ("ServiceProviderConfig", "ServiceProviderConfig", ("GET",)),
            ("ResourceTypes", "ResourceTypes", ("GET",)),
            ("ResourceTypes/<str:name>", "ResourceTypes/User", ("GET",)),
            ("Schemas", "Schemas", ("GET",)),
            ("Schemas/<str:name>", "Schemas/absent", ("GET",)),
            ("Users", "Users", ("GET", "POST")),
            ("Users/.search", "Users/.search", ("POST",)),
            ("Users/<str:resource>", "Users/absent", ("GET", "POST")),
            ("Groups", "Groups", ("GET", "POST")),
            ("Groups/.search", "Groups/.search", ("POST",)),
            ("Groups/<str:resource>", "Groups/absent", ("GET", "POST")),
            (".search", ".search", ("POST",)),
            ("<path:rest>", "Bulk", ("GET", "POST")),
        )
    },
}
