"""Recipes that make the weights of claims.text from public research data."""
