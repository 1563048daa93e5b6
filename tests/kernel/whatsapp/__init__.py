"""What the Cloud API sends and takes, rule by rule."""
