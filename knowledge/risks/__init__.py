"""What has struck a household: the nine printed causes."""
