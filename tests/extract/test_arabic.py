"""Arabic sentences of our own, each with one thing that a reader must get right."""

from __future__ import annotations

import functools

import pytest

from rasid import gazetteer, ontology, registry
from rasid.extract.arabic import ArabicReader
from rasid.records import Document, Interval, Reading, Report, Resolved, Span, Story, digest
from rasid.resolve import Resolver

PUBLISHED = Interval("2025-03-18", "2025-03-18", "day", None, "metadata")  # a Tuesday


@functools.cache
def parts() -> tuple[ArabicReader, Resolver]:
    return ArabicReader(registry.load(), gazetteer.open(), ontology.load()), Resolver(registry.load(), gazetteer.open())


def read(text: str, headline: str | None = None) -> tuple[str, Resolved, Reading]:
    whole = f"{headline}\n\n{text}" if headline else text
    start = len(whole) - len(text)
    story = Story(
        digest(whole), (0, len(whole)), Span((0, len(headline)), headline) if headline else None, (), (), None, None,
        (Span((start, len(whole)), text),), (), PUBLISHED, None, False,
    )  # fmt: skip
    document = Document(digest("document", whole), None, "test", "text/plain", "ar", None, whole)
    reader, resolver = parts()
    resolved = resolver.resolve(document, story, reader.mentions(document, story))
    return whole, resolved, reader.reports(document, resolved)


def only(text: str) -> Report:
    reports = read(text)[2].reports
    assert len(reports) == 1, [r.trigger.text for r in reports]
    return reports[0]


@pytest.mark.parametrize(
    ("text", "trigger", "plover", "sub"),
    [
        ("قصفت طائرات روسية بلدة سرمين.", "قصفت", "ASSAULT", "Air/drone strike"),
        ("قصفت المدفعية بلدة سرمين بعشرات القذائف.", "قصفت", "ASSAULT", "Shelling/artillery/missile attack"),
        ("انفجرت عبوة ناسفة قرب سوق في بغداد.", "انفجرت", "ASSAULT", "Remote explosive/landmine/IED"),
        ("خطف مسلحون مجهولون ثلاثة موظفين في الخرطوم.", "خطف", "ASSAULT", "Abduction/forced disappearance"),
        ("اعتقلت القوات العراقية خمسة أشخاص في كركوك.", "اعتقلت", "COERCE", "Arrests"),
        ("سيطرت قوات الدعم السريع على مدينة الفاشر.", "سيطرت", "ASSAULT", "Non-state actor overtakes territory"),
        ("انسحب الجيش السوري من مدينة تدمر.", "انسحب", "RETREAT", "Non-violent transfer of territory"),
        ("نزح ألفا شخص من مدينة رفح.", "نزح", "COERCE", "Other"),
        ("أدانت الأمم المتحدة الهجوم على المستشفى.", "أدانت", "ACCUSE", None),
        ("وقعت روسيا وأوكرانيا اتفاقا جديدا.", "اتفاقا", "AGREE", "Agreement"),
        ("فرضت الولايات المتحدة عقوبات على إيران.", "عقوبات", "SANCTION", None),
        ("اندلعت اشتباكات عنيفة بين الجيش السوداني وقوات الدعم السريع.", "اشتباكات", "ASSAULT", "Armed clash"),
        ("أطلقت قوات الدعم السريع صواريخ على مدينة أم درمان.", "أطلقت", "ASSAULT", "Shelling/artillery/missile attack"),
    ],
)
def test_an_arabic_trigger_gives_its_event_type(text: str, trigger: str, plover: str, sub: str | None) -> None:
    report = only(text)
    assert (report.trigger.text, report.type.plover, report.type.acled_sub) == (trigger, plover, sub)


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("قتل الجيش السوداني 12 عنصرا في الخرطوم.", ["mil-SD"], ["عنصرا"]),
        ("قتل ثلاثة جنود في كمين قرب تدمر.", [], ["جنود"]),
        ("استهدفت طائرة مسيرة تركية سيارة في القامشلي.", ["mil-TR"], ["سيارة"]),
        ("اغتال مسلحون قياديا في حركة الشباب وسط مقديشو.", ["مسلحون"], ["قياديا"]),
        ("تعرضت قاعدة عسكرية لهجوم صاروخي في ريف دير الزور.", [], ["قاعدة عسكرية"]),
        ("قتل جندي على يد مسلحين في شمال مالي.", ["مسلحين"], ["جندي"]),
        ("شن الجيش الإسرائيلي غارة جوية على مبنى في دمشق.", ["mil-IL"], ["مبنى"]),
        ("هجوم لتنظيم داعش على نقطة تفتيش في كركوك.", ["isis"], ["نقطة تفتيش"]),
        ("اعتقلت قوات الاحتلال عشرين فلسطينيا في نابلس.", ["mil-IL"], ["فلسطينيا"]),
        ("هاجم الحوثيون سفينة في البحر الأحمر.", ["houthis"], ["سفينة"]),
    ],
)
def test_who_did_it_to_whom_in_arabic(text: str, actors: list[str], targets: list[str]) -> None:
    report = only(text)
    assert ([a.ref or a.name for a in report.actors], [t.name for t in report.targets]) == (actors, targets)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("قصفت القوات التركية القرية.", "asserted"),
        ("لم تقصف القوات التركية القرية.", "denied"),
        ("نفت وزارة الدفاع الروسية قصف مستشفى في حلب.", "denied"),
        ("ستنفذ القوات العراقية عملية عسكرية في جبال حمرين.", "planned"),
        ("سوف تهاجم القوات الروسية مدينة كييف.", "planned"),
        ("قد يشن التنظيم هجوما على السجن في الحسكة.", "hypothetical"),
        ("ربما تقصف القوات الروسية مدينة إدلب.", "hypothetical"),
        ("كانت طائرات حربية قد قصفت القرية.", "background"),
        ("قصفت القوات الروسية مدينة إدلب عام 2019.", "background"),
    ],
)
def test_what_happened_is_told_from_what_did_not_in_arabic(text: str, modality: str) -> None:
    assert only(text).modality == modality


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل مدنيين اثنين بقصف على إدلب.", [("killed", "civilians", 2, 2, 2)]),
        ("قتل مدنيان في قصف على حلب.", [("killed", "civilians", 2, 2, 2)]),
        ("أصيب جنديان بانفجار لغم شرق الرقة.", [("injured", "جنديان", 2, 2, 2)]),
        ("قتل ما لا يقل عن ١٢ شخصا في تفجير ببغداد.", [("killed", "unknown", 12, None, None)]),
        ("قتل أكثر من عشرين مسلحا في غارة على الموصل.", [("killed", "مسلحا", 21, None, None)]),
        ("قتل نحو 40 مدنيا في غارة على الموصل.", [("killed", "civilians", 36, 40, 44)]),
        ("قتل عشرات المدنيين في هجوم على الفاشر.", [("killed", "civilians", 20, None, None)]),
        ("سقط خمسة وعشرون قتيلا في تفجير ببغداد.", [("killed", "unknown", 25, 25, 25)]),
        (
            "مقتل طفل وإصابة ثلاثة مدنيين بقصف على إدلب.",
            [("killed", "civilians", 1, 1, 1), ("injured", "civilians", 3, 3, 3)],
        ),
        ("مقتل 7 أشخاص بينهم 3 أطفال بقصف على إدلب.", [("killed", "unknown", 7, 7, 7)]),
        ("قتل مدنيان وطفل في قصف على حلب.", [("killed", "civilians", 2, 2, 2), ("killed", "civilians", 1, 1, 1)]),
        ("اختطف مسلحون أحد عشر شخصا في ولاية بورنو.", [("missing", "unknown", 11, 11, 11)]),
        ("نزح ثلاثة آلاف شخص من مدينة رفح.", [("displaced", "unknown", 3000, 3000, 3000)]),
        ("مقتل وإصابة 80 شخصا في قصف على إدلب.", []),
        ("مقتل مدنيين في قصف على إدلب.", []),
    ],
)
def test_arabic_counts_of_people_keep_their_bounds(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(c.kind, c.whom, c.low, c.best, c.high) for r in read(text)[2].reports for c in r.casualties] == expected


@pytest.mark.parametrize(
    ("text", "claimant", "stance"),
    [
        ("أعلنت وزارة الدفاع الروسية أن قواتها قصفت مستودعا في أوديسا.", "mod-RU", "asserts"),
        ("قال المرصد السوري لحقوق الإنسان إن غارة جوية استهدفت سيارة في إدلب.", "sohr", "reports"),
        ("استهدفت غارة جوية سيارة في إدلب، بحسب المرصد السوري لحقوق الإنسان.", "sohr", "reports"),
        ("نفت إسرائيل قصف مستشفى في غزة.", "gov-IL", "denies"),
        ("أفاد مصدر أمني بأن مسلحين هاجموا نقطة تفتيش في كركوك.", "مصدر أمني", "reports"),
        ("اعترف الجيش الإسرائيلي بقصف مدرسة في غزة.", "mil-IL", "admits"),
        ("هاجم مسلحون قافلة شمال مالي.", None, "reports"),
    ],
)
def test_who_says_so_in_arabic(text: str, claimant: str | None, stance: str) -> None:
    claim = only(text).claim
    assert ((claim.claimant.ref or claim.claimant.name) if claim.claimant else None, claim.stance) == (claimant, stance)


def test_the_accused_is_the_actor_of_what_the_accuser_claims() -> None:
    accusation, act = read("اتهمت كييف القوات الروسية باستهداف محطة كهرباء في أوديسا.")[2].reports
    assert [r.ref for r in accusation.actors] == ["gov-UA"]
    assert ([r.ref for r in act.actors], act.claim.stance) == (["mil-RU"], "accuses")
    assert act.claim.claimant is not None and act.claim.claimant.ref == "gov-UA"


@pytest.mark.parametrize(
    ("text", "name", "precision", "relation"),
    [
        ("هاجم مسلحون حاجزا في قضاء داقوق.", "قضاء داقوق", "district", None),
        ("هاجم مسلحون حاجزا جنوب كركوك.", "جنوب كركوك", "area", "south of"),
        ("هاجم مسلحون حاجزا قرب الفاشر.", "قرب الفاشر", "area", "near"),
        ("هاجم مسلحون حاجزا بمدينة كركوك.", "مدينة كركوك", "town", None),
        ("هاجم مسلحون حاجزا في شمال السودان.", "شمال السودان", "region", "northern part of"),
    ],
)
def test_an_arabic_place_is_no_more_exact_than_its_words(
    text: str, name: str, precision: str, relation: str | None
) -> None:
    place = only(text).place
    assert place is not None
    assert (place.name, place.precision, place.relation) == (name, precision, relation)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("أمس الاثنين", "2025-03-17", "2025-03-17"),
        ("يوم الأحد الماضي", "2025-03-16", "2025-03-16"),
        ("اليوم", "2025-03-18", "2025-03-18"),
        ("في 3 آذار 2025", "2025-03-03", "2025-03-03"),
        ("قبل يومين", "2025-03-16", "2025-03-16"),
    ],
)
def test_arabic_words_for_days_are_anchored_at_the_publication(words: str, start: str, end: str) -> None:
    when = only(f"هاجم مسلحون حاجزا قرب كركوك {words}.").time
    assert when is not None
    assert (when.start, when.end) == (start, end)


def test_an_arabic_report_without_a_time_has_none() -> None:
    assert only("هاجم مسلحون حاجزا قرب كركوك.").time is None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("سيطرت قوات سوريا الديمقراطية على بلدة الباغوز.", [("sy-sdf", "بلدة الباغوز", "gains")]),
        ("تحاصر قوات الدعم السريع مدينة الفاشر.", [("sd-rsf", "مدينة الفاشر", "besieges")]),
        ("تسيطر قوات سوريا الديمقراطية على مدينة الرقة.", [("sy-sdf", "مدينة الرقة", "controls")]),
        ("انسحب الجيش السوري من مدينة تدمر.", [("mil-SY", "مدينة تدمر", "loses")]),
        ("هاجم مسلحون حاجزا قرب كركوك.", []),
    ],
)
def test_who_holds_what_in_arabic(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert [(c.holder.ref, c.place.name, c.state) for c in read(text)[2].control] == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("قررت الحكومة العراقية تشكيل لجنة تحقيق.", [("gov-IQ", None, "adopted", "تشكيل لجنة تحقيق")]),
        (
            "وجه رئيس الوزراء وزارة الداخلية بتعزيز نقاط التفتيش، ودعا إلى فتح تحقيق.",
            [
                ("رئيس الوزراء", "وزارة الداخلية", "ordered", "تعزيز نقاط التفتيش"),
                ("رئيس الوزراء", None, "requested", "فتح تحقيق"),
            ],
        ),
        ("فرضت الحكومة السودانية حظر تجول في العاصمة.", [("gov-SD", None, "adopted", "حظر تجول في العاصمة")]),
        ("هاجم مسلحون حاجزا قرب كركوك.", []),
    ],
)
def test_what_authorities_decide_in_arabic(text: str, rows: list[tuple[str, str | None, str, str]]) -> None:
    def name(role: object) -> object:
        return None if role is None else getattr(role, "ref", None) or getattr(role, "name", None)

    assert [(name(m.issuer), name(m.addressee), m.status, m.action) for m in read(text)[2].measures] == rows


@pytest.mark.parametrize(
    "text",
    [
        "أشاد الوزير بنتائج المنتخب في المباراة النهائية.",
        "ضربت الأزمة المالية أسواق أوروبا.",
        "تحدث الكاتب عن الاغتيال السياسي في الرواية.",
        "ارتفعت أسعار القمح في بغداد.",
    ],
)
def test_arabic_text_without_an_event_gives_no_report_of_violence(text: str) -> None:
    assert [r.trigger.text for r in read(text)[2].reports if r.type.plover == "ASSAULT"] == []


def test_the_body_retells_the_event_of_the_arabic_headline() -> None:
    _, _, reading = read(
        "قتل ثلاثة جنود في هجوم شنه تنظيم داعش على نقطة تفتيش جنوب كركوك.",
        headline="مقتل ثلاثة جنود بهجوم لتنظيم داعش جنوب كركوك",
    )
    assert [(len(r.retold), [(c.kind, c.low) for c in r.casualties]) for r in reading.reports] == [(1, [("killed", 3)])]


@pytest.mark.parametrize(
    "text",
    [
        "وقصفت الطائراتُ الروسيّة، أمس، مدينة إدلب؛ ما أدى لمقتل ٣ مدنيين وإصابة 5 آخرين، بحسب «الدفاع المدني السوري».",
        "ـ ـ ـ",
        "#عاجل | قصف مدفعي على مدينة #أريحا !!",
        "",
    ],
)
def test_every_arabic_span_slices_to_its_words(text: str) -> None:
    whole, resolved, reading = read(text)
    for mention in resolved.mentions:
        assert whole[slice(*mention.span)] == mention.text != ""
    for report in reading.reports:
        assert whole[slice(*report.trigger.span)] == report.trigger.text
        assert report.quote[0] <= report.trigger.span[0] < report.trigger.span[1] <= report.quote[1]
        assert all(0 <= c.span[0] < c.span[1] <= len(whole) for c in report.casualties)


def test_arabic_names_are_found_under_clitics_and_other_spellings() -> None:
    _, resolved, _ = read("هجوم للجيش الاسرائيلي وحزب الله.")
    assert [m.text for m in resolved.mentions if m.kind == "actor"] == ["جيش الاسرائيلي", "حزب الله"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("نفذت جماعة هجوما مسلحا آخر.", ["جماعة"]),
        ("قتل مسلح في القرية.", ["مسلح"]),
        ("وصل وزير الخارجية العراقي محمد السوداني.", ["وزير الخارجية العراقي محمد السوداني"]),
    ],
)
def test_an_arabic_adjective_is_no_person_and_a_surname_no_country(text: str, names: list[str]) -> None:
    assert [m.text for m in read(text)[1].mentions if m.kind in ("actor", "person_role")] == names
