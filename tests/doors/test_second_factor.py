"""What keeps an account: a second factor, a password, and no way around either."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from example import JIPURAPAH, PLANDAAN
from sepaham.actions.accounts import add_account

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PASSWORD, NEW = "kotak-suara-2024", "bilik-suara-2024"
KPU, PPK = "kpu:35.17", f"ppk:{PLANDAAN}"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


@pytest.fixture
def demanded(settings):
    """The operator demands a second factor."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def officer(client):
    """Sign in with a password and show it once more, as the account's own doors ask; answers the browser."""

    def enter(office=KPU, name="kpu"):
        add_account(username=name, password=PASSWORD, offices=[office])
        client.post("/sign-in", {"username": name, "password": PASSWORD})
        client.post("/account/confirm", {"password": PASSWORD})
        return client

    return enter


def code(secret, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def take_codes(browser):
    """Set up an authenticator app; answers its secret and the recovery codes shown."""
    secret = browser.get("/account/codes").context["form"].secret
    shown = browser.post("/account/codes", {"code": code(secret)}, follow=True)
    return secret, shown.context["unused_codes"]


def sign_in_again(browser):
    browser.post("/sign-out")
    return browser.post("/sign-in?next=/check", {"username": "kpu", "password": PASSWORD, "next": "/check"})


def test_an_app_is_set_up_after_the_password_was_asked_once_more(client):
    add_account(username="kpu", password=PASSWORD, offices=[KPU])
    client.post("/sign-in", {"username": "kpu", "password": PASSWORD})
    assert client.get("/account/codes").url == "/account/confirm?next=%2Faccount%2Fcodes"
    refused = client.post("/account/confirm", {"password": "wrong", "next": "/account/codes"})
    assert "Kata sandi tidak cocok" in refused.content.decode()
    asked = client.post("/account/confirm", {"password": PASSWORD, "next": "/account/codes"})
    assert asked.url == "/account/codes"
    secret, recovery = take_codes(client)
    assert len(recovery) == 10
    assert "Dijaga kata sandi dan pengaman kedua" in client.get("/account").content.decode()
    kept = {a.type: a.data for a in Authenticator.objects.all()}
    assert secret not in str(kept)


def test_a_wrong_code_sets_nothing_up(officer):
    browser = officer()
    browser.get("/account/codes")
    answer = browser.post("/account/codes", {"code": "000000"})
    assert "Kode tidak cocok" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_then_the_password_alone_lets_nobody_in(officer):
    browser = officer()
    secret, _ = take_codes(browser)
    assert sign_in_again(browser).url == "/sign-in/code"
    assert browser.get("/check").status_code == 302
    wrong = browser.post("/sign-in/code", {"code": "123456"})
    assert "Tidak cocok" in wrong.content.decode()
    let_in = browser.post("/sign-in/code", {"code": code(secret, 1)})
    assert (let_in.status_code, let_in.url) == (302, "/check")
    assert browser.get("/account").status_code == 200


def test_who_guesses_codes_is_stopped_even_with_the_right_one(officer):
    browser = officer()
    secret, _ = take_codes(browser)
    sign_in_again(browser)
    for guess in range(5):
        browser.post("/sign-in/code", {"code": f"{guess:06}"})
    assert browser.post("/sign-in/code", {"code": code(secret, 1)}).status_code == 200
    assert browser.get("/account").status_code == 302


def test_a_recovery_code_lets_in_once_and_codes_are_shown_once(officer):
    browser = officer()
    _, recovery = take_codes(browser)
    assert recovery[0] not in browser.get("/account/recovery").content.decode()
    sign_in_again(browser)
    assert browser.post("/sign-in/code", {"code": recovery[0]}).status_code == 302
    sign_in_again(browser)
    assert browser.post("/sign-in/code", {"code": recovery[0]}).status_code == 200


def test_new_recovery_codes_end_the_old_ones(officer):
    browser = officer()
    _, old = take_codes(browser)
    shown = browser.post("/account/recovery/new", follow=True)
    assert set(shown.context["unused_codes"]).isdisjoint(old)


def test_the_code_page_is_for_who_gave_the_password(client):
    assert client.get("/sign-in/code").url == "/sign-in"


def test_an_app_is_taken_off_again(officer):
    browser = officer()
    take_codes(browser)
    assert browser.get("/account/codes").url == "/account/codes/off"
    assert browser.post("/account/codes/off").url == "/account"
    assert not Authenticator.objects.exists()
    assert sign_in_again(browser).url == "/check"


def test_where_it_is_demanded_a_whole_kabupatens_account_first_sets_it_up(officer, demanded, example_log):
    browser = officer()
    for door in ("/", "/picture", "/check", "/audit"):
        assert browser.get(door).url == "/account", door
    assert browser.get("/api/v1/picture").status_code == 401
    assert "Pasang pengaman kedua dulu" in browser.get("/account").content.decode()
    assert browser.get("/sessions").status_code == 200
    take_codes(browser)
    assert browser.get("/picture").status_code == 200
    assert browser.get("/api/v1/picture").status_code == 200


@pytest.mark.parametrize("office", [PPK, f"pps:{JIPURAPAH}", f"kpps:{JIPURAPAH}.001"])
def test_who_speaks_for_less_is_asked_for_none(officer, demanded, example_log, office):
    browser = officer(office)
    assert browser.get("/check").status_code == 200


def test_where_it_is_offered_the_first_page_asks_a_whole_kabupatens_account(officer, example_log):
    browser = officer()
    assert "Pasang pengaman kedua" in browser.get("/").content.decode()
    take_codes(browser)
    assert "Pasang pengaman kedua" not in browser.get("/").content.decode()


def test_the_first_page_asks_nobody_else(officer, example_log):
    assert "Pasang pengaman kedua" not in officer(PPK, name="ppk").get("/").content.decode()


def test_a_passkey_is_offered_by_https_and_on_the_machine_itself(officer):
    browser = officer()
    add = 'href="/account/passkey"'
    assert add not in browser.get("/account", headers={"host": "127.0.0.1"}).content.decode()
    assert add in browser.get("/account", headers={"host": "localhost:8000"}).content.decode()
    asked = browser.get("/account/passkey", headers={"host": "localhost:8000"}).context["options"]
    assert '"rp": {"name": "localhost:8000", "id": "localhost"}' in asked


@pytest.mark.parametrize("credential", ["", "{}", "[]", "nonsense", '{"id": 5}', '{"response": null}'])
def test_what_is_no_passkey_is_refused_with_a_sentence(officer, credential):
    browser = officer()
    browser.get("/account/passkey")
    answer = browser.post("/account/passkey", {"credential": credential, "name": "x"})
    assert "Kunci sandi tidak jadi dibuat" in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", ["", "{}", "[]", '{"id": "x", "rawId": "y"}', '{"response": null}'])
def test_what_is_no_passkey_opens_nothing(officer, credential):
    browser = officer()
    take_codes(browser)
    sign_in_again(browser)
    answer = browser.post("/sign-in/code", {"credential": credential})
    assert "Tidak cocok" in answer.content.decode()
    assert browser.get("/account").status_code == 302


def test_a_password_is_changed_and_every_other_browser_is_signed_out(officer, example_log):
    from django.test import Client

    browser, other = officer(), Client()
    other.post("/sign-in", {"username": "kpu", "password": PASSWORD})
    assert other.get("/sessions").status_code == 200
    fields = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    changed = browser.post("/account/password", fields, follow=True)
    assert "Kata sandi sudah diganti" in changed.content.decode()
    assert other.get("/sessions").status_code == 302
    assert browser.get("/sessions").context["others"] == 0
    assert sign_in_again(browser).status_code == 200
    assert browser.post("/sign-in", {"username": "kpu", "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("wrong", NEW, NEW),
        (PASSWORD, NEW, "other"),
        (PASSWORD, "short", "short"),
        (PASSWORD, "password123", "password123"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(officer, old, new, again):
    browser = officer()
    fields = {"old_password": old, "new_password1": new, "new_password2": again}
    answer = browser.post("/account/password", fields)
    assert 'role="alert"' in answer.content.decode()
    assert sign_in_again(browser).url == "/check"


def test_who_guesses_the_old_password_is_made_to_wait(officer):
    browser = officer()
    fields = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    answers = [browser.post("/account/password", fields).status_code for _ in range(10)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_who_guesses_it_where_it_is_asked_once_more_is_made_to_wait(officer):
    browser = officer()
    answers = [browser.post("/account/confirm", {"password": "wrong"}) for _ in range(10)]
    assert answers[0].status_code == 200
    assert (answers[-1].status_code, "Terlalu banyak percobaan" in answers[-1].content.decode()) == (
        429,
        True,
    )


@pytest.mark.parametrize(
    "door",
    [
        "signup",
        "accounts/signup/",
        "email",
        "password/reset/",
        "login/code/",
        "social/signup/",
        "admin/",
        "3rdparty/",
    ],
)
def test_there_is_no_other_way_to_an_account(client, door):
    assert client.get(f"/{door}").status_code == 404
    assert client.post(f"/{door}").status_code == 404
