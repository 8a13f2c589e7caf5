"""What the runs measured, a line each, to be read by people and kept by whoever compares runs."""


def figure(name: str, value: float) -> None:
    """Print one figure."""
    print(f"figure {name} {value}")  # noqa: T201
