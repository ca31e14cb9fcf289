"""An OpenAI-compatible endpoint: asked again where that may help, and said to be out of order where it does not."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn, TypeVar

import httpx
import msgspec

from rasid.errors import EndpointError, InputError, UsageError
from rasid.extract.llm.usage import Usage
from rasid.settings import Settings

T = TypeVar("T")

_AGAIN = frozenset((408, 409, 425, 429))  # besides these, every 5xx
# What servers say of a text that is too long or not to their liking; each says it in its own way.
_OF_THE_TEXT = re.compile(r"context|too long|max_length|content.?(?:filter|policy)|safety", re.IGNORECASE)
_OUT_OF_MONEY = frozenset(("insufficient_quota", "billing_hard_limit_reached"))
_LONGEST_WAIT_S = 60.0  # between two tries of our own accord
_PATIENCE_S = 300.0  # longest wait that a server may ask for; beyond it the run had better end and be started again
_MAX_ANSWER = 16 * 1024 * 1024  # bytes; an answer of a model is some kilobytes
_LOCAL = ("all://localhost", "all://127.0.0.1", "all://[::1]")  # no proxy of the environment leads there


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Tokens(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Tokens | None = None


class _Fault(msgspec.Struct):
    message: str = ""
    code: str | int | None = None
    type: str | None = None


class _Faulty(msgspec.Struct):
    error: _Fault | str


class _Again(Exception):
    """This try failed, the next one may not. ``wait_s`` is what the server asks for; ``lost``: it was not reached at all."""

    def __init__(self, reason: str, *, wait_s: float | None = None, lost: bool = False) -> None:
        super().__init__(reason)
        self.wait_s = wait_s
        self.lost = lost


class Endpoint:
    """The endpoint that the settings name. Raises ``UsageError`` where they name none, or one that cannot be."""

    def __init__(self, settings: Settings, usage: Usage, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._url = _address(settings)
        self._name = str(self._url.copy_with(query=None)).removesuffix("/chat/completions")
        self._model = settings.llm_model
        self._key = _key(settings)
        self._timeout_s = settings.llm_timeout_s
        self._tries = settings.llm_retries + 1
        self._usage = usage
        self._sleep = sleep
        self._answered = False  # whether it ever was: then the settings are right, and a bad request is about the text

    def ask(self, messages: Sequence[dict[str, str]], schema: dict[str, Any], read: Callable[[str], T]) -> T:
        """What ``read`` makes of the model's answer, asked for again where ``read`` raises ``InputError``.

        Raises ``InputError`` where this text got no answer that can be used, ``EndpointError`` where none will.
        """
        reason, lost = "", False
        for attempt in range(self._tries):
            try:
                return _understood(read, self._answer(self._post(self._body(messages, schema, attempt))))
            except _Again as again:
                reason, lost = str(again), again.lost
                wait_s = min(2.0**attempt, _LONGEST_WAIT_S) if again.wait_s is None else again.wait_s
            if attempt + 1 < self._tries and wait_s:
                self._sleep(wait_s)
        tried = f"{reason} (tried {self._tries} {'time' if self._tries == 1 else 'times'})"
        if lost:
            raise EndpointError(f"{self._name}: {tried}: is it running, and is llm_url right?")
        raise InputError(tried)

    def _body(self, messages: Sequence[dict[str, str]], schema: dict[str, Any], attempt: int) -> dict[str, Any]:
        form = {"name": "reading", "strict": True, "schema": schema}
        return {
            "model": self._model,
            "messages": messages,
            "temperature": 0,
            "seed": attempt,  # the same for the same question; another where the last answer was of no use
            "response_format": {"type": "json_schema", "json_schema": form},
        }

    def _post(self, body: dict[str, Any]) -> bytes:
        headers = {"User-Agent": "rasid", "Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {self._key}"} if self._key else {}
        direct = dict.fromkeys(_LOCAL)
        deadline = time.monotonic() + self._timeout_s
        try:
            with httpx.Client(headers=headers, timeout=self._timeout_s, mounts=direct) as client:
                with client.stream("POST", self._url, content=json.dumps(body)) as response:
                    raw = _bytes(response, deadline)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _Again(f"cannot be reached ({str(error) or 'no connection'})", lost=True) from error
        except (httpx.TimeoutException, TimeoutError) as error:
            raise _Again(f"no complete answer within {self._timeout_s:g} s (llm_timeout_s)") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _Again(f"the connection broke ({str(error) or type(error).__name__})") from error
        if not response.is_success:
            self._refused(response, raw)
        return raw

    def _answer(self, raw: bytes) -> str:
        try:
            completion = msgspec.json.decode(raw, type=_Completion)
            choice = completion.choices[0]
        except (msgspec.DecodeError, UnicodeError, IndexError) as error:
            raise _Again("the endpoint's answer is no chat completion", wait_s=0.0) from error
        self._answered = True
        told = completion.usage or _Tokens()
        self._usage.add(told.prompt_tokens, told.completion_tokens)
        if choice.message.refusal:
            raise InputError(f"the model refuses ({self._safe(choice.message.refusal)})")
        if choice.finish_reason in ("length", "content_filter"):
            raise InputError(f"the answer was cut off ({choice.finish_reason})")
        return choice.message.content or ""

    def _refused(self, response: httpx.Response, raw: bytes) -> NoReturn:
        fault = _fault(raw)
        said = f"{response.status_code} {response.reason_phrase}".strip()
        said += f": {self._safe(fault.message)}" if fault.message else ""
        status = response.status_code
        if fault.code in _OUT_OF_MONEY:
            raise EndpointError(f"{self._name}: answers {said}")
        if status in _AGAIN or status >= 500:
            raise _Again(f"the endpoint answers {said}", wait_s=self._asked(response))
        about = f"{fault.code} {fault.type} {fault.message}"
        if status == 413 or (status in (400, 422) and (self._answered or _OF_THE_TEXT.search(about))):
            raise InputError(f"the endpoint answers {said}")
        remedy = {401: "set RASID_LLM_KEY to a key that it knows", 403: "set RASID_LLM_KEY to a key that may do this"}
        raise EndpointError(f"{self._name}: answers {said}; {remedy.get(status, 'check llm_url and llm_model')}")

    def _asked(self, response: httpx.Response) -> float | None:
        """The seconds to wait that the server asks for, ``None`` where it does not."""
        wait_s = _seconds(response.headers.get("retry-after", ""))
        if wait_s is not None and wait_s > _PATIENCE_S:
            raise EndpointError(f"{self._name}: asks to wait {wait_s:.0f} s; run again then, what is stored is kept")
        return wait_s

    def _safe(self, words: str) -> str:
        """A server's words in one short line, without the key that some of them repeat."""
        words = words.replace(self._key, "***") if self._key else words
        return " ".join(words.split())[:200]


def _address(settings: Settings) -> httpx.URL:
    if not settings.llm_url:
        raise UsageError("the llm reader has no endpoint: set llm_url, such as http://127.0.0.1:11434/v1")
    if not settings.llm_model:
        raise UsageError("the llm reader has no model: set llm_model to a name that the endpoint knows")
    try:
        url = httpx.URL(settings.llm_url)
    except httpx.InvalidURL as error:
        raise UsageError(f"llm_url is no address ({error}): give one such as http://127.0.0.1:11434/v1") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise UsageError("llm_url is no http or https address: give one such as http://127.0.0.1:11434/v1")
    if url.userinfo:
        raise UsageError("llm_url holds a user name or password: take it out, and set RASID_LLM_KEY")
    return url.copy_with(path=url.path.rstrip("/") + "/chat/completions", fragment=None)


def _key(settings: Settings) -> str:
    key = settings.llm_key
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        raise UsageError("RASID_LLM_KEY holds spaces or letters that no key has: set it anew")
    return key


def _understood(read: Callable[[str], T], words: str) -> T:
    try:
        return read(words)
    except InputError as error:
        raise _Again(str(error), wait_s=0.0) from error


def _bytes(response: httpx.Response, deadline: float) -> bytes:
    """The body. Raises ``TimeoutError`` past the deadline, which a server that sends a byte now and then would never meet."""
    raw = bytearray()
    for chunk in response.iter_bytes():
        raw += chunk
        if time.monotonic() > deadline:
            raise TimeoutError
        if len(raw) > _MAX_ANSWER:
            raise InputError(f"the endpoint's answer is larger than {_MAX_ANSWER:,} bytes")
    return bytes(raw)


def _fault(raw: bytes) -> _Fault:
    """What the server says went wrong; nothing where it does not say it in the usual form."""
    try:
        error = msgspec.json.decode(raw, type=_Faulty).error
    except (msgspec.DecodeError, UnicodeError):
        return _Fault()
    return _Fault(error) if isinstance(error, str) else error


def _seconds(header: str) -> float | None:
    """``Retry-After`` in seconds from now: it is a number or a date."""
    if header.strip().isdecimal():
        return float(header)
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
