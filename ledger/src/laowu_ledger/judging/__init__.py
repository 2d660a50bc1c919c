"""Every row judged: cells made regular, people made tokens, and everything that is wrong or odd put down."""
