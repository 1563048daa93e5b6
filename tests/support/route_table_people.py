"""What each visitor gets at the routes about people, teams, roles, policies and what two people decide."""

from columns import TO_THE_DOOR, inside, it, policies, within_team
from route_row import Row

OF_PEOPLE: dict[str, tuple[Row, ...]] = {
    "ajustes/encarregada": (
        Row("GET", lambda _: "/ajustes/encarregada", policies(200)),
        Row("POST", lambda _: "/ajustes/encarregada", policies(302)),
    ),
    "primeiros-passos/etapas": (Row("GET", lambda _: "/primeiros-passos/etapas", it(200)),),
    "primeiros-passos/chave": (
        Row("GET", lambda _: "/primeiros-passos/chave", it(200)),
        Row("POST", lambda _: "/primeiros-passos/chave", it(422)),
    ),
    "primeiros-passos/numero": (Row("GET", lambda _: "/primeiros-passos/numero", it(200)),),
    "primeiros-passos/equipe": (
        Row("GET", lambda _: "/primeiros-passos/equipe", it(200)),
        Row("POST", lambda _: "/primeiros-passos/equipe", policies(302)),
    ),
    "primeiros-passos/mensagem": (Row("GET", lambda _: "/primeiros-passos/mensagem", it(200)),),
    "primeiros-passos/mensagem/chegada": (
        Row("GET", lambda _: "/primeiros-passos/mensagem/chegada", it(200)),
        Row("GET", lambda _: f"/primeiros-passos/mensagem/chegada?depois={'9' * 5000}", it(200)),
    ),
    "primeiros-passos/mensagem/qr.svg": (Row("GET", lambda _: "/primeiros-passos/mensagem/qr.svg", it(200)),),
    "ajustes/equipes": (Row("GET", lambda _: "/ajustes/equipes", it(200)),),
    "ajustes/equipes/criar": (Row("POST", lambda _: "/ajustes/equipes/criar", it(302), (("name", "Exames"),)),),
    "ajustes/equipes/<str:team>/nome": (
        Row("POST", lambda place: f"/ajustes/equipes/{place.team}/nome", it(302), (("name", "Agenda"),)),
    ),
    "ajustes/equipes/<str:team>/restringir": (
        Row("POST", lambda place: f"/ajustes/equipes/{place.team}/restringir", it(302)),
    ),
    "ajustes/equipes/<str:team>/abrir": (Row("POST", lambda place: f"/ajustes/equipes/{place.team}/abrir", it(302)),),
    "ajustes/equipes/<str:team>/pessoas": (
        Row("POST", lambda place: f"/ajustes/equipes/{place.team}/pessoas", it(302), (("person", "absent"),)),
    ),
    "ajustes/equipes/<str:team>/pessoas/<str:person>/retirar": (
        Row("POST", lambda place: f"/ajustes/equipes/{place.team}/pessoas/{place.person}/retirar", it(302)),
    ),
    "atendimento/equipe/<str:team>/pedir": (
        Row("POST", lambda place: f"/atendimento/equipe/{place.team}/pedir", (*TO_THE_DOOR, *(404,) * 3, *(403,) * 3)),
    ),
    "atendimento/equipe/<str:team>/emergencia": (
        Row(
            "POST",
            lambda place: f"/atendimento/equipe/{place.team}/emergencia",
            (*TO_THE_DOOR, 302, 302, 302, 403, 403, 403),
        ),
    ),
    "atendimento/c/<str:conversation>/transferir": (
        Row("GET", lambda place: f"/atendimento/c/{place.conversation}/transferir", within_team(200)),
        Row("GET", lambda place: f"/atendimento/c/{place.conversation}/transferir?to=absent", within_team(200)),
        Row("POST", lambda place: f"/atendimento/c/{place.conversation}/transferir", inside(404)),
    ),
    "atendimento/c/<str:conversation>/transferir/desfazer": (
        Row("POST", lambda place: f"/atendimento/c/{place.conversation}/transferir/desfazer", inside(404)),
    ),
    "supervisao/acessos/<str:pass_id>/encerrar": (
        Row("POST", lambda _: "/supervisao/acessos/absent/encerrar", inside(404)),
    ),
    "supervisao/emergencias/<str:glass_id>/nada": (
        Row("POST", lambda _: "/supervisao/emergencias/absent/nada", inside(404)),
    ),
    "ajustes/papeis": (Row("GET", lambda _: "/ajustes/papeis", it(200)),),
    "ajustes/papeis/copiar": (
        Row("POST", lambda _: "/ajustes/papeis/copiar", it(302), (("name", "Recepção"), ("preset", "agent"))),
    ),
    "ajustes/papeis/<str:role>": (
        Row("GET", lambda _: "/ajustes/papeis/agent", it(200)),
        Row("GET", lambda _: "/ajustes/papeis/absent", it(404)),
    ),
    "ajustes/papeis/<str:role>/mudar": (Row("POST", lambda _: "/ajustes/papeis/absent/mudar", it(302)),),
    "ajustes/pessoas/<str:person>/papel": (
        Row("POST", lambda place: f"/ajustes/pessoas/{place.person}/papel", it(302), (("role", "agent"),)),
    ),
    "ajustes/pessoas/<str:person>": (
        Row("GET", lambda _: "/ajustes/pessoas/absent", it(404)),
        Row("GET", lambda place: f"/ajustes/pessoas/{place.person}", it(200)),
    ),
    "ajustes/pessoas/<str:person>/suspender": (
        Row("POST", lambda place: f"/ajustes/pessoas/{place.person}/suspender", it(302)),
    ),
    "ajustes/pessoas/<str:person>/encerrar": (
        Row("POST", lambda place: f"/ajustes/pessoas/{place.person}/encerrar", it(302)),
    ),
    "ajustes/sessoes/encerrar": (Row("POST", lambda _: "/ajustes/sessoes/encerrar", it(302)),),
    "ajustes/pessoas/<str:person>/voltar": (
        Row("POST", lambda place: f"/ajustes/pessoas/{place.person}/voltar", it(302)),
    ),
    "ajustes/revisao": (Row("GET", lambda _: "/ajustes/revisao", (*TO_THE_DOOR, 403, 403, 403, 200, 200, 403)),),
    "ajustes/revisao/comecar": (
        Row("POST", lambda _: "/ajustes/revisao/comecar", (*TO_THE_DOOR, 403, 403, 403, 302, 302, 403)),
    ),
    "ajustes/revisao/concluir": (
        Row("POST", lambda _: "/ajustes/revisao/concluir", (*TO_THE_DOOR, 403, 403, 403, 302, 302, 403)),
    ),
    "ajustes/revisao/pessoas/<str:person>": (
        Row(
            "POST",
            lambda place: f"/ajustes/revisao/pessoas/{place.person}",
            (*TO_THE_DOOR, 403, 403, 403, 302, 302, 403),
            (("decision", "keep"),),
        ),
    ),
    "ajustes/politicas": (Row("GET", lambda _: "/ajustes/politicas", (*TO_THE_DOOR, 403, 403, 403, 200, 200, 403)),),
    "ajustes/politicas/simular": (
        Row("POST", lambda _: "/ajustes/politicas/simular", (*TO_THE_DOOR, 403, 403, 403, 200, 200, 403)),
    ),
    "ajustes/politicas/mudar": (
        Row("POST", lambda _: "/ajustes/politicas/mudar", (*TO_THE_DOOR, 403, 403, 403, 302, 302, 403)),
    ),
    "ajustes/politicas/recomecar": (
        Row("POST", lambda _: "/ajustes/politicas/recomecar", (*TO_THE_DOOR, 403, 403, 403, 302, 302, 403)),
    ),
    "supervisao/emergencias/<str:glass_id>/explicar": (
        Row("POST", lambda _: "/supervisao/emergencias/absent/explicar", inside(302)),
        Row(
            "POST",
            lambda _: "/supervisao/emergencias/absent/explicar",
            inside(404),
            (("why", "o cliente passou mal na recepção"),),
        ),
    ),
    "supervisao/emergencias/<str:glass_id>/revisar": (
        Row("POST", lambda _: "/supervisao/emergencias/absent/revisar", inside(404)),
    ),
    "supervisao/limites/<str:stop>/visto": (Row("POST", lambda _: "/supervisao/limites/absent/visto", inside(404)),),
    "supervisao/aprovacoes/pedido/<str:request_id>/perguntar": (
        Row("POST", lambda _: "/supervisao/aprovacoes/pedido/absent/perguntar", inside(404)),
    ),
    "supervisao/aprovacoes/pedido/<str:request_id>/responder": (
        Row("POST", lambda _: "/supervisao/aprovacoes/pedido/absent/responder", inside(404)),
    ),
    "supervisao/aprovacoes/respostas": (Row("GET", lambda _: "/supervisao/aprovacoes/respostas", inside(200)),),
    "supervisao/aprovacoes": (Row("GET", lambda _: "/supervisao/aprovacoes", inside(200)),),
    "supervisao/aprovacoes/<str:source>/<str:request_id>/aprovar": (
        Row("POST", lambda _: "/supervisao/aprovacoes/pedido/absent/aprovar", inside(404)),
        Row(
            "POST",
            lambda _: "/supervisao/aprovacoes/eliminacao/absent/aprovar",
            (*TO_THE_DOOR, 403, 403, 404, 404, 403, 403),
        ),
    ),
    "supervisao/aprovacoes/<str:source>/<str:request_id>/recusar": (
        Row("POST", lambda _: "/supervisao/aprovacoes/pedido/absent/recusar", inside(404)),
        Row(
            "POST",
            lambda _: "/supervisao/aprovacoes/eliminacao/absent/recusar",
            (*TO_THE_DOOR, 403, 403, 404, 404, 403, 403),
        ),
    ),
    "supervisao/aprovacoes/<str:source>/<str:request_id>/retirar": (
        Row("POST", lambda _: "/supervisao/aprovacoes/pedido/absent/retirar", inside(404)),
        Row("POST", lambda _: "/supervisao/aprovacoes/outro/absent/retirar", inside(404)),
    ),
    "ajustes/equipe": (Row("GET", lambda _: "/ajustes/equipe", it(200)),),
    "ajustes/equipe/convidar": (Row("POST", lambda _: "/ajustes/equipe/convidar", it(302)),),
    "ajustes/equipe/convites/<str:invitation>/retirar": (
        Row("POST", lambda _: "/ajustes/equipe/convites/absent/retirar", it(302)),
    ),
}
