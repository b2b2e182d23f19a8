"""Sepaham: election logistics of one understanding."""

__version__ = "0.1.0"
