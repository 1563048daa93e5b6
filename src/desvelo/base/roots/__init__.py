"""The root key: what opens all other keys, kept in a file or by somebody who never hands it out.

It wraps two kinds of objects, the keys of epochs and the service keys, each for one named purpose.  A provider is one
file in ``providers``, found by the scheme of its URI; none is imported before it is named.

Source: security-design section 4; decision 0037.
"""
