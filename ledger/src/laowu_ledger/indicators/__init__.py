"""What a ledger says about brands: people counted, months, wages; per brand and year, with who was left out and why."""
