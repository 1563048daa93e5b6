"""The addresses of the door, the lock and one's own account."""

from django.urls import path

from desvelo.guards.access import (
    account_views,
    federation_views,
    lock_views,
    provider_views,
    provisioning_views,
    setup_views,
    team_views,
    views,
)

app_name = "access"
urlpatterns = [
    path("primeiros-passos", setup_views.first_steps, name="first_steps"),
    path("convite", team_views.accept, name="accept"),
    path("convite/provedor/<str:provider>", federation_views.join, name="join_by_provider"),
    path("ajustes/provedores", provider_views.page, name="providers"),
    path("ajustes/provedores/conectar", provider_views.connect, name="connect_provider"),
    path("ajustes/provedores/<str:provider>/conferir", provider_views.check, name="check_provider"),
    path("ajustes/provedores/<str:provider>/segredo", provider_views.give_secret, name="provider_secret"),
    path("ajustes/provedores/<str:provider>/ligar", provider_views.switch, name="switch_provider"),
    path("ajustes/provedores/<str:provider>/remover", provider_views.remove, name="remove_provider"),
    path("ajustes/provedores/<str:provider>/contas", provisioning_views.page, name="provisioning"),
    path("ajustes/provedores/<str:provider>/contas/chaves", provisioning_views.make_token, name="make_token"),
    path(
        "ajustes/provedores/<str:provider>/contas/chaves/<str:token>/revogar",
        provisioning_views.revoke_token,
        name="revoke_token",
    ),
    path("ajustes/provedores/<str:provider>/contas/grupos/<str:group>", provisioning_views.stand_for, name="stand_for"),
    path("ajustes/equipe", team_views.page, name="team"),
    path("ajustes/equipe/convidar", team_views.invite, name="invite"),
    path("ajustes/equipe/convites/<str:invitation>/retirar", team_views.withdraw, name="withdraw"),
    path("entrar", views.sign_in, name="sign_in"),
    path("entrar/chave", views.check_passkey, name="sign_in_passkey"),
    path("entrar/chave/desafio", views.ask_passkey, name="ask_passkey"),
    path("entrar/provedor/<str:provider>", federation_views.sign_in, name="sign_in_by_provider"),
    path("entrar/provedor/<str:provider>/retorno", federation_views.come_back, name="provider_return"),
    path("entrar/segundo-fator", views.second_factor, name="second_factor"),
    path("entrar/cadastrar-fator", views.enrol, name="enrol"),
    path("entrar/cadastrar-fator/qr.svg", views.enrol_qr, name="enrol_qr"),
    path("sair", views.sign_out, name="sign_out"),
    path("bloqueio", lock_views.lock_page, name="lock"),
    path("bloqueio/travar", lock_views.lock, name="lock_now"),
    path("bloqueio/prazo", lock_views.time_left, name="time_left"),
    path("confirmar", lock_views.confirm_page, name="confirm"),
    path("confirmar/chave", lock_views.prove_with_passkey, name="prove_passkey"),
    path("confirmar/chave/desafio", lock_views.ask_passkey, name="prove_challenge"),
    path("confirmar/senha", lock_views.prove_with_code, name="prove_code"),
    path("confirmar/provedor/<str:provider>", federation_views.prove, name="prove_by_provider"),
    path("conta", account_views.home, name="account"),
    path("conta/aparencia", account_views.look, name="look"),
    path("conta/seguranca", account_views.security, name="security"),
    path("conta/seguranca/chaves", account_views.add_passkey, name="add_passkey"),
    path("conta/seguranca/chaves/desafio", account_views.ask_new_passkey, name="new_challenge"),
    path("conta/seguranca/chaves/<str:passkey>/nome", account_views.rename_passkey, name="rename_passkey"),
    path("conta/seguranca/chaves/<str:passkey>/remover", account_views.remove_passkey, name="remove_passkey"),
    path("conta/seguranca/sessoes/encerrar", account_views.end_other_sessions, name="end_other_sessions"),
    path("conta/seguranca/sessoes/<str:code>/encerrar", account_views.end_session, name="end_session"),
    path("conta/seguranca/provedores/<str:provider>/conectar", federation_views.link, name="link_provider"),
    path(
        "conta/seguranca/provedores/<str:provider>/desconectar", account_views.unlink_provider, name="unlink_provider"
    ),
]
