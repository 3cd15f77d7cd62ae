"""Pictures of pages and photos, made anew point by point, so that nothing hidden travels along."""
