"""部门筛查 and the fourteen groups: which households the departments' lists, the reports and the roster make worth a
look. People decide; here it is only seen to that nobody is forgotten."""
