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
        Example("Học bổng tăng từ 400 suất lên 1.000 suất (bằng 250%).", (("250%", "ok"),)),
        Example("Trao 3.415 suất, tăng 415 suất, bằng 113,8% cùng kỳ năm trước.", (("113,8%", "ok"),)),
        Example("Trao 3.415 suất, tăng 415 suất, bằng 118,3% cùng kỳ năm trước.", (("118,3%", "wrong"),)),
        Example("Quỹ đạt 5.126 triệu đồng, giảm 746 triệu đồng, bằng 87,3% so với năm 2022.", (("87,3%", "ok"),)),
        Example("Hộ nghèo còn 186 hộ (8,1%), giảm 55 hộ (2,4%) so với năm 2022 (241 hộ, 10,5%).", (("2,4%", "ok"),)),
        Example("Có 9.960 người (27,5%), tăng 421 người (0,9%).", ()),
        Example("5 năm kết nạp 6.250 hội viên, riêng năm 2024 tăng 210 hội viên (16,2%).", ()),
        Example("Hội viên là nhà giáo 2.140 người; tổng số hội viên tăng 421 người (4,4%).", ()),
        Example("Quỹ 33,9 tỷ đồng, trong đó cấp xã 29,7 tỷ đồng, tăng 4,28 tỷ đồng (14,4%).", (("14,4%", "ok"),)),
        Example("Thu 52,36 tỷ đồng, năm 2022 thu 45,85 tỷ đồng, tăng 6,51 tỷ đồng (14,2%).", (("14,2%", "ok"),)),
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
        Example("Hội viên từ 9.870 lên 12.044 người, riêng năm 2023 tăng 532 người.", ()),
        Example("Cộng đồng từ 48 lên 71 (tăng 23), trong đó vùng giáo từ 6 lên 14.", (("23", "ok"),)),
        Example("Vận động 2.846 triệu đồng (kế hoạch năm 5.000 triệu đồng), tăng 346 triệu đồng.", ()),
        Example(
            "Có 6.014 hộ đạt, giảm 212 hộ so với năm 2022 (6.226 hộ), vượt 14 hộ so với chỉ tiêu (6.000 hộ).",
            (("212", "ok"), ("14", "ok")),
        ),
        Example("Tỷ lệ đạt 88,8%, tăng 28,8% so với năm 2018, vượt mục tiêu 8,8%.", ()),
        Example("Có 86 giải: 4 nhất, 82 ba, tăng 9 giải so với năm trước (77 giải).", ()),
        Example("Số hội viên tăng từ 550 xuống 500 người.", (("500", "wrong"),)),
        Example("Tỷ lệ hội viên: 26,35%, tăng 0,91% so với cùng kỳ năm 2023.", ()),
    ),
)
