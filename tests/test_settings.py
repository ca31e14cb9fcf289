"""Settings: default < file < environment < flag, and every mistake named."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from rasid import settings
from rasid.errors import DataError


def test_a_setting_comes_from_the_flag_before_the_environment_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("max_bytes = 1\nbatch_stories = 2\nfetch_max_bytes = 3\n")
    environ = {"RASID_BATCH_STORIES": "20", "RASID_FETCH_MAX_BYTES": "30", "RASID_OTHER": "x", "PATH": "/bin"}

    loaded = settings.load(file=file, environ=environ, fetch_max_bytes=300, reader=None)

    assert loaded == dataclasses.replace(settings.Settings(), max_bytes=1, batch_stories=20, fetch_max_bytes=300)


def test_the_file_that_rasid_config_names_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("batch_stories = 7\n")
    assert settings.load(environ={"RASID_CONFIG": str(file)}).batch_stories == 7


def test_the_users_own_file_is_read_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    monkeypatch.setattr(settings, "user_file", lambda: file)
    assert settings.load(environ={}) == settings.Settings()
    file.write_text("batch_stories = 8\n")
    assert settings.load(environ={}).batch_stories == 8


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("max_byte = 1", "unknown setting 'max_byte' (did you mean 'max_bytes'?)"),
        ("max_bytes = 'many'", "max_bytes must be a whole number above 0, not 'many'"),
        ("max_bytes = 2.5", "max_bytes must be a whole number above 0, not 2.5"),
        ("max_bytes = true", "max_bytes must be a whole number above 0, not True"),
        ("batch_stories = 0", "batch_stories must be a whole number above 0, not 0"),
        ("fetch_timeout_s = nan", "fetch_timeout_s must be a number above 0, not nan"),
        ("fetch_timeout_s = -1", "fetch_timeout_s must be a number above 0, not -1"),
        ("allow_private = 'perhaps'", "allow_private must be true or false, not 'perhaps'"),
        ("allow_private = 1", "allow_private must be true or false, not 1"),
        ("reader = ''", "reader must be words, not ''"),
        ("=", "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, toml: str, message: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(toml)
    with pytest.raises(DataError) as raised:
        settings.load(file=file, environ={})
    assert str(raised.value).startswith(f"{file}: {message}")


def test_a_wrong_variable_of_the_environment_is_named() -> None:
    with pytest.raises(DataError, match="environment: batch_stories must be a whole number above 0, not 'x'"):
        settings.load(environ={"RASID_BATCH_STORIES": "x"})


def test_a_settings_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="missing.toml: cannot be read"):
        settings.load(file=tmp_path / "missing.toml", environ={})


def test_every_setting_has_help() -> None:
    assert [field.name for field in dataclasses.fields(settings.Settings) if not field.metadata.get("help")] == []


def test_a_secret_comes_from_the_environment_and_is_not_shown() -> None:
    loaded = settings.load(environ={"RASID_LLM_KEY": "sk-1"})
    assert (loaded.llm_key, "sk-1" in repr(loaded)) == ("sk-1", False)


def test_a_secret_in_a_file_is_refused_and_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("llm_key = 'sk-1'\n")
    with pytest.raises(DataError) as raised:
        settings.load(file=file, environ={})
    assert str(raised.value) == f"{file}: llm_key is taken from the environment only: set RASID_LLM_KEY"


@pytest.mark.parametrize("value", ["0", "0.0"])
def test_a_number_that_may_be_zero_may_be_zero(value: str) -> None:
    assert settings.load(environ={"RASID_LLM_PRICE_IN": value, "RASID_LLM_RETRIES": "0"}).llm_retries == 0


@pytest.mark.parametrize("value", ["-1", "few", "nan"])
def test_a_number_that_may_be_zero_may_not_be_less(value: str) -> None:
    with pytest.raises(DataError, match=f"llm_price_in must be a number above 0 or 0, not '{value}'"):
        settings.load(environ={"RASID_LLM_PRICE_IN": value})
