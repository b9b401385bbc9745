"""Where a setting comes from: command line, `TFINSTALL_*`, pyproject.toml, user file, default."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfinstall.cli.options import OPTIONS, Option
from tfinstall.diagnosis import failure
from tfinstall.model import Remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A checked value and the place that set it."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one run; what nobody set is absent."""

    values: Mapping[str, Setting] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        setting = self.values.get(name)
        return default if setting is None else setting.value

    def origin(self, name: str) -> str:
        """Where it was set, for messages: `--timeout`, `TFINSTALL_TIMEOUT`, a file."""
        setting = self.values.get(name)
        return f"--{name}" if setting is None else setting.origin


def gather(given: Mapping[str, Any], environ: Mapping[str, str], folder: Path) -> Settings:
    """Merge all sources, the nearest to the user first.

    `given` is what the command line named, `folder` where the search for pyproject.toml starts.
    Raises TfinstallError (`usage`, `config-invalid`) naming the source of a bad value.
    """
    layers = [
        _from_command_line(given),
        _from_environment(environ),
        *_from_files(environ, folder),
    ]
    merged: dict[str, Setting] = {}
    for layer in reversed(layers):
        merged.update(layer)
    return Settings(merged)


def _from_command_line(given: Mapping[str, Any]) -> dict[str, Setting]:
    found = {}
    for option in OPTIONS:
        if option.key in given:
            origin = f"--{option.name}"
            found[option.name] = Setting(
                value=_checked(option, given[option.key], origin, cause="usage"), origin=origin
            )
    if given.get("spec"):
        found["spec"] = Setting(value=given["spec"], origin="the command line")
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, Setting]:
    found = {}
    for option in _configurable():
        text = environ.get(option.variable)
        if not text:
            continue
        raw: Any = text.split() if option.kind == "texts" else text
        raw = text.split(os.pathsep) if option.kind == "paths" else raw
        found[option.name] = Setting(
            value=_checked(option, raw, option.variable), origin=option.variable
        )
    if environ.get("TFINSTALL_SPEC"):
        found["spec"] = Setting(value=environ["TFINSTALL_SPEC"], origin="TFINSTALL_SPEC")
    return found


def _from_files(environ: Mapping[str, str], folder: Path) -> Iterable[dict[str, Setting]]:
    for parent in (folder, *folder.parents):
        project = parent / "pyproject.toml"
        if project.is_file():
            table = _toml(project).get("tool", {}).get("tfinstall", {})
            yield _from_table(table, project, "[tool.tfinstall]")
            break
    user = user_file(environ)
    if user is not None and user.is_file():
        yield _from_table(_toml(user), user, "the top level")


def user_file(environ: Mapping[str, str]) -> Path | None:
    """The user's own configuration file, which need not exist; None without a home."""
    if environ.get("TFINSTALL_CONFIG"):
        return Path(environ["TFINSTALL_CONFIG"])
    from platformdirs import user_config_path  # noqa: PLC0415  (start-up time)

    try:
        return user_config_path("tfinstall", appauthor=False) / "config.toml"
    except RuntimeError:  # no home directory can be determined
        return None


def _from_table(table: Any, file: Path, where: str) -> dict[str, Setting]:
    if not isinstance(table, dict):
        raise failure("config-invalid", f"`{where}` of {file} is not a table")
    known = {option.name: option for option in _configurable()}
    found = {}
    for key, raw in table.items():
        origin = f"`{key}` in {file}"
        if key == "spec":
            found[key] = Setting(value=_spec(raw, origin), origin=origin)
        elif key in known:
            found[key] = Setting(
                value=_checked(known[key], raw, origin, base=file.parent), origin=origin
            )
        else:
            raise failure(
                "config-invalid",
                f"{origin} is not a setting; there are: {', '.join(sorted(known))}",
            )
    return found


def _spec(raw: Any, origin: str) -> str:
    """Only text: to TOML, 2.10 is the number 2.1."""
    if not isinstance(raw, str):
        raise failure("config-invalid", f'{origin} must stand in quotes: `spec = "2.10"`')
    return raw


def _configurable() -> Iterable[Option]:
    return (option for option in OPTIONS if option.configurable)


def _toml(file: Path) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415  (start-up time)
    else:
        import tomli as tomllib  # noqa: PLC0415
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise failure("config-invalid", f"{file} cannot be read: {error}") from error


def _checked(
    option: Option,
    raw: Any,
    origin: str,
    *,
    cause: str = "config-invalid",
    base: Path | None = None,
) -> Any:
    """The value of one setting, or a failure that says what would have been right."""
    try:
        return _convert(option, raw, base or Path())
    except ValueError as error:
        raise failure(
            cause,
            f"{origin} is {_shown(option, raw)}, but {error}",
            remedies=(Remedy(text="See all options", command="tfinstall --help"),),
        ) from None


def _shown(option: Option, raw: Any) -> str:
    """The bad value, unless it may hold a password."""
    if option.name in {"proxy", "index-url", "extra-index-url"}:
        return "set"
    return f"`{' '.join(map(str, raw))}`" if isinstance(raw, list | tuple) else f"`{raw}`"


def _convert(option: Option, raw: Any, base: Path) -> Any:  # noqa: PLR0911  (one line a kind)
    match option.kind:
        case "flag":
            return _flag(raw)
        case "number":
            return _number(raw)
        case "count":
            return _count(raw)
        case "path":
            return _path(raw, base)
        case "paths":
            return tuple(_path(item, base) for item in _list(raw))
        case "texts":
            return tuple(_text(item, option) for item in _list(raw))
        case "text":
            return _text(raw, option)


def _text(raw: Any, option: Option) -> str:
    if option.choices and raw not in option.choices:
        raise ValueError(f"it must be one of {', '.join(option.choices)}")
    return str(raw)


def _flag(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    text = str(raw).lower()
    if text not in TRUE | FALSE:
        raise ValueError("it must be true or false")
    return text in TRUE


def _number(raw: Any) -> float:
    try:
        value = float(raw)
    except (TypeError, ValueError):
        raise ValueError("it must be a number of seconds, such as 60") from None
    if not 0 < value < float("inf"):
        raise ValueError("it must be more than 0 seconds, such as 60")
    return value


def _count(raw: Any) -> int:
    text = str(raw)
    if not (text.isascii() and text.isdigit()):
        raise ValueError("it must be a whole number from 0, such as 5")
    return int(text)


def _path(raw: Any, base: Path) -> Path:
    text = os.fspath(raw) if isinstance(raw, str | os.PathLike) else ""
    if not text or "\0" in text:
        raise ValueError("it must be a path")
    return base / Path(text).expanduser() if text != "~" else Path(text)


def _list(raw: Any) -> list[Any]:
    if isinstance(raw, str):
        return [raw]
    if not isinstance(raw, list | tuple):
        raise ValueError("it must be a list")  # noqa: TRY004  (one kind of error for all values)
    return list(raw)
