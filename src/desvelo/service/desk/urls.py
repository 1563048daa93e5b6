"""The addresses of the desk."""

from django.urls import path, re_path

from desvelo.service.desk import (
    answer_views,
    compose_views,
    datum_views,
    draft_views,
    file_views,
    hide_views,
    protection_views,
    search_views,
    shown_views,
    template_views,
    views,
)

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("atendimento", views.home, name="inbox_home"),
    re_path(r"^atendimento/(?P<view>minhas|sem-responsavel|todas)$", views.inbox, name="inbox"),
    path("atendimento/equipe/<str:team>", views.team, name="team"),
    path("atendimento/proxima", views.take_next, name="take_next"),
    path("atendimento/lista", views.list_fragment, name="list_fragment"),
    path("atendimento/buscar", search_views.page, name="search"),
    path("atendimento/buscar/ler", search_views.read, name="search_read"),
    path("atendimento/buscar/parar", search_views.stop, name="search_stop"),
    path("atendimento/c/<str:conversation>", views.conversation, name="conversation"),
    path("atendimento/c/<str:conversation>/mensagens", views.items_fragment, name="items_fragment"),
    path("atendimento/c/<str:conversation>/responder", views.reply, name="reply"),
    path("atendimento/c/<str:conversation>/reenviar/<str:message>", views.send_again, name="send_again"),
    path("atendimento/c/<str:conversation>/assumir", views.take, name="take"),
    path("atendimento/dado/<str:datum>", datum_views.reveal, name="reveal"),
    path("atendimento/mostrado/<str:ticket>", shown_views.shown, name="shown"),
    path("atendimento/dado/<str:datum>/conferir", datum_views.compare, name="compare"),
    path("atendimento/dado/<str:datum>/motivo", datum_views.why, name="why"),
    path("atendimento/c/<str:conversation>/ocultar/<str:message>", hide_views.hide, name="hide"),
    path("atendimento/c/<str:conversation>/reagir/<str:message>", answer_views.react, name="react"),
    path("atendimento/c/<str:conversation>/digitando", answer_views.typing, name="typing"),
    path("atendimento/c/<str:conversation>/identidade", answer_views.confirm_identity, name="confirm_identity"),
    path("atendimento/c/<str:conversation>/modelos", template_views.picker, name="picker"),
    re_path(
        r"^atendimento/c/(?P<conversation>[^/]+)/compor/(?P<kind>botoes|contato|lista|lugar)$",
        compose_views.compose,
        name="compose",
    ),
    path("modelos", template_views.page, name="templates"),
    path("modelos/pedir", template_views.ask, name="ask_templates"),
    path("protecao", protection_views.page, name="protection"),
    path("protecao/relatos/<uuid:dispute>", protection_views.judge, name="judge"),
    path("atendimento/arquivo/<str:message>", file_views.look, name="look"),
    path("atendimento/olhar/<str:look>/<int:page>", file_views.view, name="view"),
    path("conta/atalhos", views.keys, name="keys"),
    path("events/authorize", views.authorize_stream, name="authorize_stream"),
    path("atendimento/c/<str:conversation>/rascunho", draft_views.keep_draft, name="keep_draft"),
]
