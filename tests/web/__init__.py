"""The people's door, asked with Django's client."""
