"""The pages of appraisers: queues by criterion and by unit."""
