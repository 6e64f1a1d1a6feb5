"""Cases for every deadline: leap years, month ends, holidays, stops, extensions, switches. The same ones every time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from oracle import ONE_DAY, Case, Oracle, add
from table import Deadline, Length, Unit

# Leap days, month ends, the year's end; the days on which the noise rules took effect.
ANCHORS = [
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2028, 2, 29),
    date(2025, 1, 31),
    date(2024, 8, 31),
    date(2026, 11, 30),
    date(2024, 12, 31),
    date(2026, 1, 1),
    date(1991, 2, 2),
    date(1992, 8, 8),
]
# Days on which a period ends.
ENDS = {
    "a Saturday before 설날": date(2026, 2, 14),
    "설날 전날": date(2026, 2, 16),
    "a temporary holiday before 설날": date(2025, 1, 27),
    "개천절 and a whole week after it": date(2025, 10, 3),
    "대체공휴일(3·1절)": date(2026, 3, 2),
    "an election": date(2026, 6, 3),
    "two holidays on one day": date(2025, 5, 5),
    "부처님오신날 on a Sunday": date(2026, 5, 24),
    "a Saturday that begins a year": date(2028, 1, 1),
    "근로자의 날, no public holiday": date(2025, 5, 1),
    "노동절, a public holiday": date(2026, 5, 1),
    "a leap day": date(2024, 2, 29),
}
STOPPED_FROM = date(2026, 3, 2)


def cases(deadlines: list[Deadline], oracle: Oracle) -> list[Case]:
    random = Random(1992)
    return [case for deadline in deadlines for case in _of(deadline, random, oracle)]


def _of(deadline: Deadline, random: Random, oracle: Oracle) -> Iterator[Case]:
    def case(anchor: date, why: str) -> Case:
        given = Case(deadline.id, anchor, why)
        return replace(given, set=_set(deadline, random)) if deadline.rule.kind == "set" else given

    for anchor in ANCHORS:
        yield case(anchor, "leap years, month ends")
    for _ in range(3):
        yield case(_some_day(random), "any day")
    for why, end in ENDS.items():
        if found := _ending_on(end, case(end, why), deadline, oracle):
            yield found
    for switches in _switches(deadline):
        yield replace(case(_some_day(random), "a switch"), switches=switches)
    if deadline.rule.kind in ("every", "month of every", "yearly"):
        for step in (2, 3, 7, 12):
            yield replace(case(random.choice(ANCHORS), "comes round"), step=step)
    for why, stops in _stops(deadline, random):
        yield replace(case(STOPPED_FROM, why), stops=stops)
    for extensions in _extensions(deadline, random):
        yield replace(case(_some_day(random), "extensions"), extensions=extensions)


def _some_day(random: Random) -> date:
    return date(2018, 1, 1) + timedelta(days=random.randrange(10 * 365))


def _length(random: Random, most: Length | None) -> Length:
    units: list[Unit] = ["days", "months", "years"]
    most = most or Length(random.randint(1, 90), random.choice(units[:2]))
    shorter = units[: units.index(most.unit) + 1]
    unit = random.choice(shorter)
    per = {"days": 1, "months": 28, "years": 365}
    return Length(random.randint(1, most.amount * per[most.unit] // per[unit]), unit)


def _set(deadline: Deadline, random: Random) -> Length:
    return random.choice([deadline.rule.length, None]) or _length(random, deadline.rule.length)


def _ending_on(end: date, case: Case, deadline: Deadline, oracle: Oracle) -> Case | None:
    """The case, begun so that it ends on that day before any move; none where no anchor does that."""
    unmoved = replace(case, switches={"holiday_moves": False})
    length = case.set or deadline.rule.length or Length(0, "days")
    about = add(end, length, 1 if deadline.rule.kind == "before" else -1)
    for shift in range(-3, 4):
        found = oracle.answer(deadline, replace(unmoved, anchor=about + shift * ONE_DAY))
        if found and found.due == end:
            return replace(case, anchor=about + shift * ONE_DAY)
    return None


def _switches(deadline: Deadline) -> Iterator[dict[str, bool]]:
    yield {"holiday_moves": True}
    yield {"holiday_moves": False}
    length = deadline.rule.length
    if deadline.rule.kind in ("after", "extension", "lasts"):
        yield {"first_day_in": True}
        yield {"first_day_in": True, "holiday_moves": False}
    if deadline.rule.kind in ("after", "before") and length and length.unit == "days":
        yield {"working_days": True}
        yield {"working_days": True, "first_day_in": deadline.rule.kind == "after"}


Stops = tuple[tuple[date, date], ...]


def _stops(deadline: Deadline, random: Random) -> Iterator[tuple[str, Stops]]:
    def stop(first: int, last: int) -> tuple[date, date]:
        """By days from the anchor; 30 days from there end on day 30."""
        return STOPPED_FROM + first * ONE_DAY, STOPPED_FROM + last * ONE_DAY

    if not deadline.stops:
        yield "a stop that is not its own", (stop(8, 12),)
        return
    yield "one day", (stop(8, 8),)
    yield "overlapping", (stop(8, 12), stop(11, 18))
    yield "overlapping, the later one first", (stop(11, 18), stop(8, 12))
    yield "touching", (stop(8, 12), stop(13, 18))
    yield "a day between", (stop(8, 12), stop(14, 18))
    yield "one within the other", (stop(8, 18), stop(10, 12))
    yield "the same twice", (stop(8, 12), stop(8, 12))
    yield "before the anchor", (stop(-9, -2),)
    yield "up to the anchor", (stop(-9, 0),)
    yield "over the anchor", (stop(-5, 2),)
    yield "from the day after the anchor", (stop(1, 3),)
    yield "the last day", (stop(30, 30),)
    yield "over the end", (stop(29, 35),)
    yield "after the end", (stop(31, 40),)
    yield "reached because of another", (stop(8, 12), stop(32, 34))
    yield "three in a chain", (stop(20, 25), stop(24, 40), stop(41, 50))
    for _ in range(25):
        firsts = [random.randint(-10, 60) for _ in range(random.randint(1, 5))]
        yield "any stops", tuple(stop(first, first + random.randint(0, 20)) for first in firsts)


def _extensions(deadline: Deadline, random: Random) -> Iterator[tuple[Length, ...]]:
    if not deadline.extends:
        yield (Length(10, "days"),)  # a deadline that cannot be extended takes no notice
        return
    most = None if deadline.extends == "any" else deadline.extends
    for _ in range(12):
        yield tuple(_length(random, most) for _ in range(random.randint(1, deadline.times or 1)))
    if most:
        yield (most,) * (deadline.times or 1)
