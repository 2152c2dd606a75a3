"""Reads the orders that the shop drops into the inbox."""

from pathlib import Path


def load_orders(file: Path) -> list[dict]:
    """The orders in the file, oldest first."""
    with file.open(encoding="utf-8") as stream:
        orders = json.load(stream)
    return sorted(orders, key=lambda order: order["placed_at"])
