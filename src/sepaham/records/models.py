"""Django finds the tables here; each lives in the room of its word."""
