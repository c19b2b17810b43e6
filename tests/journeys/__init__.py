"""Whole walks through the real doors, with real processes that are killed on the way."""
