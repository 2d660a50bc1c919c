"""A circuit carried out by machine code, made of its gates while the program runs. It needs the extra ``compiled``."""
