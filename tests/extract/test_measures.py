"""Measures: issuer, addressee, action, domain, status, and the set that they belong to."""

from __future__ import annotations

import pytest
from reading_of import told

ORDERS = (
    "The Lebanese government approved six measures on Monday in response to the Israeli raid. "
    "The cabinet instructed the army to deploy two battalions in the south, ordered the Ministry of Public Works to reopen the coastal road "
    "and called on the United Nations to convene the ceasefire committee."
)


def test_each_directive_of_a_sentence_is_a_row_of_its_own() -> None:
    rows = [(m.addressee.name if m.addressee else None, m.action, m.status, m.domain) for m in told(ORDERS).measures]
    assert [(action, status) for _, action, status, _ in rows[-3:]] == [
        ("deploy two battalions in the south", "ordered"),
        ("reopen the coastal road", "ordered"),
        ("convene the ceasefire committee", "requested"),
    ]
    assert [domain for *_, domain in rows[-3:]] == ["domestic", "domestic", "external"]


def test_a_set_tells_how_many_were_announced_and_how_many_are_described() -> None:
    measures = told(ORDERS).measures
    assert {(m.set.announced, m.set.described) for m in measures if m.set} == {(6, len(measures))}
    assert {m.trigger for m in measures} == {"the Israeli raid"}


def test_a_passive_directive_takes_the_issuer_told_before() -> None:
    found = told(
        "The Iraqi government met on Monday. Security agencies were instructed to secure the border and pursue smugglers."
    )
    assert [(m.issuer.ref, m.action) for m in found.measures] == [
        ("gov-IQ", "secure the border"),
        ("gov-IQ", "pursue smugglers"),
    ]


def test_a_curfew_imposed_is_adopted_and_a_refusal_is_rejected() -> None:
    found = told(
        "The government of Nigeria imposed a curfew on Maiduguri. Nigeria refused to reopen the border with Niger."
    )
    assert [m.status for m in found.measures] == ["adopted", "rejected"]


def test_what_armed_men_do_is_no_measure() -> None:
    assert told("Gunmen imposed a curfew on the village.").measures == ()


def test_one_verb_instructs_several() -> None:
    found = told(
        "The Iraqi cabinet instructed the army to close the border, the police to guard the banks and the health ministry to open three field hospitals."
    )
    assert [(m.addressee.name if m.addressee else None, m.action) for m in found.measures] == [
        ("Iraqi Security Forces", "close the border"),
        ("Police of Iraq", "guard the banks"),
        ("Health Ministry of Iraq", "open three field hospitals"),
    ]


def test_each_item_of_a_list_is_a_measure_of_those_who_announced_it() -> None:
    found = told(
        "The interior ministry announced five measures:\n\n- Close the market at dusk.\n\n- Ban motorcycles in the old town.\n\n- A reward of one million naira for information.\n\nThe minister left on Friday."
    )
    assert [(m.action, m.status) for m in found.measures] == [
        ("Close the market at dusk", "announced"),
        ("Ban motorcycles in the old town", "announced"),
        ("reward of one million naira for information", "announced"),
    ]
    assert {(m.set.announced, m.set.described) for m in found.measures if m.set} == {(5, 3)}


@pytest.mark.parametrize(
    ("text", "action", "status", "domain"),
    [
        (
            "Turkey expelled ten ambassadors over the arrest of a businessman.",
            "expelled ten ambassadors over the arrest of a businessman",
            "implemented",
            "external",
        ),
        (
            "Pakistan closed its airspace to Indian airlines.",
            "closed its airspace to Indian airlines",
            "adopted",
            "external",
        ),
        ("The Iraqi cabinet voted to expel foreign troops.", "expel foreign troops", "adopted", "external"),
        ("Chad asked France to withdraw its troops.", "withdraw its troops", "requested", "external"),
        (
            "Burundi will not reopen its border with Rwanda, the president said.",
            "reopen its border with Rwanda",
            "rejected",
            "external",
        ),
        (
            "The European Union imposed sanctions on two Russian banks.",
            "imposed sanctions on two Russian banks",
            "implemented",
            "external",
        ),
        (
            "Kenya's government demanded that protesters leave the streets.",
            "leave the streets",
            "requested",
            "domestic",
        ),
        ("The army has begun to implement the ceasefire.", "implement the ceasefire", "implemented", "domestic"),
        (
            "The Iraqi prime minister ordered an investigation into the fire.",
            "ordered an investigation into the fire",
            "ordered",
            "domestic",
        ),
        (
            "The Houthi government in Sanaa ordered the UN office to leave within a week.",
            "leave within a week",
            "ordered",
            "external",
        ),
        ("The police told people not to cross the river.", "not to cross the river", "ordered", "domestic"),
    ],
)
def test_a_measure_has_a_clean_clause_a_status_and_a_domain(text: str, action: str, status: str, domain: str) -> None:
    assert [(m.action, m.status, m.domain) for m in told(text).measures] == [(action, status, domain)]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The army ordered the rebels to leave Homs, which it has encircled for a year.", "leave Homs"),
        (
            "The Iraqi cabinet closed the border with Syria, while fighting went on in the west.",
            "closed the border with Syria",
        ),
        (
            "The United States imposed sanctions on Syria, allegations that Damascus rejects.",
            "imposed sanctions on Syria",
        ),
        (
            "Nigeria's government imposed a curfew on Maiduguri, the capital of Borno state.",
            "imposed a curfew on Maiduguri",
        ),
        (
            "The Iraqi government banned drones, kites and the sale of fireworks.",
            "banned drones, kites and the sale of fireworks",
        ),
    ],
)
def test_an_action_ends_with_its_clause(text: str, action: str) -> None:
    assert [m.action for m in told(text).measures] == [action]


def test_a_decision_to_withdraw_is_not_yet_carried_out() -> None:
    assert [
        m.status for m in told("The Iraqi government defended its decision to reopen the border with Syria.").measures
    ] == ["adopted"]


def test_soldiers_who_took_power_decree_and_others_do_not() -> None:
    decree = "Soldiers closed the borders and suspended the constitution."
    assert len(told("The coup came at dawn in Niamey. " + decree).measures) == 2
    assert told(decree).measures == ()


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that the toll had risen to 14.",
        "The rebels demanded the release of their leader.",
        "The rebels released 12 hostages.",
        "The talks were suspended by heavy fighting.",
        "Israel launched an attack on Damascus.",
        "The president said the war would end.",
        "The army opened a new front in the north.",
        "The foreign ministry refused to comment.",
        "The ministry raised its death toll to 40.",
        "The government of Sudan met over the measures on Monday. Neither side said how many prisoners were freed.",
        "The Iraqi government could close the border with Syria.",
    ],
)
def test_what_is_only_reported_is_no_measure(text: str) -> None:
    assert told(text).measures == ()
