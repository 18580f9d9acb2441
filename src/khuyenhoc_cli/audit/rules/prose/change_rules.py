"""The rules on growth and differences, with their examples."""

from khuyenhoc_cli.audit.model import Example, Rule
from khuyenhoc_cli.audit.rules.prose.changes import check_differences, check_growth

GROWTH = Rule(
    "tang-truong",
    "growth",
    "Mức tăng, giảm tính theo phần trăm được tính lại từ số hiện tại và mức chênh lệch ghi cùng câu, hoặc từ "
    "hai số “từ … lên …”. "
    "Nếu phần trăm chỉ khớp theo chiều ngược lại thì từ chỉ chiều (tăng, giảm) là sai.",
    check_growth,
    (
        Example(
            "Quỹ là 33.937,965 triệu đồng, tăng 4.277,635 triệu đồng (14,42%) so với cùng kỳ.", (("14,42%", "ok"),)
        ),
        Example(
            "Quỹ là 33.937,965 triệu đồng, tăng 4.277,635 triệu đồng (15,42%) so với cùng kỳ.", (("15,42%", "wrong"),)
        ),
        Example(
            "Quỹ là 33.937,965 triệu đồng, giảm 4.277,635 triệu đồng (14,42%) so với cùng kỳ.",
            (("4.277,635", "wrong"),),
        ),
        Example("Quỹ đạt 12,22 tỷ đồng, tăng 1,34 tỷ đồng (12,36%) so với năm trước.", (("12,36%", "ok"),)),
        Example("Số hội viên tăng từ 500 lên 550 người (10%).", (("10%", "ok"),)),
        Example(
            "Có 240.997 hội viên, tăng 116.984 người (27,59%).\nSố hội viên tăng 116.984 người (27,59%).",
            (("240.997", "wrong"),),
        ),
    ),
)
DIFFERENCES = Rule(
    "chenh-lech",
    "difference",
    "Mức chênh lệch (số lượng, điểm phần trăm) được trừ lại khi số kỳ trước hoặc chỉ tiêu cũng có trong câu; từ "
    "“tăng”, “giảm”, "
    "“vượt”, “thấp hơn” phải đúng với dấu của hiệu.",
    check_differences,
    (
        Example("Tỷ lệ hội viên: 26,35%; vượt 1,35 điểm phần trăm so với chỉ tiêu 25%.", (("1,35", "ok"),)),
        Example("Tỷ lệ hội viên: 26,35%; vượt 1,53 điểm phần trăm so với chỉ tiêu 25%.", (("1,53", "wrong"),)),
        Example("Tỷ lệ hội viên: 26,35%; thấp hơn 1,35 điểm phần trăm so với chỉ tiêu 25%.", (("1,35", "wrong"),)),
        Example("Có 533 hội viên, cùng kỳ năm 2023 là 509 hội viên, tăng 24 hội viên.", (("24", "ok"),)),
        Example("Có 118.260 hộ đạt, tăng 6.355 hộ so với năm 2022 (năm 2022 có 111.950 hộ).", (("6.355", "wrong"),)),
        Example("Năm 2018 có 61.240 hộ, năm 2023 có 77.905 hộ, tăng 16.665 hộ.", (("16.665", "ok"),)),
        Example("Tỷ lệ đạt 36,67%, còn thấp hơn chỉ tiêu 40% là 3,43 điểm phần trăm.", (("3,43", "wrong"),)),
        Example("Tỷ lệ tăng từ 19,2% năm 2018 lên 21,3% năm 2023, tăng 2,1 điểm phần trăm.", (("2,1", "ok"),)),
        Example("Kết nạp 64 hội viên; so với cuối năm 2023 (1.131 hội viên) tăng 55 hội viên.", ()),
        Example("Số hội viên tăng từ 500 lên 550 người, tăng 40 người.", (("40", "wrong"),)),
        Example("Quỹ tăng từ 1.200 triệu đồng lên 2.100 triệu đồng, bình quân mỗi năm tăng 180 triệu đồng.", ()),
        Example("Số hội viên tăng từ 550 xuống 500 người.", (("500", "wrong"),)),
        Example("Tỷ lệ hội viên: 26,35%, tăng 0,91% so với cùng kỳ năm 2023.", ()),
    ),
)
