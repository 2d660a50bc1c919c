"""Payments made before a store was begun: lists of them judged row by row, compared with what is known, and loaded whole."""
