"""What people type and choose: plain forms, none of which saves."""
