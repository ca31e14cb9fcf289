"""Every setting in one place: name, default, help. Default < file < environment < flag."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasid.errors import DataError


def _setting(default: Any, help: str, *, zero: bool = False, secret: bool = False) -> Any:
    """A field; ``zero`` allows 0 for a number; what is ``secret`` comes from the environment alone and is never shown."""
    return field(default=default, repr=not secret, metadata={"help": help, "zero": zero, "secret": secret})


_ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can change. Each is also an environment variable, ``RASID_`` + the name in capitals."""

    reader: str = _setting("trained", "which reader codes the stories: trained, rules, or llm")
    db: str = _setting("rasid.duckdb", "the record's file; a name without a folder is looked for in the current one")
    actors: str = _setting(
        "",
        "your own registry of actors: YAML files or folders of them, parted as in PATH; without it, actors.yaml beside the settings file where there is one",
    )
    max_bytes: int = _setting(256 * 1024 * 1024, "largest input that is read, in bytes; a larger one is an issue")
    max_story_chars: int = _setting(
        2_000_000, "longest body of a story that is coded, in characters; what is beyond it is an issue"
    )
    fetch_timeout_s: float = _setting(
        20.0, "longest wait for a web page, in seconds, from first byte asked to last byte got"
    )
    fetch_max_bytes: int = _setting(20 * 1024 * 1024, "largest web page that is fetched, in bytes")
    allow_private: bool = _setting(False, "fetch from private, loopback and link-local addresses too")
    batch_stories: int = _setting(200, "stories stored in one transaction; a killed run loses at most these")
    gazetteer_dir: str = _setting(
        "", "folder of your own gazetteer layers; by default one in the user's folder for data; none: use no layers"
    )
    geonames_url: str = _setting(
        "https://download.geonames.org/export/dump",
        "where `rasid gazetteer fetch geonames` fetches from: GeoNames or a mirror",
    )
    geonames_timeout_s: float = _setting(60.0, "longest silence of that server before a fetch ends, in seconds")
    llm_url: str = _setting("", "for the reader llm: an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1")
    llm_model: str = _setting("", "for the reader llm: the model's name at the endpoint")
    llm_key: str = _setting(
        "", "for the reader llm: the endpoint's key; only from the environment, never printed", secret=True
    )
    llm_timeout_s: float = _setting(120.0, "for the reader llm: longest wait for one answer, in seconds")
    llm_retries: int = _setting(
        4, "for the reader llm: how often a question that got no answer of use is asked again", zero=True
    )
    llm_price_in: float = _setting(
        0.0, "for the reader llm: price of a million tokens sent, to show the cost; 0: not known", zero=True
    )
    llm_price_out: float = _setting(
        0.0, "for the reader llm: price of a million tokens got back; 0: not known", zero=True
    )


def load(*, file: Path | None = None, environ: Mapping[str, str] | None = None, **flags: object) -> Settings:
    """Settings from a TOML file, then the environment, then ``flags`` (``None`` means not given).

    Without ``file``, the file that ``RASID_CONFIG`` names is read, else ``user_file()`` where there is one.
    Raises ``DataError`` that names the place, the key and the nearest known key.
    """
    environ = os.environ if environ is None else environ
    settings = Settings()
    if (file := _chosen_file(file, environ)) is not None:
        settings = dataclasses.replace(settings, **_checked(_toml(file), str(file)))
    settings = dataclasses.replace(settings, **_checked(_from_environment(environ), _ENVIRONMENT))
    given = {name: value for name, value in flags.items() if value is not None}
    settings = dataclasses.replace(settings, **_checked(given, "command line"))
    own = user_actors()
    return settings if settings.actors or not own.is_file() else dataclasses.replace(settings, actors=str(own))


def user_file() -> Path:
    """Where a user's own settings live: ``settings.toml`` in the platform's folder for settings. It need not exist."""
    import platformdirs  # only asked for when no file is named

    return Path(platformdirs.user_config_dir("rasid")) / "settings.toml"


def user_actors() -> Path:
    """Where a user's own actors live when no setting says so: ``actors.yaml`` beside ``user_file()``. It need not exist."""
    return user_file().with_name("actors.yaml")


def actor_files(settings: Settings) -> tuple[Path, ...]:
    """The user's own registry files, in the order in which they are layered; a folder stands for its ``*.yaml`` by name.

    Raises ``DataError`` for one that the settings name and that is not there.
    """
    files: list[Path] = []
    for named in filter(None, settings.actors.split(os.pathsep)):
        path = Path(named).expanduser()
        if not path.exists():
            raise DataError(f"{path}: no such file or folder, which the setting actors ({variable('actors')}) names")
        files += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return tuple(files)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"RASID_{name.upper()}"


def _chosen_file(file: Path | None, environ: Mapping[str, str]) -> Path | None:
    if file is not None:
        return file
    if named := environ.get("RASID_CONFIG"):
        return Path(named)
    own = user_file()
    return own if own.is_file() else None


def _toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{file}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise DataError(f"{file}: not valid TOML ({error})") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    known = {variable(f.name): f.name for f in dataclasses.fields(Settings)}
    return {known[name]: value for name, value in environ.items() if name in known}


def _checked(values: Mapping[str, object], where: str) -> dict[str, Any]:
    known = {f.name: f for f in dataclasses.fields(Settings)}
    checked: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise DataError(f"{where}: unknown setting {name!r}{_nearest(name, known)}")
        if known[name].metadata["secret"] and where != _ENVIRONMENT:
            raise DataError(f"{where}: {name} is taken from the environment only: set {variable(name)}")
        checked[name] = _converted(known[name], value, where)
    return checked


def _nearest(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches  # 5 ms that only a mistake should cost

    close = get_close_matches(name, known, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _converted(setting: dataclasses.Field[Any], value: object, where: str) -> object:
    kind: type = type(setting.default)
    zero = setting.metadata["zero"]
    try:
        return kind(0) if zero and _is_zero(value) else _CONVERT[kind](value)
    except (TypeError, ValueError) as error:
        expected = _EXPECTED[kind] + (" or 0" if zero else "")
        given = "what is there" if setting.metadata["secret"] else repr(value)
        raise DataError(f"{where}: {setting.name} must be {expected}, not {given}") from error


_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def _bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in _TRUE | _FALSE:
        raise ValueError(value)
    return value.lower() in _TRUE


def _positive_int(value: object) -> int:
    number = int(value) if isinstance(value, str) else value
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError(value)
    return number


def _positive_float(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError(value)
    number = float(value)
    if not 0 < number < float("inf"):
        raise ValueError(value)
    return number


def _is_zero(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool) and float(value) == 0


def _str(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(value)
    return value


_CONVERT: dict[type, Any] = {bool: _bool, int: _positive_int, float: _positive_float, str: _str}
_EXPECTED = {bool: "true or false", int: "a whole number above 0", float: "a number above 0", str: "words"}
