"""What a ledger row holds, in words and in data: fields, headings, words in cells, reasons, the columns of the store."""
