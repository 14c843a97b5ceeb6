"""The child, ending after three documents."""

from bot.parsing import child

if __name__ == "__main__":
    child.MOST_DOCUMENTS = 3  # type: ignore[misc]
    child.main()
