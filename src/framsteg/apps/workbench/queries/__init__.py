"""What the cross-room pages show, gathered from the rooms' own queries."""
