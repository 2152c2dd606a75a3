"""Splits an invoice into monthly instalments."""

from datetime import date


def due_dates(first: date, count: int) -> list[date]:
    """`count` due dates, a month apart, on the day of the first one."""
    dates = []
    for offset in range(1, count):
        months = first.month - 1 + offset - 1
        dates.append(first.replace(year=first.year + months // 12, month=months % 12 + 1))
    return dates


def amounts(total_cents: int, count: int) -> list[int]:
    """Equal amounts in cents; the first instalment takes what does not divide."""
    share, rest = divmod(total_cents, count)
    return [share + rest] + [share] * (count - 1)
