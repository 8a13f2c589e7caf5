"""The courier: takes what is due, draws it, sends it, and keeps at it until it arrived or is known not to."""
