"""A language model's endpoint on loopback that answers what a test wants it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What the server sends; with ``hold`` it sends nothing before the test is over."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hold: bool = False


def completion(content: str | None, *, tokens: tuple[int, int] | None = (1000, 100), **choice: Any) -> Reply:
    """A chat completion with that content."""
    message = {"role": "assistant", "content": content, "refusal": choice.pop("refusal", None)}
    told = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"} | choice]}
    if tokens is not None:
        told |= {"usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}}
    return Reply(json.dumps(told).encode())


def reading(**told: Any) -> Reply:
    """A completion whose content is an answer of the schema's shape, with what is told of reports, control, measures."""
    return completion(json.dumps({"reports": [], "control": [], "measures": []} | told, ensure_ascii=False))


def fault(status: int, message: str, **headers: str) -> Reply:
    """An error in the usual form; a header's name is written with underscores."""
    code = headers.pop("code", None)
    body = json.dumps({"error": {"message": message, "code": code}}).encode()
    return Reply(body, status, {name.replace("_", "-"): value for name, value in headers.items()})


class Stub(ThreadingHTTPServer):
    """Answers each question with the next reply, the last one again and again; keeps what it was asked."""

    daemon_threads = True

    def __init__(self, *replies: Reply) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = list(replies)
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """The endpoint's address, as a user sets it."""
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_POST(self) -> None:
        stub = self.server
        stub.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        stub.headers.append({name.lower(): value for name, value in self.headers.items()})
        stub.paths.append(self.path)
        reply = stub.replies[min(len(stub.asked), len(stub.replies)) - 1]
        if reply.hold:
            stub.over.wait(10)
            return
        self.send_response(reply.status)
        for name, value in ({"content-length": str(len(reply.body))} | reply.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its own."""


@contextmanager
def serving(*replies: Reply) -> Iterator[Stub]:
    """A stub that answers while the block runs."""
    with Stub(*replies) as stub:
        thread = threading.Thread(target=stub.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield stub
        finally:
            stub.over.set()
            stub.shutdown()
            thread.join()
