import unittest

from app.export import to_lines


class ToLines(unittest.TestCase):
    def test_writes_one_line_an_order(self):
        orders = [{"id": "A-1001", "placed_at": "2026-11-03T08:05:00Z", "total": 249.0}]
        self.assertEqual(to_lines(orders), ["A-1001;2026-11-03;249.00"])


if __name__ == "__main__":
    unittest.main()
