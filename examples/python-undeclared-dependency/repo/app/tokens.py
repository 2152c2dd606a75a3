from cryptography.fernet import Fernet

import os


def open_token(sealed: str) -> str:
    return Fernet(os.environ["TOKEN_KEY"]).decrypt(sealed.encode()).decode()
