"""People, their posts and bodies: names, attendance, contact blocks, who made a decision."""
