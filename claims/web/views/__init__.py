"""The pages: a view fetches, calls one domain function, answers."""
