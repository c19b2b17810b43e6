"""The pages in a real browser: what only shows there."""
