from desvelo.kernel.transcripts.entry import Entry, Part, unchanged
from desvelo.kernel.transcripts.talk import MOST_CONVERSATIONS, Talk


def entry(text, *, sender="", conversation="", outgoing=None):
    return Entry(1, (Part("", text),), unchanged(text), sender, conversation=conversation, outgoing=outgoing)


def after(*said, then):
    talk = Talk()
    for each in said:
        talk.remember(each)
    context = talk.before(then, then.parts[0])
    return context.question, context.previous


def test_the_answer_is_read_with_the_question():
    assert after(entry("qual o cpf?", sender="Bia"), then=entry("529", sender="Ana")) == ("qual o cpf?", None)


def test_a_second_message_is_read_with_the_question_and_the_first():
    said = entry("qual o cpf?", sender="Bia"), entry("529.982", sender="Ana")

    assert after(*said, then=entry("247-25", sender="Ana")) == ("qual o cpf?", "529.982")


def test_a_new_question_forgets_what_was_said_before_it():
    said = entry("oi", sender="Ana"), entry("cpf?", sender="Bia"), entry("nome?", sender="Bia")

    assert after(*said, then=entry("Ana", sender="Ana")) == ("nome?", None)


def test_where_the_way_is_known_two_sides_talk_and_the_company_is_read_alone():
    said = entry("cpf?", sender="Rui", outgoing=True), entry("já mando", sender="Ana", outgoing=False)

    assert after(*said, then=entry("529", sender="Outra", outgoing=False)) == ("cpf?", "já mando")
    assert after(*said, then=entry("ok", outgoing=True)) == (None, None)


def test_conversations_do_not_mix():
    assert after(entry("cpf?", conversation="a"), then=entry("529", conversation="b")) == (None, None)


def test_a_column_asks_by_its_name():
    row = Entry(1, (Part("cliente.cpf", "52998224725"),), unchanged(""))

    assert Talk().before(row, row.parts[0]).question == "cpf:"


def test_only_the_latest_conversations_are_remembered():
    said = [entry("cpf?", conversation=str(number)) for number in range(MOST_CONVERSATIONS + 1)]

    assert after(*said, then=entry("529", sender="x", conversation="0")) == (None, None)
    assert after(*said, then=entry("529", sender="x", conversation="1")) == ("cpf?", None)
