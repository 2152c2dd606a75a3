"""Builds the full-text index of the catalogue."""

DOCUMENTS = 40_000
WORDS_A_DOCUMENT = 400
REPORT_EVERY = 1_000


def main():
    index = {}
    for number in range(DOCUMENTS):
        if number % REPORT_EVERY == 0:
            print(f"indexed {number} of {DOCUMENTS} documents", flush=True)
        for position, word in enumerate(words_of(number)):
            index.setdefault(word, []).append((number, position, f"{word}@{number}"))
    print(f"index has {len(index)} words")


def words_of(number):
    """Stands for the text of one document until the catalogue is connected."""
    return [f"w{(number * 31 + position * 7) % 5_000}" for position in range(WORDS_A_DOCUMENT)]


main()
