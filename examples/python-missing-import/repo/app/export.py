"""Turns orders into the lines that bookkeeping imports."""


def to_lines(orders: list[dict]) -> list[str]:
    return [f"{order['id']};{order['placed_at'][:10]};{order['total']:.2f}" for order in orders]
