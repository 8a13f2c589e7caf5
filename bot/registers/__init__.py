"""What leaves the bot for other systems and for people: the register, statistics and yearly numbers, as workbooks in restricted folders."""
