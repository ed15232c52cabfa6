"""QR codes, posters and the check of a printed one."""
