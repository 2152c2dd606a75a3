import unittest
from datetime import date

from billing.instalments import amounts, due_dates


class DueDates(unittest.TestCase):
    def test_gives_one_date_an_instalment(self):
        self.assertEqual(
            due_dates(date(2026, 11, 15), 3),
            [date(2026, 11, 15), date(2026, 12, 15), date(2027, 1, 15)],
        )


class Amounts(unittest.TestCase):
    def test_adds_up_to_the_total(self):
        self.assertEqual(amounts(10_000, 3), [3334, 3333, 3333])


if __name__ == "__main__":
    unittest.main()
