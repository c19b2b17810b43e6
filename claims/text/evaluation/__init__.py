"""The yardstick: articles with what is right written into them, and the measures taken on them."""
