"""Everything somebody can want done that belongs to no single case; `decide` has the commands on cases."""

from bot.casework import inviting, training, yearly_round, yearly_tasks

Command = yearly_round.Command | training.Command | inviting.Command | yearly_tasks.Command
