"""One filter per kind of boilerplate.

Most kinds are words only: `RuleFilter` over the packs of the category. A module stands here for
each kind that must also look around a line. `defaults.DEFAULT_ORDER` is the order.
"""
