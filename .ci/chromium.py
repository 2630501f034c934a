"""Drives a headless Chromium over a pipe, with Python's standard library alone.

Chromium reads commands of the DevTools protocol from file descriptor 3 and writes answers and events to
4, each message ended by a zero byte: https://chromedevtools.github.io/devtools-protocol
"""

import base64
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def find():
    """The path of a Chromium, or nothing."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Timeout(Exception):
    pass


class Browser:
    """A Chromium with one page. Use it in a `with` statement, which ends it and removes its files."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="triskele-browser-"))
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()

        def give_pipes():
            # Both are moved out of the way first, since either may be 3 or 4 already.
            os.dup2(to_browser, 60)
            os.dup2(from_browser, 61)
            os.dup2(60, 3)
            os.dup2(61, 4)

        self.process = subprocess.Popen(
            [
                find(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--hide-scrollbars", "--no-first-run", "--disable-extensions",
                "--disable-background-networking", "--disable-component-update",
                "--force-color-profile=srgb", "--remote-debugging-pipe",
                f"--user-data-dir={self.folder / 'profile'}", "about:blank",
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=give_pipes, close_fds=False)
        os.close(to_browser)
        os.close(from_browser)
        self.rest = b""
        self.number = 0
        self.session = None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.session = None
            self.call("Browser.close", wait=5)
            self.process.wait(10)
        except Exception:
            self.process.kill()
            self.process.wait()
        os.close(self.write_end)
        os.close(self.read_end)
        shutil.rmtree(self.folder, ignore_errors=True)

    def receive(self, wait):
        """The next message within so many seconds, or nothing."""
        end = time.monotonic() + wait
        while b"\0" not in self.rest:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.read_end], [], [], left)[0]:
                return None
            piece = os.read(self.read_end, 1 << 20)
            if not piece:
                raise RuntimeError("Chromium ended")
            self.rest += piece
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, wait=60, **parameters):
        """The result of a command. Events that come in between are kept in `events`."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write_end, data):]
        end = time.monotonic() + wait
        while (answer := self.receive(end - time.monotonic())) is not None:
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)
        raise Timeout(f"{method} took longer than {wait} s")

    def take_events(self, wait=0.0):
        """What happened since the last call, and within so many seconds from now."""
        end = time.monotonic() + wait
        while (event := self.receive(max(0.0, end - time.monotonic()))) is not None:
            if "method" in event:
                self.events.append(event)
        events, self.events = self.events, []
        return events

    def run(self, script, wait=60):
        """The value of a JavaScript expression; a promise is waited for."""
        answer = self.call(
            "Runtime.evaluate", wait=wait, expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def until(self, script, wait=60):
        """Waits until a JavaScript expression is true."""
        end = time.monotonic() + wait
        while not self.run(script):
            if time.monotonic() > end:
                raise Timeout(f"waited {wait} s for {script}")
            time.sleep(0.05)

    def size(self, width, height=900, scale=1):
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=scale, mobile=False)

    def media(self, kind="", dark=False):
        """Emulates a medium ("print", or "" for the screen) and the colours that the reader prefers."""
        self.call(
            "Emulation.setEmulatedMedia", media=kind,
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def open(self, path, query=""):
        """Opens a file and waits until its charts are drawn."""
        self.call("Page.navigate", url=pathlib.Path(path).resolve().as_uri() + query)
        self.until("document.readyState === 'complete' && location.protocol === 'file:'")
        self.until(
            "!document.querySelector('.chart[data-chart]')"
            " || document.documentElement.dataset.charts === 'drawn'", wait=120)

    def picture(self, path, clip=None):
        """Writes what is seen, or a part of the whole page {x, y, width, height}, as PNG."""
        parameters = {"format": "png"}
        if clip:
            parameters |= {"clip": {"scale": 1} | clip, "captureBeyondViewport": True}
        data = base64.b64decode(self.call("Page.captureScreenshot", **parameters)["data"])
        pathlib.Path(path).write_bytes(data)

    def pdf(self, path):
        """Prints the page on A4 with the margins that its style sets."""
        data = self.call(
            "Page.printToPDF", wait=120, printBackground=True, preferCSSPageSize=True)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))
