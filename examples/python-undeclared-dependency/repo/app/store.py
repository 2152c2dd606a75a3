import json
import os

import redis

_client = redis.Redis.from_url(os.environ.get("REDIS_URL", "redis://localhost:6379/0"))


def find_session(token: str) -> dict | None:
    found = _client.get(f"session:{token}")
    return json.loads(found) if found else None
