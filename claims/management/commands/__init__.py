"""Commands for the command line: `manage.py NAME`."""
