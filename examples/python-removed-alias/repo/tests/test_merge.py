import unittest

from settings.merge import merge


class Merge(unittest.TestCase):
    def test_keeps_what_is_not_overridden(self):
        defaults = {"database": {"host": "localhost", "port": 5432}, "debug": True}
        production = {"database": {"host": "db.internal"}, "debug": False}
        self.assertEqual(
            merge(defaults, production),
            {"database": {"host": "db.internal", "port": 5432}, "debug": False},
        )

    def test_leaves_the_defaults_alone(self):
        defaults = {"database": {"host": "localhost"}}
        merge(defaults, {"database": {"host": "db.internal"}})
        self.assertEqual(defaults, {"database": {"host": "localhost"}})


if __name__ == "__main__":
    unittest.main()
