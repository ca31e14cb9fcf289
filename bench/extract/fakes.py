"""How well a reader does on FA-KES: 263 articles on Syria with the number killed, the side that killed and the governorate.

What the measures are made from, and what was decided:

- The gold number is civilians + non-combatants' label ``killed_noncivilians``. Children and women are among the civilians
  there ("18 people ... five children" is labelled 18 and 5), so they are not added; where they are more, they are taken instead.
- Some texts have several rows, one for each of their incidents (or two coders'). They are one article, of which each row's
  number and side and governorate is right, and the sum of the numbers too.
- An article's figure is the sum over its reports that are asserted (so neither background, denied, planned nor hypothetical).
  Retellings are inside their report and add nothing. A report's figure is, for each group of people that it names, the
  largest stated number (``best``, else ``low``; 100 for "more than 100", whose ``low`` is 101), added up; people of unknown
  group are all of them where that is more. The labels mostly count the article's main event only, which a sum overshoots, so
  the deadliest report's figure and the first report's are given beside.
- ``Date`` of the crowd answers is handed over as the day of publication, for that it is: 188 of the 263 rows have one, in all of
  them it stands in the text in these words, in 181 within the first 100 characters ("Date of publication", the line of the day).
- Side and governorate come from the deadliest of these reports, the first where several are equal: the side of the first of
  its actors that has one, by the registry and, for words that it does not know ("rebels"), by the words; ``admin1`` of its place.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasid import registry
from rasid.records import Casualty, Coded, Report, Role
from train.corpus.real import REAL

FILES = ("fakes_syria/articles.jsonl.gz",)
TARGETS = {"killed exact": 0.70, "actor class": 0.75, "governorate": 0.85}
LEFT_OUT = "annotated for training, a near-copy of such an article, or another row of the same text"

Counts = tuple[Counter[str], Counter[str], Counter[str]]

_STATE, _ABROAD, _REBELS, _KURDS, _IS, _NUSRA, _UNKNOWN = (
    "syrian government or russian troops",
    "international coalition forces",
    "armed opposition groups",
    "self administration forces",
    "the organization of the islamic state in iraq and the levant - isis",
    "al-nusra front",
    "unknown",
)
# Turkey: all five articles whose crowd answer names it are labelled as the coalition.
SIDES = {
    **dict.fromkeys(("gov-SY", "gov-RU", "gov-IR", "ir-axis", "hezbollah"), _STATE),
    **dict.fromkeys(("global-coalition", "gov-US", "gov-GB", "gov-FR", "gov-TR"), _ABROAD),
    **dict.fromkeys(("sy-sdf", "sy-pyd", "sy-aanes", "pkk"), _KURDS),
    **dict.fromkeys(("sy-nusra", "sy-jfs", "sy-hts", "al-qaeda"), _NUSRA),
    "isis": _IS,
}
_ARMED = frozenset(("armed_group", "militia", "coalition"))
_WORDS = (
    (re.compile(r"coalition|\bUS\b|American", re.I), _ABROAD),
    (re.compile(r"pro-(regime|government)|regime|Assad|\bRussian\b|government|\barmy\b", re.I), _STATE),
    (re.compile(r"kurd", re.I), _KURDS),
    (re.compile(r"rebel|opposition|insurgent", re.I), _REBELS),
)
GOVERNORATES = {
    "Al-Hasakah": "hasakeh", "Ar-Raqqah": "raqqa", "As-Suwayda": "sweida", "Deir ez-Zor": "deir ezzor",
    "Dimashq": "damascus", "Latakia": "lattakia", "Rif-dimashq": "damascus",
}  # fmt: skip
# Articles of one wire story: 7 of the 154 that are not annotated share 0.30 to 0.99 of their runs of six words with annotated ones;
# the next one 0.28, the median one next to nothing.
COPIED, _RUN = 0.3, 6
_ABOVE = re.compile(r"(more|greater|higher) than|over\b|above\b|upwards? of", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Article:
    """An article with what the labels say of it; any of several is right."""

    id: str
    text: str
    published: str | None
    killed: frozenset[int]
    actors: frozenset[str]
    governorates: frozenset[str]


def annotated() -> frozenset[str]:
    """The keys of the articles that are annotated for training."""
    lines = (REAL / "fakes.jsonl").read_text(encoding="utf-8").splitlines()
    return frozenset(str(json.loads(line)["key"]) for line in lines)


def cases(rows: Iterable[Mapping[str, Any]], left_out: frozenset[str] | None = None) -> Iterator[Article]:
    """The articles to be scored, one for each text: all but those that are annotated for training, and near-copies of these."""
    left_out = annotated() if left_out is None else left_out
    by: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by.setdefault(row["text"], []).append(row)
    known = {text for text, same in by.items() if left_out & {row["id"] for row in same}}
    trained = frozenset(run for text in known for run in _runs(text))
    for text, same in by.items():
        if text not in known and _shared(text, trained) <= COPIED:
            numbers = [_killed(row["labels"]) for row in same]
            dates = (day(answer.get("Date", "")) for row in same for answer in row["crowd_answers"])
            published = next((d for d in dates if d is not None), None)
            actors, places = (frozenset(row["labels"][key] for row in same) for key in ("actor", "governorate"))
            yield Article(same[0]["id"], text, published, frozenset((*numbers, sum(numbers))), actors, places)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _shared(text: str, known: frozenset[tuple[str, ...]]) -> float:
    """The share of a text's runs of words that are known; 0 for a text shorter than one."""
    runs = _runs(text)
    return len(runs & known) / len(runs) if runs else 0.0


def _killed(labels: Mapping[str, int]) -> int:
    civilians = max(labels["killed_civilians"], labels["killed_children"] + labels["killed_women"])
    return civilians + labels["killed_noncivilians"]


def day(words: str) -> str | None:
    """The ISO date that a crowd answer states, day before month where both are numbers; ``None`` where it states none."""
    month = next(
        (_MONTHS.index(w[:3].lower()) + 1 for w in re.findall("[A-Za-z]+", words) if w[:3].lower() in _MONTHS), 0
    )
    if month:
        digits = "".join(re.findall(r"\d", words))  # "Jul 012016" too
        parts = (digits[-4:], str(month), digits[:-4])
    else:
        numbers = re.findall(r"\d+", words)
        parts = (numbers[2], numbers[1], numbers[0]) if len(numbers) == 3 else ("", "", "")
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        return None


def compare(article: Article, coded: Sequence[Coded]) -> Counts:
    """Right, told and wanted facts of one article; each is one of one."""
    told = asserted(coded)
    worst = deadliest(told, article.text)
    numbers = [n for r in told for n in [killed(r, article.text)] if n]
    right = Counter[str](
        {
            "killed exact": sum(numbers) in article.killed,
            "killed exact, deadliest report": max(numbers, default=0) in article.killed,
            "killed exact, first report": next(iter(numbers), 0) in article.killed,
            "actor class": (side(worst.actors) if worst else _UNKNOWN) in article.actors,
            "governorate": worst is not None and governorate(worst) in article.governorates,
        }
    )
    one = Counter(dict.fromkeys(right, 1))
    return right, one, one


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """The share of articles with the right figure, and how many articles there are."""
    return {key: (right[key] / want[key], want[key]) for key in want}


def asserted(coded: Iterable[Coded]) -> list[Report]:
    """The reports that are told as facts of now."""
    return [r for c in coded for r in c.reports if r.modality == "asserted"]


def killed(report: Report, text: str) -> int:
    """How many a report says were killed."""
    return total((c.whom, _stated(c, text)) for c in report.casualties if c.kind == "killed")


def total(counts: Iterable[tuple[str, int]]) -> int:
    """The largest number of each group of people, added up; that of ``unknown`` people where it is more."""
    by: dict[str, int] = {}
    for whom, n in counts:
        by[whom] = max(by.get(whom, 0), n)
    everyone = by.pop("unknown", 0)
    return max(everyone, sum(by.values()))


def _stated(count: Casualty, text: str) -> int:
    if count.best is not None:
        return count.best
    return count.low - (_ABOVE.match(text[slice(*count.span)]) is not None)


def deadliest(reports: Sequence[Report], text: str) -> Report | None:
    """The report with the most killed, the first of equals; ``None`` where nobody was."""
    worst = max(reports, key=lambda r: killed(r, text), default=None)
    return worst if worst is not None and killed(worst, text) else None


def kin(ref: str, *, backers: bool = False) -> Iterator[str]:
    """An actor of the registry and those that it is part of, nearest first, and then those that back it."""
    known = registry.load().actors
    seen, queue = {ref}, [ref]
    while queue:
        id = queue.pop(0)
        yield id
        actor = known.get(id)
        if actor is not None:
            above = [*([actor.parent] if actor.parent else ()), *actor.part_of]
            above += [tie.id for tie in actor.backers] if backers else []
            queue += [a for a in dict.fromkeys(above) if a not in seen]
            seen |= set(queue)


def side(actors: Iterable[Role]) -> str:
    """FA-KES's class of the first actor that has one."""
    return next(filter(None, map(_side, actors)), _UNKNOWN)


def _side(role: Role) -> str | None:
    if role.ref is None:
        return next((side for words, side in _WORDS if words.search(role.name)), None)
    found = next((SIDES[id] for id in kin(role.ref) if id in SIDES), None)
    if found is not None:
        return found
    if _STATE in (SIDES.get(id) for id in kin(role.ref, backers=True)):
        return _STATE
    actor = registry.load().actors.get(role.ref)
    return _REBELS if actor is not None and actor.kind in _ARMED and actor.country == "SY" else None


def governorate(report: Report) -> str | None:
    """FA-KES's name of the governorate in which a report is placed."""
    admin1 = report.place.admin1 if report.place is not None and report.place.country in (None, "SY") else None
    return None if admin1 is None else GOVERNORATES.get(admin1, admin1.lower())
