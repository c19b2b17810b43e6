"""The work: articles, their claims and the people who check them."""
