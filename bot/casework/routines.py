"""Everything somebody can want done that belongs to no single case; `decide` has the commands on cases."""

from bot.casework import yearly_round

Command = yearly_round.Command
