"""What each visitor gets at each route of the product: the table that ``test_routes_and_roles`` walks through.

The columns of a row are those of ``columns``.
"""

from uuid import UUID

from columns import DOOR, LOCK, TO_THE_DOOR, also_locked, attending, everybody, inside, it, watching, within_team
from house import PHONE_NUMBER_ID
from provisioning_routes import PROVISIONING
from route_row import Row
from route_table_people import OF_PEOPLE
from routes_of_recovery import OF_RECOVERY

TABLE: dict[str, tuple[Row, ...]] = {
    **OF_RECOVERY,
    "healthz": (Row("GET", lambda _: "/healthz", everybody(200)), Row("POST", lambda _: "/healthz", everybody(405))),
    "readyz": (Row("GET", lambda _: "/readyz", everybody(200)),),
    "metrics": (Row("GET", lambda _: "/metrics", everybody(404)),),
    "entrar": (Row("GET", lambda _: "/entrar", everybody(200)),),
    "entrar/chave": (Row("POST", lambda _: "/entrar/chave", everybody(401)),),
    "entrar/chave/desafio": (Row("POST", lambda _: "/entrar/chave/desafio", everybody(200)),),
    "entrar/provedor/<str:provider>": (
        Row("GET", lambda _: "/entrar/provedor/absent", everybody(405)),
        Row("POST", lambda _: "/entrar/provedor/absent", everybody(404)),
    ),
    "entrar/provedor/<str:provider>/resposta": (
        Row("GET", lambda _: "/entrar/provedor/absent/resposta", everybody(405)),
        Row("POST", lambda _: "/entrar/provedor/absent/resposta", everybody(404)),
    ),
    "entrar/provedor/<str:provider>/retorno": (
        Row("GET", lambda _: "/entrar/provedor/absent/retorno?state=x&code=x", everybody(404)),
    ),
    "entrar/segundo-fator": (Row("GET", lambda _: "/entrar/segundo-fator", (302, 200, *(302,) * 7)),),
    "entrar/cadastrar-fator": (Row("GET", lambda _: "/entrar/cadastrar-fator", everybody(302)),),
    "entrar/cadastrar-fator/qr.svg": (Row("GET", lambda _: "/entrar/cadastrar-fator/qr.svg", everybody(404)),),
    "bloqueio": (Row("GET", lambda _: "/bloqueio", (DOOR, DOOR, 200, *(302,) * 6)),),
    "bloqueio/travar": (Row("POST", lambda _: "/bloqueio/travar", also_locked(302)),),
    "bloqueio/prazo": (
        Row("GET", lambda _: "/bloqueio/prazo", inside(200)),
        Row("POST", lambda _: "/bloqueio/prazo", inside(200)),
    ),
    "confirmar": (Row("GET", lambda _: "/confirmar", inside(200)),),
    "confirmar/chave": (Row("POST", lambda _: "/confirmar/chave", also_locked(401)),),
    "confirmar/chave/desafio": (Row("POST", lambda _: "/confirmar/chave/desafio", also_locked(200)),),
    "confirmar/senha": (Row("POST", lambda _: "/confirmar/senha", also_locked(401)),),
    "confirmar/provedor/<str:provider>": (Row("POST", lambda _: "/confirmar/provedor/absent", also_locked(404)),),
    "conta": (Row("GET", lambda _: "/conta", inside(302)),),
    "conta/aparencia": (
        Row("GET", lambda _: "/conta/aparencia", inside(200)),
        Row("POST", lambda _: "/conta/aparencia", inside(302), (("theme", "dark"),)),
    ),
    "conta/seguranca": (Row("GET", lambda _: "/conta/seguranca", inside(200)),),
    "conta/seguranca/senha": (
        Row("GET", lambda _: "/conta/seguranca/senha", inside(200)),
        Row("POST", lambda _: "/conta/seguranca/senha", inside(302)),
    ),
    "conta/seguranca/chaves": (Row("POST", lambda _: "/conta/seguranca/chaves", inside(302)),),
    "conta/seguranca/chaves/desafio": (Row("POST", lambda _: "/conta/seguranca/chaves/desafio", inside(403)),),
    "conta/seguranca/chaves/<str:passkey>/nome": (
        Row("POST", lambda _: "/conta/seguranca/chaves/absent/nome", inside(302), (("name", "x"),)),
    ),
    "conta/seguranca/chaves/<str:passkey>/remover": (
        Row("POST", lambda _: "/conta/seguranca/chaves/absent/remover", inside(302)),
    ),
    "conta/seguranca/provedores/<str:provider>/conectar": (
        Row("POST", lambda _: "/conta/seguranca/provedores/absent/conectar", inside(302)),
    ),
    "conta/seguranca/provedores/<str:provider>/desconectar": (
        Row("POST", lambda _: "/conta/seguranca/provedores/absent/desconectar", inside(302)),
    ),
    "conta/seguranca/sessoes/encerrar": (Row("POST", lambda _: "/conta/seguranca/sessoes/encerrar", inside(302)),),
    "conta/seguranca/sessoes/<str:code>/encerrar": (
        Row("POST", lambda _: "/conta/seguranca/sessoes/absent/encerrar", inside(302)),
    ),
    "sair": (Row("GET", lambda _: "/sair", everybody(405)), Row("POST", lambda _: "/sair", everybody(302))),
    "": (Row("GET", lambda _: "/", inside(302)),),
    "atendimento/buscar": (Row("GET", lambda _: "/atendimento/buscar", attending(200)),),
    "atendimento/buscar/ler": (
        Row("GET", lambda _: "/atendimento/buscar/ler", inside(405)),
        Row("POST", lambda _: "/atendimento/buscar/ler", attending(200), (("words", "cpf"), ("days", "30"))),
        Row("POST", lambda _: "/atendimento/buscar/ler", attending(422)),
    ),
    "atendimento/buscar/parar": (Row("POST", lambda _: "/atendimento/buscar/parar", attending(204)),),
    "atendimento": (Row("GET", lambda _: "/atendimento", inside(302)),),
    "^atendimento/(?P<view>minhas|sem-responsavel|todas)$": tuple(
        Row("GET", lambda _, key=key: f"/atendimento/{key}", attending(200))
        for key in ("minhas", "sem-responsavel", "todas")
    ),
    "atendimento/equipe/<str:team>": (
        Row("GET", lambda place: f"/atendimento/equipe/{place.team}", within_team(200)),
        Row("GET", lambda _: "/atendimento/equipe/absent", inside(404)),
    ),
    "atendimento/lista": (
        Row("GET", lambda _: "/atendimento/lista", attending(200)),
        Row("GET", lambda _: "/atendimento/lista?view=minhas&cursor=1&shown=2", attending(200)),
        Row("GET", lambda place: f"/atendimento/lista?view={place.team}", within_team(200)),
        Row("GET", lambda _: f"/atendimento/lista?cursor={'9' * 5000}", attending(200)),
    ),
    "atendimento/c/<str:conversation>": (
        Row("GET", lambda place: f"/atendimento/c/{place.conversation}", within_team(200)),
        Row("GET", lambda _: "/atendimento/c/absent", inside(404)),
        Row("GET", lambda _: "/atendimento/c/%00", everybody(400)),
    ),
    "atendimento/c/<str:conversation>/mensagens": (
        Row("GET", lambda place: f"/atendimento/c/{place.conversation}/mensagens", within_team(200)),
    ),
    "atendimento/c/<str:conversation>/responder": (
        Row(
            "POST",
            lambda place: f"/atendimento/c/{place.conversation}/responder",
            within_team(204),
            (("text", "bom dia"),),
        ),
    ),
    "atendimento/c/<str:conversation>/rascunho": (
        Row(
            "POST",
            lambda place: f"/atendimento/c/{place.conversation}/rascunho",
            (DOOR, DOOR, 204, 204, 404, 204, 404, 404, 404),
            (("text", "bom d"),),
        ),
    ),
    "^atendimento/c/(?P<conversation>[^/]+)/compor/(?P<kind>botoes|contato|lista|lugar)$": (
        Row("GET", lambda place: f"/atendimento/c/{place.conversation}/compor/lista", within_team(200)),
        Row(
            "POST",
            lambda place: f"/atendimento/c/{place.conversation}/compor/botoes",
            within_team(302),
            (("body", "Quinta?"), ("button.1", "Sim")),
        ),
    ),
    "atendimento/c/<str:conversation>/assumir": (
        Row("POST", lambda place: f"/atendimento/c/{place.conversation}/assumir", within_team(200)),
    ),
    "atendimento/proxima": (
        Row("POST", lambda _: "/atendimento/proxima", attending(302)),
        Row("GET", lambda _: "/atendimento/proxima", inside(405)),
    ),
    "atendimento/c/<str:conversation>/reenviar/<str:message>": (
        Row("POST", lambda place: f"/atendimento/c/{place.conversation}/reenviar/absent", (*TO_THE_DOOR, *(404,) * 6)),
    ),
    "atendimento/c/<str:conversation>/reagir/<str:message>": (
        Row("POST", lambda place: f"/atendimento/c/{place.conversation}/reagir/absent", within_team(409)),
    ),
    "atendimento/c/<str:conversation>/digitando": (
        Row("POST", lambda place: f"/atendimento/c/{place.conversation}/digitando", within_team(204)),
    ),
    "atendimento/c/<str:conversation>/identidade": (
        Row(
            "POST",
            lambda place: f"/atendimento/c/{place.conversation}/identidade",
            within_team(204),
            (("way", "call"),),
        ),
    ),
    "atendimento/c/<str:conversation>/voltar-a-perguntar": (
        Row("POST", lambda place: f"/atendimento/c/{place.conversation}/voltar-a-perguntar", within_team(204)),
        Row("GET", lambda place: f"/atendimento/c/{place.conversation}/voltar-a-perguntar", inside(405)),
    ),
    "atendimento/c/<str:conversation>/modelos": (
        Row("GET", lambda place: f"/atendimento/c/{place.conversation}/modelos", within_team(200)),
        Row("POST", lambda place: f"/atendimento/c/{place.conversation}/modelos", (*TO_THE_DOOR, *(404,) * 6)),
    ),
    "primeiros-passos": (
        Row("GET", lambda _: "/primeiros-passos", everybody(404)),
        Row("POST", lambda _: "/primeiros-passos", everybody(404)),
    ),
    "convite": (Row("GET", lambda _: "/convite", everybody(200)), Row("POST", lambda _: "/convite", everybody(422))),
    "convite/provedor/<str:provider>": (Row("POST", lambda _: "/convite/provedor/absent", everybody(404)),),
    "ajustes/provedores": (Row("GET", lambda _: "/ajustes/provedores", it(200)),),
    "ajustes/provedores/conectar": (Row("POST", lambda _: "/ajustes/provedores/conectar", it(302)),),
    "ajustes/provedores/conectar-saml": (Row("POST", lambda _: "/ajustes/provedores/conectar-saml", it(302)),),
    "ajustes/provedores/<str:provider>/metadados": (
        Row("POST", lambda _: "/ajustes/provedores/absent/metadados", it(302)),
    ),
    "ajustes/provedores/<str:provider>/conferir": (
        Row("POST", lambda _: "/ajustes/provedores/absent/conferir", it(404)),
    ),
    "ajustes/provedores/<str:provider>/segredo": (
        Row("POST", lambda _: "/ajustes/provedores/absent/segredo", it(302)),
    ),
    "ajustes/provedores/<str:provider>/ligar": (Row("POST", lambda _: "/ajustes/provedores/absent/ligar", it(302)),),
    "ajustes/provedores/<str:provider>/remover": (
        Row("POST", lambda _: "/ajustes/provedores/absent/remover", it(302)),
    ),
    **PROVISIONING,
    "ajustes/chaves": (Row("GET", lambda _: "/ajustes/chaves", it(200)),),
    "ajustes/chaves/andamento": (Row("GET", lambda _: "/ajustes/chaves/andamento", it(200)),),
    "ajustes/chaves/trocar": (Row("POST", lambda _: "/ajustes/chaves/trocar", it(302)),),
    **OF_PEOPLE,
    "ajustes/numeros": (Row("GET", lambda _: "/ajustes/numeros", it(200)),),
    "ajustes/numeros/conectar": (
        Row("GET", lambda _: "/ajustes/numeros/conectar", it(302)),
        Row("POST", lambda _: "/ajustes/numeros/conectar", it(404)),
    ),
    "ajustes/numeros/<str:number>": (Row("GET", lambda _: f"/ajustes/numeros/{PHONE_NUMBER_ID}", it(200)),),
    "ajustes/numeros/<str:number>/conferir/<str:probe>": (
        Row("POST", lambda _: f"/ajustes/numeros/{PHONE_NUMBER_ID}/conferir/x", it(404)),
    ),
    "ajustes/numeros/<str:number>/corrigir": (
        Row("POST", lambda _: f"/ajustes/numeros/{PHONE_NUMBER_ID}/corrigir", it(302)),
    ),
    "modelos": (Row("GET", lambda _: "/modelos", (*TO_THE_DOOR, 403, 403, 200, 403, 200, 403)),),
    "modelos/pedir": (Row("POST", lambda _: "/modelos/pedir", (*TO_THE_DOOR, 403, 403, 302, 403, 302, 403)),),
    "demo/galeria": (
        Row("GET", lambda _: "/demo/galeria", everybody(200)),
        Row("GET", lambda _: "/demo/galeria?tema=escuro", everybody(200)),
    ),
    "conta/atalhos": (Row("POST", lambda _: "/conta/atalhos", inside(204)),),
    "atendimento/dado/<str:datum>": (
        Row("GET", lambda place: f"/atendimento/dado/{place.datum}", within_team(200)),
        Row("POST", lambda place: f"/atendimento/dado/{place.datum}", within_team(200), (("reason", "invoice"),)),
        Row("GET", lambda _: "/atendimento/dado/absent", inside(404)),
    ),
    "ajustes/alarmes/<str:alarm>/visto": (
        Row("POST", lambda _: "/ajustes/alarmes/absent/visto", (*TO_THE_DOOR, 403, 403, 403, 404, 404, 403)),
    ),
    "atendimento/mostrado/<str:ticket>": (Row("GET", lambda _: "/atendimento/mostrado/absent", inside(404)),),
    "atendimento/dado/<str:datum>/conferir": (
        Row("GET", lambda place: f"/atendimento/dado/{place.datum}/conferir", within_team(200)),
        Row("POST", lambda place: f"/atendimento/dado/{place.datum}/conferir", within_team(200), (("typed", "1"),)),
        Row("GET", lambda _: "/atendimento/dado/absent/conferir", inside(404)),
    ),
    "atendimento/dado/<str:datum>/emergencia": (
        Row("GET", lambda place: f"/atendimento/dado/{place.datum}/emergencia", within_team(200)),
        Row(
            "POST",
            lambda place: f"/atendimento/dado/{place.datum}/emergencia",
            within_team(403),
            (("reason", "invoice"),),
        ),
    ),
    "atendimento/dado/<str:datum>/mais-tempo": (
        Row("POST", lambda place: f"/atendimento/dado/{place.datum}/mais-tempo", inside(404), (("word", "x"),)),
        Row("GET", lambda place: f"/atendimento/dado/{place.datum}/mais-tempo", inside(405)),
    ),
    "atendimento/arquivo/<str:message>/mais-tempo": (
        Row("POST", lambda place: f"/atendimento/arquivo/{place.file}/mais-tempo", inside(404), (("word", "x"),)),
        Row("GET", lambda place: f"/atendimento/arquivo/{place.file}/mais-tempo", inside(405)),
    ),
    "atendimento/dado/<str:datum>/pedir": (
        Row(
            "POST",
            lambda place: f"/atendimento/dado/{place.datum}/pedir",
            within_team(409),
            (("reason", "invoice"),),
        ),
        Row("POST", lambda _: "/atendimento/dado/absent/pedir", inside(404)),
    ),
    "atendimento/arquivo/<str:message>/pedir": (
        Row(
            "POST", lambda place: f"/atendimento/arquivo/{place.file}/pedir", within_team(409), (("reason", "invoice"),)
        ),
        Row("POST", lambda _: "/atendimento/arquivo/absent/pedir", inside(404)),
    ),
    "atendimento/dado/<str:datum>/motivo": tuple(
        Row(method, lambda place: f"/atendimento/dado/{place.datum}/motivo", within_team(200))
        for method in ("GET", "POST")
    ),
    "atendimento/c/<str:conversation>/ocultar/<str:message>": (
        Row("GET", lambda place: f"{place.hide}?start=0&end=3", within_team(200)),
        Row("POST", lambda place: place.hide, within_team(409), (("label", "CPF"),)),
        Row("GET", lambda place: f"{place.hide}x", (*TO_THE_DOOR, *(404,) * 6)),
    ),
    "protecao": (
        Row("GET", lambda _: "/protecao", (*TO_THE_DOOR, 403, 403, 403, 200, 200, 403)),
        Row("POST", lambda _: "/protecao", (*TO_THE_DOOR, 403, 403, 403, 200, 200, 403)),
    ),
    "protecao/relatos/<uuid:dispute>": (
        Row("POST", lambda _: f"/protecao/relatos/{UUID(int=7)}", (*TO_THE_DOOR, 403, 403, 403, 404, 404, 403)),
    ),
    "atendimento/arquivo/<str:message>": (
        Row("GET", lambda place: f"/atendimento/arquivo/{place.message}", inside(404)),  # a message without a file
        Row("POST", lambda _: "/atendimento/arquivo/absent", inside(404), (("reason", "invoice"),)),
        Row("GET", lambda place: f"/atendimento/arquivo/{place.file}", within_team(200)),
    ),
    "atendimento/olhar/<str:look>/<int:page>": (Row("GET", lambda _: "/atendimento/olhar/absent/0", inside(404)),),
    "events/authorize": (
        Row("GET", lambda _: "/events/authorize", inside(204)),
        Row("GET", lambda place: f"/events/authorize?c={place.conversation}", within_team(204)),
    ),
    "auditoria": (
        Row("GET", lambda _: "/auditoria", inside(200)),
        Row("GET", lambda _: f"/auditoria?cursor={'9' * 5000}", inside(200)),
        Row("GET", lambda _: "/auditoria?quem=x&ato=x&dado=x&cliente=x&periodo=x&de=x&ate=x&resultado=x", inside(200)),
    ),
    "auditoria/conferir": (Row("POST", lambda _: "/auditoria/conferir", (*TO_THE_DOOR, 403, 403, 403, 302, 302, 302)),),
    "auditoria/<int:index>": (
        Row("GET", lambda place: f"/auditoria/{place.entry}", (*TO_THE_DOOR, 200, 404, 200, 200, 200, 200)),
        Row("GET", lambda _: f"/auditoria/{2**70}", inside(404)),
    ),
    "auditoria/<int:index>/prova.json": (
        Row("GET", lambda place: f"/auditoria/{place.entry}/prova.json", (*TO_THE_DOOR, 200, 404, 200, 200, 200, 200)),
        Row("GET", lambda _: f"/auditoria/{2**70}/prova.json", inside(404)),
    ),
    "auditoria/<int:index>/prova.tlog-proof": (
        Row(
            "GET",
            lambda place: f"/auditoria/{place.entry}/prova.tlog-proof",
            (*TO_THE_DOOR, 200, 404, 200, 200, 200, 200),
        ),
    ),
    "auditoria/exportar": (
        Row("GET", lambda _: "/auditoria/exportar", (*TO_THE_DOOR, 403, 403, 200, 200, 200, 200)),
        Row(
            "POST",
            lambda _: "/auditoria/exportar?ato=datum:reveal",
            (*TO_THE_DOOR, 403, 403, 302, 302, 302, 302),
            (("form", "sheet"), ("reason", "check")),
        ),
        Row(
            "POST",
            lambda _: "/auditoria/exportar",
            (*TO_THE_DOOR, 403, 403, 302, 302, 302, 302),
            (("form", "log"), ("reason", "check")),
        ),
        Row("POST", lambda _: "/auditoria/exportar", (*TO_THE_DOOR, 403, 403, 302, 302, 302, 302)),
    ),
    "auditoria/guarda": (Row("GET", lambda _: "/auditoria/guarda", (*TO_THE_DOOR, 403, 403, 403, 200, 200, 200)),),
    "confianca/auditoria": (
        Row("GET", lambda _: "/confianca/auditoria", everybody(200)),
        Row("GET", lambda _: f"/confianca/auditoria?abaixo={'9' * 5000}", everybody(200)),
        Row("POST", lambda _: "/confianca/auditoria", everybody(405)),
    ),
    "confianca/auditoria.txt": (Row("GET", lambda _: "/confianca/auditoria.txt?abaixo=x", everybody(200)),),
    "confianca/auditoria/crescimento": (
        Row("GET", lambda _: "/confianca/auditoria/crescimento?de=0", everybody(422)),
        Row("GET", lambda _: f"/confianca/auditoria/crescimento?de={'9' * 18}", everybody(404)),
        Row("GET", lambda _: f"/confianca/auditoria/crescimento?de={'9' * 5000}", everybody(400)),
        Row("POST", lambda _: "/confianca/auditoria/crescimento", everybody(405)),
    ),
    "auditoria/conferir-fora": (Row("GET", lambda _: "/auditoria/conferir-fora", inside(200)),),
    "auditoria/verify_ledger.py": (Row("GET", lambda _: "/auditoria/verify_ledger.py", inside(200)),),
    "meus-acessos": (
        Row("GET", lambda _: "/meus-acessos", inside(200)),
        Row("GET", lambda _: f"/meus-acessos?tudo=1&cursor={'9' * 5000}", inside(200)),
    ),
    "meus-acessos/<int:index>/engano": (
        Row("GET", lambda place: f"/meus-acessos/{place.entry}/engano", inside(405)),
        Row(
            "POST",
            lambda place: f"/meus-acessos/{place.entry}/engano",
            (*TO_THE_DOOR, 302, 404, 404, 404, 404, 404),
        ),
        Row("POST", lambda _: f"/meus-acessos/{2**70}/engano", inside(404)),
    ),
    "demo": (Row("GET", lambda _: "/demo", (302, 302, LOCK, 200, 404, 200, 302, 302, 302)),),
    "demo/continuar": (Row("POST", lambda _: "/demo/continuar", everybody(302)),),
    "postura/mensagens": (
        Row("GET", lambda _: "/postura/mensagens", watching(200)),
        Row("GET", lambda _: f"/postura/mensagens?state=failed&cursor={'9' * 5000}", watching(200)),
        Row("GET", lambda _: "/postura/mensagens?state=aside&reason=absent", watching(200)),
    ),
    "postura/mensagens/<str:message>": (
        Row("GET", lambda place: f"/postura/mensagens/{place.message}", watching(200)),
        Row("GET", lambda _: "/postura/mensagens/absent", watching(404)),
    ),
    "demo/pane": (Row("GET", lambda _: "/demo/pane", (*TO_THE_DOOR, 200, 404, 200, 200, 200, 200)),),
    "demo/reset": (Row("POST", lambda _: "/demo/reset", inside(302)),),
    "demo/clock": (Row("POST", lambda _: "/demo/clock", everybody(415)),),
}
