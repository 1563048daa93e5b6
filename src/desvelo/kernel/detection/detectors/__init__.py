"""The detectors, one file each.  A file dropped here is found by the package scan; no list names it anywhere."""
