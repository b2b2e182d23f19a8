"""A real Firefox, driven by Marionette, the protocol it speaks itself: JSON on a socket."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
SIZE = ("360", "740")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 20
PREFERENCES = {
    "marionette.port": 0,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "id",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.disable-localhost-when-offline": True,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


class ToldError(Exception):
    """What Firefox answered instead of doing what it was asked."""


class Firefox:
    """One window of a running Firefox."""

    def __init__(self, port: int, server: str):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._ids = count(1)
        self._server = server
        self._read()
        self.ask("WebDriver:NewSession", pageLoadStrategy="normal")

    def ask(self, name, **params):
        """Give one command and return what came of it."""
        asked = json.dumps([0, next(self._ids), name, params]).encode()
        self._socket.sendall(b"%d:%s" % (len(asked), asked))
        _, _, error, result = self._read()
        if error:
            raise ToldError(f"{name}: {error['error']}: {error['message']}")
        return result

    def _read(self):
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        left, parts = int(length[:-1]), []
        while left:
            parts.append(self._some(left))
            left -= len(parts[-1])
        return json.loads(b"".join(parts))

    def _some(self, most):
        part = self._socket.recv(min(most, 65_536))
        if not part:
            raise ToldError("Firefox hung up")
        return part

    def open(self, path):
        """Go to a page of the server."""
        self.ask("WebDriver:Navigate", url=self._server + path)

    def reload(self):
        """Load the page anew."""
        self.ask("WebDriver:Refresh")

    def run(self, script, *args):
        """Return what the body of an async function in the page returns."""
        whole = (
            f"const done = arguments[arguments.length - 1]; (async (...args) => {{ {script} }})(...arguments)"
        )
        whole += ".then(done, (fault) => done('fault: ' + fault))"
        return self.ask("WebDriver:ExecuteAsyncScript", script=whole, args=list(args))["value"]

    def find(self, selector, words=""):
        """Return the first element a selector names once it is there, and once it holds some words."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for one in self.ask("WebDriver:FindElements", using="css selector", value=selector):
                try:
                    if words in self.ask("WebDriver:GetElementText", id=one[ELEMENT])["value"]:
                        return one[ELEMENT]
                except ToldError:
                    continue
            time.sleep(0.05)
        body = self.run("return document.body.innerText")
        raise AssertionError(f"no {selector} {words} on a page that says: {body}")

    def click(self, selector, words=""):
        """Tap on an element."""
        self.ask("WebDriver:ElementClick", id=self.find(selector, words))

    def type(self, selector, text):
        """Type into a field and press Enter."""
        self.ask("WebDriver:ElementSendKeys", id=self.find(selector), text=text + "\ue007")

    def signal(self, there):
        """Take the browser's signal away, or give it back."""
        self.ask("Marionette:SetContext", value="chrome")
        self.ask("WebDriver:ExecuteScript", script=f"Services.io.offline = {json.dumps(not there)}", args=[])
        self.ask("Marionette:SetContext", value="content")


@contextmanager
def firefox(profile: Path, server: str) -> Iterator[Firefox]:
    """A Firefox with a profile of its own, ended with what it was used for."""
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("\n".join(lines))
    command = [FIREFOX, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
    command += ["--profile", str(profile), f"--width={SIZE[0]}", f"--height={SIZE[1]}", "about:blank"]
    with (profile / "said.txt").open("wb") as said:
        running = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            yield Firefox(_port(profile), server)
        finally:
            running.terminate()
            running.wait(20)


def _port(profile: Path) -> int:
    """Return where Firefox listens, as it writes into its profile once it does."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        written = profile / "MarionetteActivePort"
        if written.exists() and (text := written.read_text().strip()):
            return int(text)
        time.sleep(0.1)
    raise AssertionError((profile / "said.txt").read_text())
