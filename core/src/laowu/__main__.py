"""``python -m laowu`` is the same as the ``laowu`` command."""

from laowu.cli.main import main

if __name__ == "__main__":
    main()
