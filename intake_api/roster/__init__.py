"""From files to households: the 户籍底册 and the departments' lists read, matched, imported and taken back."""
