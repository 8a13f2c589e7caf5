"""Column types that mean the same in SQLite and PostgreSQL."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, ColumnElement, Date, DateTime, Dialect, Enum, Text, TypeDecorator, type_coerce

from bot.casework.model import Acceptance, Closing, Pause


class Instant(TypeDecorator[datetime]):
    """An aware instant in UTC; a naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Listed(TypeDecorator[tuple[Any, ...]]):
    """A short list of ids, dates or codes as text such as ',3,12,': whether it holds something can be asked in both databases."""

    impl = Text
    cache_ok = True

    def __init__(self, item: type[int] | type[str] | type[date]) -> None:
        super().__init__()
        self.item = item
        self._read: Callable[[str], Any] = date.fromisoformat if item is date else item

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else "".join([",", *(f"{write_item(item)}," for item in value)])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:  # noqa: ARG002
        return None if value is None else tuple(map(self._read, filter(None, value.split(","))))


def write_item(item: Any) -> str:
    """One item of a list as text."""
    return item.isoformat() if isinstance(item, date) else str(item)


def fits(column: ColumnElement[Any], pattern: Any) -> ColumnElement[bool]:
    """Whether a Listed column holds what a pattern stands for."""
    return type_coerce(column, Text).like(pattern)


def pattern(item: object) -> str:
    """An item as `fits` looks for it."""
    return f"%,{write_item(item)},%"


class Whole(TypeDecorator[Any]):
    """A frozen value of the model with all its parts, kept as JSON because nothing is asked about them one by one."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: type[Acceptance] | type[Closing] | type[Pause]) -> None:
        super().__init__()
        self.kind = kind
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self._adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self._adapter.validate_python(value)


class Period(TypeDecorator[tuple[tuple[date, date], ...]]):
    """Some periods of days, both ends included."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Iterable[tuple[date, date]] | None, dialect: Dialect) -> list[list[str]]:  # noqa: ARG002
        return [[first.isoformat(), last.isoformat()] for first, last in value or ()]

    def process_result_value(self, value: list[list[str]] | None, dialect: Dialect) -> tuple[tuple[date, date], ...]:  # noqa: ARG002
        return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in value or ())


def coded(kind: type[StrEnum]) -> Enum:
    """An enum kept as its code, without a constraint in the database, so that a new code needs no migration."""
    return Enum(kind, native_enum=False, create_constraint=False, length=40, values_callable=lambda codes: [code.value for code in codes])


__all__ = ["Date", "Instant", "Listed", "Period", "Whole", "coded", "fits", "pattern"]
