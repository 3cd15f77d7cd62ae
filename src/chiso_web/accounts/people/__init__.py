"""The administrator's pages: people, the roles they hold, and how they get in."""
