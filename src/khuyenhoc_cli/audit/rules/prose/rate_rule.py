"""The rule on percentages after a count, with its examples."""

from khuyenhoc_cli.audit.model import Example, Rule
from khuyenhoc_cli.audit.rules.prose.rates import check_rates

RATES = Rule(
    "ti-le",
    "ratio",
    "Tỷ lệ phần trăm ghi sau một số lượng được tính lại với từng mẫu số có trong văn bản (tổng số, số đăng ký, "
    "N của n/N), "
    "làm tròn hay bỏ bớt phần lẻ đều được. Chỉ kết luận sai khi câu nêu rõ mẫu số và mẫu số ấy có trong đoạn; tỷ lệ mà "
    "mẫu số không có trong báo cáo thì không xét.",
    check_rates,
    (
        Example(
            "Toàn tỉnh có 257 cơ sở (30,41% so với tổng số cơ sở tôn giáo); trong đó có 184 cơ sở đăng ký "
            "(đạt 70,43% so với tổng số cơ sở), 128 cơ sở ước đạt (49,81% so với tổng số cơ sở).",
            (("70,43%", "wrong"), ("49,81%", "ok")),
        ),
        Example(
            "Toàn huyện có 2.000 hộ; 1.501 hộ đăng ký, đạt 75,05% so với tổng số hộ; 1.000 hộ đạt danh hiệu, "
            "bằng 50% so với "
            "tổng số hộ và bằng 66,62% so với số hộ đăng ký.",
            (("75,05%", "ok"), ("50%", "ok"), ("66,62%", "ok")),
        ),
        Example(
            "Có 14/15 xã ban hành kế hoạch, đạt 93,33%; 12/15 xã đã kiểm tra (85%).",
            (("93,33%", "ok"), ("85%", "wrong")),
        ),
        Example("Toàn xã có 812 hộ, trong đó 400 hộ đăng ký (đạt 91,38%).", (("91,38%", "doubtful"),)),
        Example(
            "Có 134 trung tâm: tốt 58 trung tâm (43,28%), khá 64 trung tâm (47,67%), yếu 12 trung tâm (8,96%).",
            (("43,28%", "ok"), ("47,67%", "wrong"), ("8,96%", "ok")),
        ),
        Example("Có 412.300 công dân; 151.206 công dân đạt danh hiệu, đạt 36,64%.", (("36,64%", "wrong"),)),
        Example(
            "Xã có 298 hộ; 20 hộ thoát nghèo.\nToàn tỉnh có 145.092 hộ đăng ký (chiếm 49% tổng số hộ toàn tỉnh).", ()
        ),
        Example("Thu ngân sách đạt 82,4 tỷ đồng; tổng chi 327 tỷ đồng, đạt 107% dự toán.", ()),
        Example(
            "Có 60 đơn vị được đánh giá, gồm 12 đơn vị Tốt (20%); 30 đơn vị Khá (50%); 18 đơn vị Trung bình (38%).",
            (("20%", "ok"), ("50%", "ok"), ("38%", "wrong")),
        ),
        Example(
            "Có 1.186 hội viên trên tổng số 5.230 nhân khẩu, đạt tỷ lệ 22,7%; kết nạp 64 hội viên, đạt 106,7% kế hoạch "
            "(kế hoạch 50 hội viên).",
            (("22,7%", "ok"), ("106,7%", "wrong")),
        ),
        Example("Đến nay 66,7% số thôn (8/12) đã có chi hội.", (("66,7%", "ok"),)),
        Example("Tổng số hội viên 5.200 người; tỷ lệ hội viên trên dân số đạt 26,35%.", ()),
        Example(
            "Có 6.014/7.961 hộ đạt (75,5%), cao nhất là thị trấn Đông Hà (77,4%), thấp nhất là xã Phú Nhuận (73,7%).",
            (("75,5%", "ok"),),
        ),
        Example(
            "7/8 ấp (87,5%), trong khi bình quân toàn huyện là 81,2%; 5/5 đơn vị (100%), huyện giao 80%.",
            (("87,5%", "ok"), ("100%", "ok")),
        ),
        Example(
            "Có 6.014/7.961 hộ đạt 75,5% (KH 75%), năm 2022 đạt 73,4%; 55/63 thôn đạt 87,3%, vùng cao 62%.",
            (("75,5%", "ok"), ("87,3%", "ok")),
        ),
        Example("3/9 địa phương còn dưới 20%; 3/10 địa phương chiếm 58,4% tổng quỹ; 2/7 xã đạt 85% và 91%.", ()),
        Example("Đã kiểm tra 8 đơn vị, trong đó 5 xã và 3 trường, đạt 50% số đơn vị toàn huyện (16 đơn vị).", ()),
        Example(
            "Toàn huyện có 7.961 hộ; 7.651 hộ đăng ký (96,1%); năm 2022 có 5.802 hộ đạt, bằng 73,4% tổng số hộ.",
            (("96,1%", "ok"),),
        ),
        Example("Toàn huyện có 9.960 hội viên. Xã Tân Lập có 1.765 hội viên, đạt 28,8%.", ()),
    ),
)
