"""Days by this file's own arithmetic. Nothing of the product is read here.

The anchor day is not counted and the due day is in time; months and years end on the same day number or on the last day
of the month (민법 제157조, 제160조). Days of a stop do not count, whichever and however many stops name them. An extension
counts from the old expiry. Last, an after-deadline of a private party that ends on a Saturday, a Sunday or a public
holiday ends on the next working day (제161조); nothing else moves.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from table import Deadline, Length

SERVICE_LEVEL_DAYS = 7
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    deadline: str
    anchor: date
    why: str
    step: int = 1
    set: Length | None = None
    stops: tuple[tuple[date, date], ...] = ()
    extensions: tuple[Length, ...] = ()
    switches: dict[str, bool] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        given: dict[str, Any] = {
            "deadline": self.deadline,
            "anchor": self.anchor.isoformat(),
            "step": self.step,
            "stops": [[start.isoformat(), end.isoformat()] for start, end in self.stops],
            "extensions": [extension.as_json() for extension in self.extensions],
            "switches": self.switches,
        }
        return given | ({"set": self.set.as_json()} if self.set else {})


@dataclass(frozen=True)
class Answer:
    due: date
    warn: date | None = None
    window: tuple[date, date] | None = None
    moved: bool = False
    service_level: bool = False

    def as_json(self) -> dict[str, Any]:
        def text(day: date | None) -> str | None:
            return day.isoformat() if day else None

        return {
            "due": text(self.due),
            "warn": text(self.warn),
            "from": text(self.window[0] if self.window else None),
            "to": text(self.window[1] if self.window else None),
            "moved": self.moved,
            "service_level": self.service_level,
        }


def add(day: date, length: Length, times: int = 1) -> date:
    amount = length.amount * times
    if length.unit == "days":
        return day + amount * ONE_DAY
    months = day.year * 12 + day.month - 1 + (amount * 12 if length.unit == "years" else amount)
    return _same_day(months // 12, months % 12 + 1, day.day)


def _same_day(year: int, month: int, number: int) -> date:
    for there in range(number, 0, -1):
        try:
            return date(year, month, there)
        except ValueError:
            continue
    raise AssertionError(f"{year}-{month} has no day")


class Oracle:
    def __init__(self, is_rest_day: Callable[[date], bool]) -> None:
        self._is_rest_day = is_rest_day

    def answer(self, deadline: Deadline, case: Case) -> Answer | None:
        rule = deadline.rule
        match rule.kind:
            case "after" | "extension" | "lasts" | "set":
                period = case.set if rule.kind == "set" else rule.length
                return self._after(deadline, case, period) if period else None
            case "before":
                return self._before(rule.length, case)
            case "every":
                assert rule.length
                return Answer(self._extended(deadline, case, add(case.anchor, rule.length, case.step)))
            case "month of every":
                assert rule.length
                return self._month(add(case.anchor, rule.length, case.step))
            case "at once":
                return Answer(case.anchor + SERVICE_LEVEL_DAYS * ONE_DAY, service_level=True)
            case "with":
                return Answer(case.anchor)
            case "yearly":
                return Answer(self._yearly(rule.day, case))
            case "until":
                return Answer(date.fromisoformat(rule.day))
            case "same year":
                return Answer(date(case.anchor.year, 12, 31))
        return None

    def _after(self, deadline: Deadline, case: Case, period: Length) -> Answer:
        unmoved = self._extended(deadline, case, self._first_expiry(deadline, case, period))
        switch = case.switches.get("holiday_moves", deadline.moves)
        if not (deadline.private and switch) or deadline.rule.kind == "lasts":
            return Answer(unmoved)
        due = unmoved
        while self._is_rest_day(due):
            due += ONE_DAY
        return Answer(due, moved=due != unmoved)

    def _first_expiry(self, deadline: Deadline, case: Case, period: Length) -> date:
        if not case.switches.get("first_day_in"):
            return self._count(deadline, case, case.anchor, add(case.anchor, period), period)
        end = add(case.anchor, period)
        if period.unit == "days" or end.day == case.anchor.day:
            end -= ONE_DAY  # on the eve; a month without such a day ends on its last
        return self._count(deadline, case, case.anchor - ONE_DAY, end, period)

    def _extended(self, deadline: Deadline, case: Case, expiry: date) -> date:
        for extension in case.extensions if deadline.extends else ():
            expiry = self._count(deadline, case, expiry, add(expiry, extension), extension)
        return expiry

    def _count(self, deadline: Deadline, case: Case, start: date, end: date, period: Length) -> date:
        """The day on which as many days have counted as lie between start and end."""
        stopped = self._stopped(deadline, case)
        working_only = case.switches.get("working_days", False) and period.unit == "days"
        left = (end - start).days
        day = start
        while left:
            day += ONE_DAY
            if day not in stopped and not (working_only and self._is_rest_day(day)):
                left -= 1
        return day

    def _stopped(self, deadline: Deadline, case: Case) -> set[date]:
        return {day for stop in case.stops for day in _days(*stop)} if deadline.stops else set()

    def _before(self, length: Length | None, case: Case) -> Answer:
        due = case.anchor
        if length and case.switches.get("working_days") and length.unit == "days":
            left = length.amount
            while left:
                due -= ONE_DAY
                left -= not self._is_rest_day(due)
        elif length:
            due = add(due, length, -1)
        return Answer(due, warn=due - ONE_DAY)  # N full days between

    def _month(self, day: date) -> Answer:
        first = day.replace(day=1)
        last = _same_day(day.year, day.month, 31)
        return Answer(last, window=(first, last))

    def _yearly(self, month_day: str, case: Case) -> date:
        month, day = map(int, month_day.split("-"))
        first = date(case.anchor.year, month, day)
        if first < case.anchor:
            first = first.replace(year=first.year + 1)
        return first.replace(year=first.year + case.step - 1)


def _days(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += ONE_DAY
