"""Workbooks as openpyxl and LibreOffice see them."""

import csv
import io
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl

HEADER_ROWS = 2

# Comma, quotes, UTF-8, from line 1; values as stored, not as shown; the first sheet.
_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1'


def with_openpyxl(content: bytes) -> list[tuple]:
    """Rows under the header; numbers as Decimal."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return [tuple(_cell(value) for value in row)
            for row in sheet.iter_rows(min_row=HEADER_ROWS + 1, values_only=True)]  # fmt: skip


def headers(content: bytes) -> list[tuple[str, str]]:
    """Group and item of each column; merged cells count for all they cover."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    merged = {(row, column): (area.min_row, area.min_col)
              for area in sheet.merged_cells.ranges
              for row in range(area.min_row, area.max_row + 1)
              for column in range(area.min_col, area.max_col + 1)}  # fmt: skip
    made = []
    for column in range(1, sheet.max_column + 1):
        group, item = (sheet.cell(*merged.get((row, column), (row, column))).value for row in (1, 2))
        # A column without a group has one cell over both rows.
        made.append(("" if merged.get((2, column), (2, 0))[0] == 1 else group, item))
    return made


def convert(directory: Path, to: str, *files: Path) -> None:
    """By LibreOffice without a window, with a profile of its own."""
    profile = directory / "profile"
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to,
         "--outdir", directory, *files],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def with_libreoffice(directory: Path, books: dict[str, bytes]) -> dict[str, list[list[str]]]:
    """Rows under the header as text, by name of the workbook."""
    for name, content in books.items():
        (directory / name).write_bytes(content)
    convert(directory, _CSV, *(directory / name for name in books))
    made = {}
    for name in books:
        (file,) = directory.glob(f"{Path(name).stem}*.csv")
        with file.open(encoding="utf-8", newline="") as text:
            made[name] = list(csv.reader(text))[HEADER_ROWS:]
    return made


def as_text(row: tuple) -> list[str]:
    """A row as LibreOffice writes it into CSV."""
    return ["" if cell is None else plain(cell) if isinstance(cell, Decimal) else cell for cell in row]


def plain(number: Decimal) -> str:
    """12.50 → 12.5"""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cell(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return Decimal(repr(value))


def sortable(row) -> tuple:
    """Rows in one order, whatever their types; numbers by value."""
    return tuple(
        "" if cell is None else plain(cell) if isinstance(cell, Decimal) else str(cell) for cell in row
    )
