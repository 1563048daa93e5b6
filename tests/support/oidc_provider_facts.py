"""How the desk is registered at the provider of the tests."""

CLIENT, SECRET = "desvelo-desk", "a-secret-of-the-provider"
