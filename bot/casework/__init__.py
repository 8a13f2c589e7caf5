"""The rules of the process: pure decisions about cases, deadlines and duties, without I/O and without any SDK."""
