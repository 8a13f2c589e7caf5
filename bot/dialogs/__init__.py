"""What people say, and the steps that follow from it: pure, no I/O, nothing here knows Teams or the database."""
