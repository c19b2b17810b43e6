"""Plain Python, no Django: from characters to statements."""
