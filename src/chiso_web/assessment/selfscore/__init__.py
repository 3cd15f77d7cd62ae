"""The pages of a unit’s form: filling it in, handing it over, signing it."""
