"""A customer writes PARAR: the desk shows it at once, they are told once, and VOLTAR takes it back."""

from playwright.sync_api import expect

from started import eventually


def test_one_word_stops_promotions_and_another_takes_it_back(visitors, customer):
    agent = visitors.page("marina")
    customer.writes("bom dia")
    customer.opened_by(agent)
    said = agent.locator("#context .wish")
    expect(said).to_have_count(0)

    customer.writes("Párar")
    expect(said).to_contain_text("Não quer propaganda")
    expect(said).to_contain_text("com uma palavra na conversa")
    eventually(lambda: len(customer.received()) == 1)
    customer.writes("PARAR")
    customer.writes("VOLTAR")

    expect(said).to_have_count(0)
    eventually(lambda: len(customer.received()) == 2)
    assert [each.split(",")[0].split(".")[0] for each in customer.received()] == ["Pronto", "Combinado"]
