import unittest
from pathlib import Path

from app.load import load_orders

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


class LoadOrders(unittest.TestCase):
    def test_gives_the_oldest_order_first(self):
        orders = load_orders(SAMPLES / "orders.json")
        self.assertEqual([order["id"] for order in orders], ["A-1001", "A-1002"])


if __name__ == "__main__":
    unittest.main()
