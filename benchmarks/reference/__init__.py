"""What the product is compared with.  Frozen: a changed reference makes every earlier ratio worthless.

``group_commit``    (a) one table, many requests in one commit, nothing sealed and nothing checked
``one_by_one``      (b) Django as most would write it: a view, a transaction for each request
``patterns``        (c) Presidio with Brazilian rules on a blank Portuguese pipeline
``plain``           (d) a desk that stores its messages readable, without a ledger
``nothing``         answers and does nothing: how fast the load generator is by itself
"""
