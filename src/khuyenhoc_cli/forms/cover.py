"""The labels of a return's cover, by which the writer writes them and the reader finds them again."""

COVER_SHEET = "Bìa"
ASSOCIATION = "Hội Khuyến học"
UNIT = "Đơn vị"
PERIOD = "Kỳ báo cáo"
FILLED_BY = "Người lập biểu"
MADE_ON = "Ngày lập"
EDITION = "Bộ biểu"
