"""Worker ledgers (实名制台账) for laowu: imported exactly, counted by the rules of any region."""

__version__ = "0.1.0"
