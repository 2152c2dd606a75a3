"""Makes thumbnails of what comes in through a queue; None ends the work."""

from queue import Queue


def work(queue: Queue) -> list[str]:
    done = []
    while (name := queue.get()) is not None:
        done.append(name.removesuffix(".jpg") + ".thumb.jpg")
    return done
