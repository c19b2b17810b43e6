"""The machines' door: one file per resource."""
