"""A chat as a phone exports it, and what must not be readable in anything made from it.  Nobody in it exists."""

CHAT = """\
12/03/2024 14:05 - As mensagens são protegidas com a criptografia de ponta a ponta.
12/03/2024 14:05 - Clínica Aurora: Bom dia! Qual é o seu CPF?
12/03/2024 14:06 - +55 11 90000-4417: 529.982.247-25
e o cartão 4111 1111 1111 1111
12/03/2024 14:07 - Maria Lopes: pedido 12345678, até logo
12/03/2024 14:08 - Maria Lopes: fala com @\u2068Caio Prado\u2069, ana@example.com
12/03/2024 14:09 - Maria Lopes adicionou Caio Prado
"""
SECRETS = ("529.982.247-25", "4111 1111 1111 1111", "ana@example.com", "90000-4417")
