"""The people's door: forms, views, static files."""
