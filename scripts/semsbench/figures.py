"""What a benchmark found."""

import statistics
from dataclasses import asdict, dataclass


@dataclass
class Figure:
    name: str
    measured: str  # what took `milliseconds`
    milliseconds: float
    beside: str  # what took `beside_milliseconds` in the same run
    beside_milliseconds: float

    @property
    def ratio(self) -> float:
        return self.milliseconds / self.beside_milliseconds

    def text(self) -> str:
        return (
            f"{self.name:<8} {self.ratio:5.2f}x   {self.measured}: {self.milliseconds:.2f} ms\n"
            f"{'':<8}          {self.beside}: {self.beside_milliseconds:.2f} ms"
        )

    def as_json(self) -> dict:
        return asdict(self) | {"ratio": self.ratio}


def median(milliseconds: list[float]) -> float:
    return statistics.median(milliseconds)


def p99(milliseconds: list[float]) -> float:
    return statistics.quantiles(milliseconds, n=100)[98]
