"""Pages for calculation, hearing, decision and what follows. What was typed stays when an action refuses it."""
