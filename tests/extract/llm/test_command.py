"""The llm reader as a user meets it: chosen by name, its cost shown, its failures in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Rasid
from llm_stub import Reply, completion, fault, reading, serving

PAGE = "Rebels shelled the town of Homs on Thursday, killing two soldiers, the army said.\n"
TOLD = {
    "event": "shelling",
    "modality": "asserted",
    "sentence": PAGE.strip(),
    "trigger": "shelled",
    "retold": [],
    "actors": ["Rebels"],
    "targets": ["two soldiers"],
    "instruments": [],
    "place": "Homs",
    "time": "Thursday",
    "casualties": [{"kind": "killed", "count": "two", "whom": "soldiers"}],
    "claimant": "the army",
    "stance": "reports",
    "cue": "said",
}
KEY = "sk-not-to-be-seen"
COST = "llm: 1 story, 1,000 tokens in, 100 out"


def environment(url: str, **more: str) -> dict[str, str]:
    return {"RASID_LLM_URL": url, "RASID_LLM_MODEL": "m", "RASID_LLM_KEY": KEY} | more


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE)
    return tmp_path / "page.txt"


def test_code_reads_with_the_model_and_shows_the_cost(rasid: Rasid, page: Path) -> None:
    with serving(reading(reports=[TOLD])) as stub:
        done = rasid("code", page, "--reader", "llm", env=environment(stub.url, RASID_LLM_PRICE_IN="5"))
    (report,) = json.loads(done.stdout)["reports"]
    assert (report["trigger"]["text"], report["type"]["acled_sub"]) == ("shelled", "Shelling/artillery/missile attack")
    assert (done.returncode, done.stderr) == (0, f"{COST}, price 0.0050\n")


def test_run_stores_what_the_model_reads_and_shows_the_cost_once(rasid: Rasid, page: Path, tmp_path: Path) -> None:
    with serving(reading(reports=[TOLD])) as stub:
        arguments = ("run", page, "--reader", "llm", "--db", "r.duckdb")
        first, again = (rasid(*arguments, env=environment(stub.url)) for _ in range(2))
    assert (first.returncode, first.stderr) == (0, f"{COST}\n")
    assert "Found 1 story, 1 report" in first.stdout
    assert (again.returncode, again.stderr, len(stub.asked)) == (0, "", 1)
    assert KEY.encode() not in (tmp_path / "r.duckdb").read_bytes()


def test_a_story_that_could_not_be_read_is_an_issue_and_the_run_goes_on(
    rasid: Rasid, page: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text(PAGE.replace("Homs", "Hama"))
    told = {**TOLD, "sentence": PAGE.strip().replace("Homs", "Hama"), "place": "Hama"}
    with serving(completion("{"), reading(reports=[told])) as stub:
        done = rasid("code", page, "other.txt", "--reader", "llm", env=environment(stub.url, RASID_LLM_RETRIES="0"))
    first, second = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, first["reports"], len(second["reports"])) == (0, [], 1)
    assert [issue["stage"] for issue in first["issues"]] == ["extract"]
    assert done.stderr == "llm: 2 stories, 2,000 tokens in, 200 out\n"


REFUSALS = [(fault(401, f"no such key: {KEY}"), "answers 401"), (fault(404, "no such model"), "answers 404")]


@pytest.mark.parametrize(("reply", "said"), REFUSALS, ids=["key", "model"])
@pytest.mark.parametrize("command", [("code",), ("run", "--db", "r.duckdb")], ids=["code", "run"])
def test_an_endpoint_that_refuses_is_one_line(
    rasid: Rasid, page: Path, command: tuple[str, ...], reply: Reply, said: str
) -> None:
    with serving(reply) as stub:
        done = rasid(*command, page, "--reader", "llm", env=environment(stub.url))
    *_, last = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert last.startswith(f"rasid: {stub.url}: {said}")
    assert KEY not in done.stderr and "Traceback" not in done.stderr


def test_what_a_refusal_left_unread_is_read_by_the_next_run(rasid: Rasid, page: Path) -> None:
    with serving(fault(401, "no such key"), reading(reports=[TOLD])) as stub:
        arguments = ("run", page, "--reader", "llm", "--db", "r.duckdb")
        refused, done = (rasid(*arguments, env=environment(stub.url)) for _ in range(2))
    assert (refused.returncode, done.returncode) == (1, 0)
    assert "Found 1 story, 1 report" in done.stdout


def test_the_llm_reader_without_an_endpoint_is_a_wrong_command_line(rasid: Rasid, page: Path) -> None:
    done = rasid("code", page, "--reader", "llm")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("rasid: the llm reader has no endpoint: set llm_url, such as http://127.0.0.1:11434/v1\n")


def test_nobody_is_asked_unless_the_reader_is_chosen(rasid: Rasid, page: Path) -> None:
    with serving(reading()) as stub:
        done = rasid("code", page, env=environment(stub.url))
    assert (done.returncode, done.stderr, stub.asked) == (0, "", [])
