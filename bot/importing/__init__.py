"""Reading the municipality's own lists: which units there are, who leads them, who works there, and who is in KE."""
