"""The demo's page as people use it, in a real browser."""
