"""The sheet of a marked-up copy that lists what to mend: shared by who writes it and who reads it back."""

TASK_SHEET = "Việc cần sửa"
CODE = "Mã"
SHEET = "Trang"
CELL = "Ô"
EXPLANATION = "Giải trình"
