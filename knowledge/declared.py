"""Reading a declaration (TOML) field by field, collecting every problem instead of stopping at the first."""

from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")


class Declared:
    """One TOML table. Each ``take`` names a field once; ``finish`` reports the fields that nobody took."""

    def __init__(self, table: Mapping[str, Any], where: str, problems: list[str]) -> None:
        self._left = dict(table)
        self._where = where
        self._problems = problems

    def take(self, key: str, default: T) -> T:
        """The field ``key``, of the type of ``default``, which stands in when it is missing."""
        return self._checked(key, self._left.pop(key), default) if key in self._left else default

    def need(self, key: str, blank: T) -> T:
        """Like ``take``, but a missing field is a problem; ``blank`` only keeps the reading going."""
        if key not in self._left:
            self.problem(f"缺少 {key}")
            return blank
        return self._checked(key, self._left.pop(key), blank)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts; needed when there is no ``default``."""
        found: list[Any] = self.need(key, []) if default is None else self.take(key, list(default))
        if not all(isinstance(item, str) for item in found):
            self.problem(f"{key} 里应当都是文字")
        return tuple(str(item) for item in found)

    def table(self, key: str) -> "Declared":
        """A table inside this one."""
        return Declared(self.need(key, dict[str, Any]()), f"{self._where} [{key}]", self._problems)

    def names(self) -> tuple[str, ...]:
        """The fields not taken yet."""
        return tuple(self._left)

    def problem(self, what: str) -> None:
        """Note what is wrong here."""
        self._problems.append(f"{self._where}：{what}")

    def finish(self) -> None:
        """Nothing may be left: an unknown field is a slip of the pen."""
        for key in self._left:
            self.problem(f"不认识 {key}")

    def _checked(self, key: str, value: Any, like: T) -> T:
        kind = type(like)
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            self.problem(f"{key} 应是 {kind.__name__}，现在是 {value!r}")
            return like
        found: T = value
        return found
