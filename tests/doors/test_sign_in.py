import pytest

from sepaham.actions.accounts import add_account
from sepaham.records.people import Account, Hat

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PASSWORD = "kotak-suara-2024"


def enter(client, password):
    return client.post("/sign-in", {"username": "kpu", "password": password})


def test_an_officer_signs_in_and_is_shown_the_picture(client):
    add_account(username="kpu", password=PASSWORD, offices=["kpu:35.17"])
    answer = enter(client, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_who_guesses_is_made_to_wait_even_with_the_right_password(client):
    add_account(username="kpu", password=PASSWORD, offices=["kpu:35.17"])
    assert {enter(client, "wrong").status_code for _ in range(10)} == {200}
    answer = enter(client, PASSWORD)
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_one_address_cannot_try_many_accounts_and_another_may_still_come(client):
    add_account(username="kpu", password=PASSWORD, offices=["kpu:35.17"])
    guesses = [
        client.post("/sign-in", {"username": f"a{n}", "password": "x"}).status_code for n in range(101)
    ]
    assert (set(guesses[:100]), guesses[100]) == ({200}, 429)
    assert enter(client, PASSWORD).status_code == 429
    elsewhere = client.post("/sign-in", {"username": "kpu", "password": PASSWORD}, REMOTE_ADDR="10.0.0.7")
    assert elsewhere.status_code == 302


def test_an_account_added_again_has_its_new_password_and_hats_alone(client):
    add_account(username="kpu", password="first-password", offices=["kpu:35.17", "ppk:35.17.01"])
    add_account(username="kpu", password=PASSWORD, offices=["bawaslu:35.17"])
    account = Account.objects.get()
    assert account.check_password(PASSWORD)
    assert list(Hat.objects.values_list("office", flat=True)) == ["bawaslu:35.17"]
