"""A line of a file and its cells; a cell that cannot be used knows where it stands and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be used. ``column`` is A, B … or empty where the line as a whole is meant; ``why`` says what
    is wrong and what to do next; ``text`` is what stands there."""

    sheet: str
    row: int
    column: str
    text: str
    why: str

    @property
    def words(self) -> str:
        """Where it stands and what to do: 工作表“亥由村”第 5 行 C 列：…"""
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        column = f" {self.column} 列" if self.column else ""
        return f"{sheet}第 {self.row} 行{column}：{self.why}"


Cell = str | BadCell


class Unusable(ValueError):
    """What stands in a cell is not what it should be; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file. ``sheet`` counts from 1, hidden sheets too; ``sheet_name`` is empty in a csv; ``row`` is
    counted as the spreadsheet does, from 1."""

    sheet: int
    sheet_name: str
    row: int
    cells: tuple[Cell, ...]

    def text(self, column: int) -> str:
        """What stands in a column (from 0); empty beyond the last one."""
        cell = self.cells[column] if column < len(self.cells) else ""
        return cell.text if isinstance(cell, BadCell) else cell

    def bad(self, column: int | None, why: str) -> BadCell:
        """A cell of this line that cannot be used; without a column the whole line."""
        if column is None:
            return BadCell(self.sheet_name, self.row, "", "", why)
        return BadCell(self.sheet_name, self.row, letters(column), self.text(column), why)


def letters(column: int) -> str:
    """A, B … Z, AA for 0, 1 … 25, 26."""
    name = ""
    while column >= 0:
        name, column = chr(ord("A") + column % 26) + name, column // 26 - 1
    return name
