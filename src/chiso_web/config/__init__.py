"""How the platform is put together: settings, addresses, middleware, logs, checks."""
