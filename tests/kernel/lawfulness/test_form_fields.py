"""What each kind of field takes, and the exact words of what it does not."""

from datetime import date

import pytest

from desvelo.kernel.lawfulness.forms.fields import LARGEST_FILE, Field, Kind, Upload, check

TODAY = date(2026, 11, 27)
NOT_HERE = "Do not write a card number, a password or a code here. Nobody here needs it."


def field(kind: Kind, **more) -> Field:
    return Field(name="x", label="X", purpose="Para um teste só", kind=kind, **more)


def told(kind: Kind, value, **more) -> str:
    error = check(field(kind, **more), value, today=TODAY).error
    return error.in_english() if error else ""


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (Kind.CPF, "529.982.247-25", "52998224725"),
        (Kind.CPF, " 529 982 247 25 ", "52998224725"),
        (Kind.CPF, "５２９．９８２．２４７－２５", "52998224725"),
        (Kind.CEP, "01310-100", "01310100"),
        (Kind.EMAIL, "rosa@exemplo.com.br", "rosa@exemplo.com.br"),
        (Kind.PHONE, "(11) 91234-5678", "11912345678"),
        (Kind.PHONE, "+351 912 345 678", "+351912345678"),
        (Kind.DATE, "5/3/1990", "1990-03-05"),
        (Kind.DATE, "29.02.2024", "2024-02-29"),
        (Kind.STATE, "sp", "SP"),
        (Kind.BANK, "341", "341"),
        (Kind.BANK, "Banco do Brasil", "Banco do Brasil"),
        (Kind.BRANCH, "1234-x", "1234-X"),
        (Kind.ACCOUNT, "12.345-6", "12345-6"),
        (Kind.ACCOUNT, "12345-X", "12345-X"),
        (Kind.TEXT, "Rua  das   Flores, 10", "Rua das Flores, 10"),
    ],
)
def test_what_is_taken_and_how_it_is_kept(kind, written, kept):
    assert check(field(kind), written, today=TODAY).value == kept


@pytest.mark.parametrize(
    ("kind", "written", "words"),
    [
        (Kind.CPF, "529982247", "A CPF has 11 digits. 2 are missing."),
        (Kind.CPF, "5299822472", "A CPF has 11 digits. 1 is missing."),
        (Kind.CPF, "529982247255", "A CPF has 11 digits. There is 1 too many."),
        (Kind.CPF, "5299822472555", "A CPF has 11 digits. There are 2 too many."),
        (Kind.CPF, "52998224724", "This CPF does not exist. Check each digit."),
        (Kind.CPF, "111.111.111-11", "This CPF does not exist. Check each digit."),
        (Kind.CPF, "meu cpf", "A CPF has digits only. Take the letters out."),
        (Kind.CPF, "", "This is still empty."),
        (Kind.CPF, "   ", "This is still empty."),
        (Kind.CEP, "0131010", "A CEP has 8 digits. 1 is missing."),
        (Kind.CEP, "013101000", "A CEP has 8 digits. There is 1 too many."),
        (Kind.EMAIL, "rosa@exemplo", "An e-mail address has an @ and a domain, such as name@example.com."),
        (Kind.PHONE, "91234-5678", "Write the phone number with its area code, such as 11 91234-5678."),
        (Kind.PHONE, "11 9ABCD-5678", "A phone number has digits only. Take the letters out."),
        (Kind.DATE, "1990", "Write the date as day, month and year, such as 05/03/1990."),
        (Kind.DATE, "31/02/1990", "This day is not in the calendar. Check day and month."),
        (Kind.DATE, "28/11/2026", "This day is still to come. Check the year."),
        (Kind.STATE, "XX", "Write the two letters of the state, such as SP."),
        (Kind.BANK, "34", "Write the bank by its name, or by its 3 digits."),
        (Kind.BRANCH, "agência", "A branch has up to 5 digits and, in some banks, one more after a dash."),
        (Kind.ACCOUNT, "-", "Write the account with its last digit, such as 12345-6."),
        (Kind.TEXT, "x" * 502, "This is 2 characters too long."),
        (Kind.TEXT, "cartão 4111 1111 1111 1111", NOT_HERE),
        (Kind.TEXT, "minha senha é Abacate!77", NOT_HERE),
        (Kind.PHOTO, "", "No photo was chosen yet."),
        (Kind.PHOTO, Upload(content_type="image/png", size=0), "No photo was chosen yet."),
        (Kind.PHOTO, Upload(content_type="text/html", size=9), "This file is no photo. Choose a photo or a PDF."),
        (Kind.PHOTO, Upload(content_type="image/png", size=LARGEST_FILE + 1),
         "This photo is larger than 10 MB. Take it again with a lower quality."),
    ],
)  # fmt: skip
def test_what_is_told_instead(kind, written, words):
    assert told(kind, written) == words


def test_what_need_not_be_filled_in_may_be_empty():
    assert check(field(Kind.CPF, is_required=False), "").error is None
    assert check(field(Kind.PHOTO, is_required=False), "").error is None
    assert told(Kind.CPF, "1", is_required=False) == "A CPF has 11 digits. 10 are missing."


def test_a_photo_is_taken():
    photo = Upload(content_type="image/jpeg", size=LARGEST_FILE)

    assert check(field(Kind.PHOTO), photo).value == photo
