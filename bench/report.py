"""What was measured, shown as it comes: tables in Markdown, and a line `figure <name> <value>` for each number that a promise is about."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """The whole run."""

    lines: list[str] = field(default_factory=list)

    def table(self, title: str, rows: list[list[str]]) -> None:
        """A heading, then a table whose first row is its head."""
        head, *rest = rows
        self._show("", f"### {title}", "", line(head), line(["---"] * len(head)), *(line(each) for each in rest))

    def figure(self, name: str, value: float) -> None:
        """One number."""
        self._show(f"figure {name} {value:.3g}")

    def _show(self, *lines: str) -> None:
        self.lines += lines
        print("\n".join(lines), flush=True)  # noqa: T201 - it is what one runs it for


def line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
