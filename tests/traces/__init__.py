"""Nothing that people leave behind joins their names, outlives them, or stands in a log."""
