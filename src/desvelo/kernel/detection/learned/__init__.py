"""A small linear model beside the rules, trained by ``scripts/train_detection.py``."""
