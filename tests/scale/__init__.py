"""What `make bench-scale` fills a scratch database with, and what it measures there."""
