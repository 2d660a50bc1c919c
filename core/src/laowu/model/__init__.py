"""What is judged and what is answered: frozen values without behaviour beyond their own arithmetic."""
