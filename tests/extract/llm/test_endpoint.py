"""The endpoint: what is asked again, what ends the run, what a user is told, and that the key stays where it is."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from llm_stub import Reply, Stub, completion, fault, reading, serving

from rasid.errors import EndpointError, InputError, UsageError
from rasid.extract.llm import answer
from rasid.extract.llm.endpoint import Endpoint
from rasid.extract.llm.usage import Usage
from rasid.settings import Settings

KEY = "sk-not-to-be-seen"
NOTHING = answer.Answer((), (), ())


def settings(url: str, **more: Any) -> Settings:
    return Settings(**{"llm_url": url, "llm_model": "m", "llm_key": KEY, "llm_retries": 2} | more)


def ask(stub: Stub, **more: Any) -> tuple[answer.Answer, list[float], Usage]:
    """The answer to a question, the waits between the tries, and what it cost."""
    waits: list[float] = []
    usage = Usage()
    endpoint = Endpoint(settings(stub.url, **more), usage, sleep=waits.append)
    return endpoint.ask([{"role": "user", "content": "?"}], {}, answer.read), waits, usage


def test_a_question_goes_to_chat_completions_with_the_key() -> None:
    with serving(reading()) as stub:
        ask(stub)
    assert (stub.paths, stub.headers[0]["authorization"]) == (["/v1/chat/completions"], f"Bearer {KEY}")


def test_without_a_key_none_is_sent() -> None:
    with serving(reading()) as stub:
        ask(stub, llm_key="")
    assert "authorization" not in stub.headers[0]


def test_a_query_of_the_address_is_kept() -> None:
    with serving(reading()) as stub:
        endpoint = Endpoint(settings(stub.url + "/?version=2"), Usage())
        endpoint.ask([], {}, answer.read)
    assert stub.paths == ["/v1/chat/completions?version=2"]


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(reading()) as stub:
        assert ask(stub)[0] == NOTHING


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"reports": []}', "", '{"reports": null, "control": [], "measures": []}']
)
def test_an_answer_that_is_not_of_the_schema_is_asked_for_again(content: str) -> None:
    with serving(completion(content), reading()) as stub:
        told, waits, usage = ask(stub)
    assert (told, waits, usage.tokens_in, usage.tokens_out) == (NOTHING, [], 2000, 200)
    assert [question["seed"] for question in stub.asked] == [0, 1]


def test_an_answer_that_is_never_of_the_schema_is_given_up() -> None:
    with serving(completion("{")) as stub:
        with pytest.raises(InputError, match=r"^the answer is not as the schema asks \(.*\) \(tried 3 times\)$"):
            ask(stub)
    assert len(stub.asked) == 3


def test_a_busy_endpoint_is_asked_again_when_it_says() -> None:
    busy = fault(429, "slow down", Retry_After="7")
    with serving(busy, busy, reading()) as stub:
        assert ask(stub)[:2] == (NOTHING, [7.0, 7.0])


def test_a_date_to_ask_again_at_is_waited_for() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    with serving(fault(503, "", Retry_After=at), reading()) as stub:
        _, (wait_s,), _ = ask(stub)
    assert 90 < wait_s <= 100


def test_without_a_word_of_the_server_each_wait_is_twice_the_last() -> None:
    with serving(*[fault(500, "oops")] * 3, fault(503, "", Retry_After="soon"), reading()) as stub:
        assert ask(stub, llm_retries=4)[1] == [1.0, 2.0, 4.0, 8.0]


def test_an_endpoint_that_stays_busy_is_given_up_for_this_text() -> None:
    with serving(fault(503, "no\n  room")) as stub:
        with pytest.raises(
            InputError, match=r"^the endpoint answers 503 Service Unavailable: no room \(tried 3 times\)$"
        ):
            ask(stub)


def test_an_answer_that_takes_too_long_is_given_up() -> None:
    with serving(Reply(hold=True)) as stub:
        with pytest.raises(InputError, match=r"^no complete answer within 0.2 s \(llm_timeout_s\) \(tried 1 time\)$"):
            ask(stub, llm_timeout_s=0.2, llm_retries=0)


def test_a_slow_answer_is_asked_for_again() -> None:
    with serving(Reply(hold=True), reading()) as stub:
        assert ask(stub, llm_timeout_s=0.2)[:2] == (NOTHING, [1.0])


def test_a_connection_that_breaks_is_made_again() -> None:
    with serving(Reply(b"{", headers={"content-length": "100"}), reading()) as stub:
        assert ask(stub)[0] == NOTHING


def test_what_is_no_completion_is_asked_for_again() -> None:
    with serving(Reply(b"<html>"), Reply(b'{"choices": []}'), reading()) as stub:
        assert ask(stub)[0] == NOTHING


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (completion("{", finish_reason="length"), r"the answer was cut off \(length\)"),
        (completion(None, refusal="I would\nrather not"), r"the model refuses \(I would rather not\)"),
        (fault(400, "too long", code="context_length_exceeded"), "the endpoint answers 400 Bad Request: too long"),
        (fault(400, "the request exceeds the available context size"), "the endpoint answers 400 .*"),
        (fault(413, ""), "the endpoint answers 413 .*"),
    ],
)
def test_what_another_try_would_not_change_is_given_up_at_once(reply: Reply, reason: str) -> None:
    with serving(reply) as stub:
        with pytest.raises(InputError, match=f"^{reason}$"):
            ask(stub)
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (fault(401, f"Incorrect API key: {KEY}"), "answers 401 Unauthorized: Incorrect API key: ***; set RASID_LLM_KEY to a key that it knows"),
        (fault(403, ""), "answers 403 Forbidden; set RASID_LLM_KEY to a key that may do this"),
        (fault(404, "no model m"), "answers 404 Not Found: no model m; check llm_url and llm_model"),
        (Reply(b"not JSON", 400), "answers 400 Bad Request; check llm_url and llm_model"),
        (Reply(json.dumps({"error": "what?"}).encode(), 400), "answers 400 Bad Request: what?; check llm_url and llm_model"),
        (Reply(b"", 302, {"location": "http://127.0.0.1:9/"}), "answers 302 Found; check llm_url and llm_model"),
        (fault(429, "pay first", code="insufficient_quota"), "answers 429 Too Many Requests: pay first"),
        (fault(429, "", Retry_After="3600"), "asks to wait 3600 s; run again then, what is stored is kept"),
    ],
)  # fmt: skip
def test_an_endpoint_that_refuses_is_named_with_a_remedy_and_without_the_key(reply: Reply, said: str) -> None:
    with serving(reply) as stub:
        with pytest.raises(EndpointError) as raised:
            ask(stub)
    assert (str(raised.value), len(stub.asked)) == (f"{stub.url}: {said}", 1)


def test_a_bad_request_after_a_good_one_is_about_its_text() -> None:
    with serving(reading(), fault(400, "hm")) as stub:
        endpoint = Endpoint(settings(stub.url), Usage())
        endpoint.ask([], {}, answer.read)
        with pytest.raises(InputError, match="^the endpoint answers 400 Bad Request: hm$"):
            endpoint.ask([], {}, answer.read)


def test_an_endpoint_that_is_not_there_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    endpoint = Endpoint(settings(f"http://127.0.0.1:{port}/v1"), Usage(), sleep=lambda _: None)
    with pytest.raises(EndpointError, match=rf"^http://127.0.0.1:{port}/v1: cannot be reached \(.*is it running, "):
        endpoint.ask([], {}, answer.read)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"llm_url": ""}, "no endpoint: set llm_url"),
        ({"llm_model": ""}, "no model: set llm_model"),
        ({"llm_url": "localhost:8000"}, "llm_url is no http or https address"),
        ({"llm_url": "http://"}, "llm_url is no http or https address"),
        ({"llm_url": "http://me:secret@localhost/v1"}, "llm_url holds a user name or password"),
        ({"llm_url": "http://localhost:x/v1"}, "llm_url is no address"),
        ({"llm_key": "clé"}, "RASID_LLM_KEY holds spaces or letters that no key has"),
        ({"llm_key": "two words"}, "RASID_LLM_KEY holds spaces or letters that no key has"),
    ],
)
def test_settings_that_name_no_endpoint_are_a_mistake_of_the_user(more: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        Endpoint(settings("http://127.0.0.1/v1", **more), Usage())
    assert said in str(raised.value)
    assert "secret" not in str(raised.value) and "clé" not in str(raised.value)
