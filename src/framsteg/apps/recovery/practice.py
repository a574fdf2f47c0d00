"""What the kommun has chosen where the law gives no number. Each value says where it comes from."""

HANDLE_DAYS = 14
"""Days to try what late facts changed; our default, not a source's. FL 9 § asks for no unnecessary delay."""

REPLY_DAYS = 14
"""Days to answer a hearing about a claim. FL 25 § says «inom en bestämd tid»; fourteen is our default."""
