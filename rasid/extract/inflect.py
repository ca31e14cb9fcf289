"""Forms of English words: enough for a lexicon that lists lemmas."""

from __future__ import annotations

_IRREGULAR = {
    "beat": ("beat", "beaten"), "bring": ("brought", "brought"), "break": ("broke", "broken"), "blow": ("blew", "blown"), "burn": ("burned", "burned"),
    "come": ("came", "come"), "cut": ("cut", "cut"), "drive": ("drove", "driven"), "fall": ("fell", "fallen"), "fight": ("fought", "fought"),
    "find": ("found", "found"), "flee": ("fled", "fled"), "give": ("gave", "given"), "go": ("went", "gone"), "hit": ("hit", "hit"), "hold": ("held", "held"),
    "hurt": ("hurt", "hurt"), "lay": ("laid", "laid"), "lead": ("led", "led"), "leave": ("left", "left"), "lose": ("lost", "lost"), "make": ("made", "made"),
    "meet": ("met", "met"), "overrun": ("overran", "overrun"), "overthrow": ("overthrew", "overthrown"), "put": ("put", "put"), "retake": ("retook", "retaken"),
    "rise": ("rose", "risen"), "say": ("said", "said"), "see": ("saw", "seen"), "seek": ("sought", "sought"), "send": ("sent", "sent"), "set": ("set", "set"),
    "shoot": ("shot", "shot"), "show": ("showed", "shown"), "shut": ("shut", "shut"), "slay": ("slew", "slain"), "steal": ("stole", "stolen"), "step": ("stepped", "stepped"),
    "strike": ("struck", "struck"), "take": ("took", "taken"), "tell": ("told", "told"), "throw": ("threw", "thrown"), "wreak": ("wreaked", "wreaked"), "write": ("wrote", "written"),
    "think": ("thought", "thought"), "keep": ("kept", "kept"), "hide": ("hid", "hidden"), "get": ("got", "gotten"), "become": ("became", "become"), "begin": ("began", "begun"),
    "undertake": ("undertook", "undertaken"), "withdraw": ("withdrew", "withdrawn"), "freeze": ("froze", "frozen"), "forbid": ("forbade", "forbidden"), "swear": ("swore", "sworn"), "catch": ("caught", "caught"), "win": ("won", "won"), "hang": ("hanged", "hanged"), "sink": ("sank", "sunk"), "grow": ("grew", "grown"), "know": ("knew", "known"), "fly": ("flew", "flown"), "draw": ("drew", "drawn"), "choose": ("chose", "chosen"), "ride": ("rode", "ridden"), "spread": ("spread", "spread"), "stand": ("stood", "stood"), "speak": ("spoke", "spoken"), "sell": ("sold", "sold"), "bear": ("bore", "borne"), "sweep": ("swept", "swept"), "thrust": ("thrust", "thrust"), "feel": ("felt", "felt"), "hear": ("heard", "heard"), "understand": ("understood", "understood"), "spray": ("sprayed", "sprayed"), "rip": ("ripped", "ripped"), "plan": ("planned", "planned"), "ban": ("banned", "banned"),
    "kidnap": ("kidnapped", "kidnapped"), "gun": ("gunned", "gunned"), "whip": ("whipped", "whipped"), "flog": ("flogged", "flogged"), "stab": ("stabbed", "stabbed"),
    "regret": ("regretted", "regretted"), "slam": ("slammed", "slammed"), "rob": ("robbed", "robbed"), "disarm": ("disarmed", "disarmed"), "spurn": ("spurned", "spurned"),
    "expel": ("expelled", "expelled"), "repel": ("repelled", "repelled"), "admit": ("admitted", "admitted"), "commit": ("committed", "committed"), "permit": ("permitted", "permitted"),
    "compel": ("compelled", "compelled"), "drop": ("dropped", "dropped"), "swap": ("swapped", "swapped"), "chat": ("chatted", "chatted"), "back": ("backed", "backed"),
    "down": ("downed", "downed"), "buy": ("bought", "bought"), "be": ("was", "been"), "curb": ("curbed", "curbed"), "stop": ("stopped", "stopped"), "deter": ("deterred", "deterred"),
    "submit": ("submitted", "submitted"), "wed": ("wed", "wed"), "mean": ("meant", "meant"), "pay": ("paid", "paid"), "undergo": ("underwent", "undergone"), "rebuild": ("rebuilt", "rebuilt"),
    "let": ("let", "let"), "quit": ("quit", "quit"), "ship": ("shipped", "shipped"), "smuggle": ("smuggled", "smuggled"), "press-gang": ("press-ganged", "press-ganged"), "cede": ("ceded", "ceded"), "run": ("ran", "run"),
    "refer": ("referred", "referred"), "transfer": ("transferred", "transferred"), "impel": ("impelled", "impelled"), "control": ("controlled", "controlled"), "patrol": ("patrolled", "patrolled"), "grab": ("grabbed", "grabbed"), "trap": ("trapped", "trapped"), "split": ("split", "split"),
}  # fmt: skip
_SAME_PLURAL = {
    "personnel",
    "police",
    "people",
    "aircraft",
    "livestock",
    "cattle",
    "infrastructure",
    "staff",
    "crew",
    "arson",
    "talks",
    "headquarters",
    "barracks",
    "means",
    "forces",
    "waters",
}
_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "persons",
    "fireman": "firemen",
    "life": "lives",
    "body": "bodies",
    "serviceman": "servicemen",
    "knife": "knives",
}


def verb_forms(lemma: str) -> dict[str, str]:
    """Form -> tag code: b base, Z -s, g -ing, V past, n participle (V when both are alike)."""
    if lemma == "be":
        return dict.fromkeys(("be", "is", "are", "was", "were", "been", "being"), "B")
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else lemma
    past, participle = _IRREGULAR.get(lemma, (None, None))
    double = stem + lemma[-1] if past and past.startswith(stem + lemma[-1]) and not lemma.endswith("e") else stem
    if lemma in ("hit", "set", "put", "cut", "shut", "overrun", "run", "let", "quit", "split", "get", "begin"):
        double = stem + lemma[-1]
    if past is None:
        ending = (
            lemma[:-1] + "ied"
            if lemma.endswith("y") and lemma[-2] not in "aeiou"
            else lemma + ("d" if lemma.endswith("e") else "ed")
        )
        past = participle = ending
    forms = {_plural(lemma): "Z", double + "ing": "g", str(participle): "n", str(past): "V", lemma: "b"}
    return forms | ({str(past): "V"} if past == lemma else {})


def noun_forms(lemma: str) -> dict[str, str]:
    """Form -> tag code: N singular, M plural; the last word of a phrase is inflected."""
    if " of " in lemma:
        head, _, rest = lemma.partition(" of ")
        return {form + " of " + rest: code for form, code in noun_forms(head).items()}
    head, _, last = lemma.rpartition(" ")
    return {lemma: "N", (head + " " if head else "") + _plural(last): "M"}


def _plural(word: str) -> str:
    for end, plural in _PLURALS.items():
        if word == end or (word.endswith(end) and end in ("man", "woman")):
            return word[: -len(end)] + plural
    if word in _SAME_PLURAL:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) and not word.endswith("ao") else "s")
