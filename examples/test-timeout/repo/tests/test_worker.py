import unittest
from queue import Queue

from jobs.worker import work


class Work(unittest.TestCase):
    def test_ends_at_none(self):
        queue = Queue()
        queue.put(None)
        self.assertEqual(work(queue), [])

    def test_makes_a_thumbnail_of_each_picture(self):
        queue = Queue()
        queue.put("beach.jpg")
        self.assertEqual(work(queue), ["beach.thumb.jpg"])


if __name__ == "__main__":
    unittest.main()
