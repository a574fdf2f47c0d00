"""What the kommun has chosen where the law gives no number or name. Each value says where it comes from."""

from framsteg.apps.identity.enums import Role

HANDLE_DAYS = 14
"""Days to try what late facts changed; our default, not a source's. FL 9 § asks for no unnecessary delay."""

REPLY_DAYS = 14
"""Days to answer a hearing about a claim. FL 25 § says «inom en bestämd tid»; fourteen is our default."""

DECIDING_ROLES = {Role.MANAGER}
"""Who makes the decision to claim back, or to forgive, in the system; the decision says by which authority."""
