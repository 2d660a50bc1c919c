"""Awards per head, settled over a whole ledger: who is paid, under which brand, in which year, and why somebody is not."""
