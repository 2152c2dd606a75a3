from flask import Flask, request

from app.store import find_session
from app.tokens import open_token

app = Flask(__name__)


@app.get("/session")
def session():
    token = open_token(request.headers["Authorization"].removeprefix("Bearer "))
    return find_session(token) or ("", 404)
