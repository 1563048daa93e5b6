"""What each visitor gets at the routes of recovery: codes, another app, passkeys alone, two people, notices."""

from columns import TO_THE_DOOR, everybody, inside, it
from route_row import Row

OF_RECOVERY: dict[str, tuple[Row, ...]] = {
    "entrar/cadastrar-fator/chave": (Row("POST", lambda _: "/entrar/cadastrar-fator/chave", everybody(302)),),
    "entrar/cadastrar-fator/chave/desafio": (
        Row("POST", lambda _: "/entrar/cadastrar-fator/chave/desafio", everybody(403)),
    ),
    "entrar/codigo-de-recuperacao": (
        Row("GET", lambda _: "/entrar/codigo-de-recuperacao", (302, 200, *(302,) * 7)),
        Row("POST", lambda _: "/entrar/codigo-de-recuperacao", (302, 401, *(302,) * 7), (("code", "x"),)),
    ),
    "entrar/recuperar": (
        Row("GET", lambda _: "/entrar/recuperar", everybody(200)),
        Row("POST", lambda _: "/entrar/recuperar", everybody(422), (("code", "x"), ("word", "x"))),
    ),
    "avisos/<str:notice>/visto": (Row("POST", lambda _: "/avisos/absent/visto", inside(404)),),
    "conta/seguranca/aplicativo": (
        Row("GET", lambda _: "/conta/seguranca/aplicativo", inside(302)),
        Row("POST", lambda _: "/conta/seguranca/aplicativo", inside(302), (("code", "000000"),)),
    ),
    "conta/seguranca/aplicativo/qr.svg": (Row("GET", lambda _: "/conta/seguranca/aplicativo/qr.svg", inside(404)),),
    "conta/seguranca/aparelhos/<str:device>/esquecer": (
        Row("POST", lambda _: "/conta/seguranca/aparelhos/absent/esquecer", inside(302)),
    ),
    "conta/seguranca/codigos": (
        Row("GET", lambda _: "/conta/seguranca/codigos", inside(200)),
        Row("POST", lambda _: "/conta/seguranca/codigos", inside(302)),
    ),
    "conta/seguranca/codigos/guardei": (Row("POST", lambda _: "/conta/seguranca/codigos/guardei", inside(302)),),
    "conta/seguranca/so-chave": (Row("POST", lambda _: "/conta/seguranca/so-chave", inside(302)),),
    "conta/seguranca/so-chave/soltar": (
        Row(
            "POST",
            lambda _: "/conta/seguranca/so-chave/soltar",
            (*TO_THE_DOOR, 403, 403, 403, 302, 302, 403),
        ),
    ),
    "ajustes/pessoas/<str:person>/recuperar": (
        Row("POST", lambda place: f"/ajustes/pessoas/{place.person}/recuperar", it(302)),
    ),
    "ajustes/pessoas/<str:person>/recuperar/link": (
        Row("POST", lambda place: f"/ajustes/pessoas/{place.person}/recuperar/link", it(302)),
    ),
}
