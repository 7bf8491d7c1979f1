"""What people read about a cleaning: a diff, a summary."""
