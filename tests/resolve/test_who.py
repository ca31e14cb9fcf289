import pytest

from rasid import registry
from rasid.records import Interval, Mention, MentionKind, Ref
from rasid.resolve.who import Who


@pytest.fixture(scope="module")
def who():
    return Who(registry.load())


def mention(text: str, words: str, kind: MentionKind = "actor", id: str = "m1", after: int = 0) -> Mention:
    start = text.index(words, after)
    return Mention(id, kind, (start, start + len(words)), words, 1.0, None)


def day(date: str) -> Interval:
    return Interval(date, date, "day", None, "metadata")


def meant(who: Who, words: str, *, text: str | None = None, countries=(), published=None) -> str | None:
    text = words if text is None else text
    (ref,) = who.resolve([mention(text, words)], text, published=published, countries=countries).values()
    return ref.id if ref else None


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("ISIS", "isis"),
        ("the Islamic State group", "isis"),
        ("Islamic State fighters", "isis"),
        ("ISIS cells", "isis"),
        ("the US-backed Syrian Democratic Forces", "sy-sdf"),
        ("Syrian regime forces", "mil-SY"),
        ("forces of President Bashar al-Assad", "mil-SY"),
        ("Russian soldiers", "mil-RU"),
        ("Israeli warplanes", "mil-IL"),
        ("three Ukrainian drones", "mil-UA"),
        ("the Sudanese army", "mil-SD"),
        ("the Kenyan police", "pol-KE"),
        ("Iraqi Security Forces", "mil-IQ"),
        ("Ethiopian federal forces", "mil-ET"),
        ("the government of Iraq", "gov-IQ"),
        ("British officials", "gov-GB"),
        ("Damascus", "gov-SY"),
        ("the Kremlin", "gov-RU"),
        ("the Pentagon", "mod-US"),
        ("Israel's Foreign Ministry", "mfa-IL"),
        ("Turkish Defense Ministry", "mod-TR"),
        ("the Iraqi Ministry of Foreign Affairs", "mfa-IQ"),
        ("the Gaza health ministry", "ps-gaza-health-ministry"),
        ("Houthi rebels", "houthis"),
        ("a spokesman for the Houthis", "houthis"),
        ("fighters from al-Shabaab", "al-shabaab"),
        ("members of the PMF", "iq-pmf"),
        ("commanders of the Rapid Support Forces", "sd-rsf"),
        ("JNIM militants", "jnim"),
        ("troops from Rwanda", "mil-RW"),
        ("forces loyal to Khalifa Haftar", "ly-lna"),
        ("Hezbollah and its allies", "hezbollah"),
        ("Prime Minister Mohammed Shia al-Sudani", "gov-IQ"),
        ("President Zelensky", "gov-UA"),
        ("the Syrian Observatory for Human Rights", "sohr"),
        ("UN peacekeepers", "peacekeepers"),
        ("residents", "civilians"),
        ("Syrian civilians", "civilians"),
        ("protesters", "protesters"),
        ("unidentified gunmen", "unidentified_armed_group"),
        ("Clan del Golfo gunmen", "co-agc"),
        ("the Arakan Army", "mm-aa"),
        ("New People's Army guerrillas", "ph-npa"),
        ("six factions within the Popular Mobilization Forces", None),
        ("PMF factions", None),
        ("an offshoot of al-Qaeda", None),
        ("Iraqi armed factions", None),
        ("pro-Iranian militias", None),
        ("al-Qaeda-linked militants", None),
        ("Syrian opposition forces", None),
        ("Kurdish forces", None),
        ("Libyan rebels", None),
        ("former Iraqi army officers", None),
        ("allies of the Houthis", None),
        ("the Movement of the Free Steppe", None),
        ("Russia and Iran", None),
        ("armed factions", None),
        ("eastern Ukraine", None),
        ("Foreign Ministers of Iran, Qatar and Oman", None),
        ("US, British and French warships", None),
        ("the foreign ministers of Iran and Iraq", None),
        ("Syrian Arab Coalition", "sy-arab-coalition"),
        ("the group", None),
        ("Russians", None),
        ("soldiers in Ukraine", None),
    ],
)
def test_the_head_of_a_phrase_decides_who_is_meant(who, words, id):
    assert meant(who, words) == id


@pytest.mark.parametrize(
    ("words", "countries", "id"),
    [
        ("the army", ["LB"], "mil-LB"),
        ("government troops", ["ET"], "mil-ET"),
        ("police", ["KE"], "pol-KE"),
        ("security forces", ["NG"], "mil-NG"),
        ("regime forces", ["SY"], "mil-SY"),
        ("the regime", ["IR"], "gov-IR"),
        ("the Foreign Ministry", ["IQ"], "mfa-IQ"),
        ("Foreign Ministry spokesman", ["IR"], "mfa-IR"),
        ("the army", ["LB", "IL"], "mil-LB"),
        ("the army", [], None),
        ("regime forces", ["SE"], None),
        ("officials", ["SD"], None),
        ("the two leaders", ["SD"], None),
        ("CJTF", ["NG"], "ng-yan-gora"),
        ("CJTF", ["IQ"], "global-coalition"),
        ("warplanes", ["SY"], None),
        ("rebel forces", ["CD"], None),
        ("the coalition", ["YE"], "saudi-coalition"),
        ("coalition aircraft", ["IQ"], "global-coalition"),
        ("the coalition", ["DE"], None),
        ("SDF", ["SY"], "sy-sdf"),
        ("SDF", ["LY"], "ly-rada"),
        ("SDF", [], None),
        ("RSF", ["SD"], "sd-rsf"),
        ("ISF", ["LB"], "pol-LB"),
        ("ISF", ["IQ"], "mil-IQ"),
        ("SNA fighters", ["SO"], "mil-SO"),
        ("SNA fighters", ["SY"], "sy-sna"),
        ("ADF", ["CD", "UG"], "adf"),
        ("AFP", ["PH"], "mil-PH"),
        ("AFP", ["SY"], "afp"),
        ("PLA", ["TW"], None),
        ("AA", ["MM"], "mm-aa"),
        ("AA", ["SE"], None),
        ("LeT", ["IN"], "pk-let"),
        ("Let", ["IN"], None),
        ("PKK", ["SE"], "pkk"),
        ("the National Liberation Army", ["CO"], "co-eln"),
        ("the National Liberation Army", ["MK"], None),
    ],
)
def test_shared_and_generic_names_go_by_the_theatre(who, words, countries, id):
    assert meant(who, words, countries=countries) == id


def test_a_generic_name_follows_the_only_army_that_the_story_names():
    text = "The Lebanese army closed the road near the Syrian border. Later the army reopened it."
    resolver = Who(registry.load())
    both = [mention(text, "Lebanese army", id="a"), mention(text, "the army", id="b")]
    refs = resolver.resolve(both, text, published=None, countries=["SY"])
    assert refs == {"a": Ref("mil-LB", "Lebanese Armed Forces"), "b": Ref("mil-LB", "Lebanese Armed Forces")}


def test_bare_soldiers_are_not_those_of_an_army_whose_state_the_sentence_does_not_name(who):
    text = "The Iraqi army denied it. Israel reported two soldiers killed."
    named = mention(text, "Iraqi army", id="m2")
    (told, _) = who.resolve([mention(text, "two soldiers"), named], text, published=None, countries=()).values()
    assert told is None


def test_two_armies_in_a_story_leave_the_army_open(who):
    text = "The Israeli army and the Lebanese army exchanged fire. The army gave no toll."
    mentions = [
        mention(text, "Israeli army", id="a"),
        mention(text, "Lebanese army", id="b"),
        mention(text, "The army", id="c"),
    ]
    refs = who.resolve(mentions, text, published=None, countries=["LB"])
    assert refs["c"] is None


def test_backers_do_not_make_the_regime_theirs(who):
    text = "In Syria, regime forces backed by Russia and Iran shelled the town."
    assert meant(who, "regime forces", text=text, countries=["SY"]) == "mil-SY"


def test_the_regime_is_that_of_the_country_most_told_of(who):
    text = "Syria is at war. Syrian towns were hit in southern Syria. Iran sent envoys. The regime was silent."
    assert meant(who, "The regime", text=text) == "gov-SY"
    assert meant(who, "The regime", text="Syria and Iran met. The regime was silent.") is None


def test_an_acronym_that_the_text_spells_out_means_that(who):
    text = "The Special Deterrence Force (SDF) held the airport. SDF units fired on the crowd."
    assert meant(who, "SDF units", text=text, countries=["SY"]) == "ly-rada"


def test_an_acronym_spelt_out_as_somebody_unknown_means_nobody_known(who):
    text = "The Savanna Defence Front (SDF) struck. The SDF then left."
    assert meant(who, "The SDF", text=text, countries=["SY"]) is None


@pytest.mark.parametrize(("date", "id"), [("2015-03-01", "gov-SY"), ("2025-06-01", None)])
def test_an_office_holder_speaks_for_the_state_while_in_office(who, date, id):
    assert meant(who, "President Bashar al-Assad", published=day(date)) == id


def test_a_last_name_alone_needs_the_full_name_in_the_story(who):
    assert meant(who, "Zelensky") is None
    assert meant(who, "Zelensky", text="Volodymyr Zelensky arrived. Zelensky left.") == "gov-UA"


def test_the_regime_ends_with_the_regime(who):
    assert meant(who, "the regime", countries=["SY"], published=day("2023-02-01")) == "gov-SY"
    assert meant(who, "the regime", countries=["SY"], published=day("2025-09-01")) is None


def test_the_coalition_goes_by_date_too(who):
    assert meant(who, "the coalition", countries=["AF"], published=day("2010-05-05")) == "isaf"


def test_other_mentions_are_left_alone(who):
    text = "Aleppo"
    assert who.resolve([mention(text, "Aleppo", "place")], text, published=None, countries=[]) == {}


def test_office_holders_are_resolved_as_actors_are(who):
    text = "Iraqi Prime Minister Haider al-Abadi spoke."
    role = mention(text, "Iraqi Prime Minister Haider al-Abadi", "person_role")
    assert who.resolve([role], text, published=day("2017-07-10"), countries=["IQ"]) == {
        "m1": Ref("gov-IQ", "Government of Iraq")
    }


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Iraqi armed factions", "armed_group"), ("the army", "military"), ("villagers", "civilians"),
        ("police officers", "police"), ("ISIS", "armed_group"), ("the bakery", None),
    ],
)  # fmt: skip
def test_the_kind_of_an_actor_is_known_without_its_name(who, words, kind):
    assert who.kind(words) == kind


@pytest.mark.parametrize(
    ("words", "text", "countries", "id"),
    [
        ("Israeli", "The Israeli complaint was rejected.", (), "gov-IL"),
        ("Turkish", "Turkish air strikes hit the hills.", (), "gov-TR"),
        ("Russian", "A Russian was killed.", (), None),
        ("Syrian", "Syrian refugees went home.", (), None),
        ("Russians", "The Russians left the base.", (), None),
        ("Iraq's National Security Council", None, (), "gov-IQ"),
        ("the National Security Council", None, (), None),
        ("the National Security Council", None, ("IQ",), "gov-IQ"),
        ("the UN Security Council", None, (), "unsc"),
        ("Iraq's Ministry of Oil", None, (), "gov-IQ"),
        ("spokesperson for the Commander-in-Chief of the Armed Forces", None, ("IQ",), "mil-IQ"),
        ("Major General Omar Sale, spokesperson for the army", None, ("ML",), "mil-ML"),
        ("army chief General Omar Sale", None, ("ML",), "mil-ML"),
        ("Defence Minister Omar Sale", None, ("ML",), "mod-ML"),
        ("Foreign Minister Omar Sale", None, ("ML",), None),
        ("governor of Nineveh", None, ("IQ",), "gov-IQ"),
        ("9,300 soldiers", None, ("CO",), "mil-CO"),
        ("Congo", None, (), "gov-CD"),
        ("the Republic of the Congo", None, (), "gov-CG"),
        ("pro-regime forces", None, ("SY",), None),
        ("Syrian regime forces and their allies", None, (), "mil-SY"),
    ],
)
def test_titles_adjectives_and_longer_names_mean_what_the_words_say(who, words, text, countries, id):
    assert meant(who, words, text=text, countries=countries) == id


def test_what_stands_outside_the_story_does_not_speak_for_an_actor(who):
    text = "The army shelled the hills.\n\nMali's government met in Bamako."
    story = (0, text.index("\n"))
    (ref,) = who.resolve([mention(text, "army")], text, published=None, countries=(), span=story).values()
    assert ref is None
