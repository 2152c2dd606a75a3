import unittest

from shipping.cost import cost


class Cost(unittest.TestCase):
    def test_adds_a_price_a_kilo(self):
        self.assertEqual(cost(3), 850)

    def test_costs_more_to_an_island(self):
        self.assertGreater(cost(3, island=True), cost(3))


if __name__ == "__main__":
    unittest.main()
