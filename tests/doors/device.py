"""A phone that signs its requests, for tests of its doors."""

import base64
from datetime import UTC, datetime

from django.test import Client

from sepaham.exchange.device_requests import request_message


def authorization(signer, method, path, body=b"", seconds=None):
    """The header that a device's key makes for one request."""
    now = int(datetime.now(UTC).timestamp()) if seconds is None else seconds
    message = request_message(method=method, path=path, seconds=now, body=body)
    signature = base64.b64encode(signer.sign(message)).decode()
    return f"Sepaham {signer.keyid}:{now}:{signature}"


def ask(phone, path, **more):
    """Ask as a phone does; the address begins below ``/api/v1/``."""
    return send(phone, "GET", path, **more)


def send(phone, method, path, body=b"", seconds=None, **headers):
    """Send a signed request and return the answer."""
    whole = "/api/v1/" + path
    signed = authorization(phone.signer, method, whole, body, seconds)
    return Client().generic(
        method,
        whole,
        body,
        content_type="application/octet-stream",
        headers={"Authorization": signed, **headers},
    )
