"""The configuration of one installation: one frozen object, made by one pure function from the environment."""
