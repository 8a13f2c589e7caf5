"""What a municipality has decided about its fordelingsliste."""

from datetime import time

from bot.casework.nouns import Part


class RoutingRules(Part):
    """The people in the routing list."""

    check_at: time
    """The Oslo time from which it is checked, once a night, who no longer works here."""
