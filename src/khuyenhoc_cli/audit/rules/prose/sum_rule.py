"""The rule on totals and parts, with its examples."""

from khuyenhoc_cli.audit.model import Example, Rule
from khuyenhoc_cli.audit.rules.prose.sums import check_sums

SUMS = Rule(
    "tong",
    "sum",
    "Tổng số được cộng lại từ các phần ghi sau “gồm”, “trong đó”, “cụ thể”, trong ngoặc, ở các dòng a) b) c) "
    "hoặc ở chú thích. "
    "Danh sách đầy đủ (“gồm”, “phân tích theo 04 nhóm”) phải bằng tổng; danh sách một phần (“tiêu biểu như”, "
    "“nhiều nhất là”) "
    "không được vượt tổng; các nhóm có thể trùng nhau thì không cộng.",
    check_sums,
    (
        Example(
            "Có 3.313 chi hội, tăng 188 chi hội so với cùng kỳ; gồm 2.203 chi hội thôn; 947 chi hội trường học; "
            "163 chi hội cơ quan.",
            (("3.313", "ok"),),
        ),
        Example(
            "Có 3.313 chi hội, gồm 2.203 chi hội thôn; 974 chi hội trường học; 163 chi hội cơ quan.",
            (("3.313", "wrong"),),
        ),
        Example(
            "Tổng số toàn huyện có 1.000 công dân.\nPhân tích theo 02 nhóm:\na) Người học: 400 công dân;\n"
            "b) Người lao động: 590 công dân.",
            (("1.000", "wrong"),),
        ),
        Example(
            "Kết nạp mới 1.300 hội viên, tiêu biểu: Ea Na, Ea Tar[1].\n[1] Ea Na (800 hv), Ea Tar (700 hv).",
            (("1.300", "wrong"),),
        ),
        Example("Kết nạp mới 1.300 hội viên, tiêu biểu: Ea Na, Ea Tar[1].\n[1] Ea Na (80 hv), Ea Tar (70 hv).", ()),
        Example(
            "Góp ý 08 văn bản của Văn phòng Mặt trận (01), Sở Giáo dục (02), Sở Nội vụ (03), Sở Văn hóa (02).",
            (("08", "ok"),),
        ),
        Example(
            "Tổng số hội viên 5.000 người; trong đó (một hội viên có thể thuộc nhiều nhóm) có 3.000 đảng viên, "
            "4.000 cán bộ.",
            (),
        ),
        Example("Có 36.412 hội viên; trong đó nữ 19.205, đảng viên 8.940, người cao tuổi 11.306.", ()),
        Example("Toàn xã có 500 hộ; trong đó có 400 hộ đăng ký, 300 hộ đạt danh hiệu.", ()),
        Example(
            "Có 11 chi hội (8 chi hội thôn, 5 chi hội trường học); ban hành 06 văn bản: 02 của Tỉnh ủy, 04 của UBND.",
            (("11", "wrong"), ("06", "ok")),
        ),
        Example("Có 40 chi hội (3 chi hội mới thành lập, 2 chi hội mới kiện toàn).", ()),
        Example(
            "Tổng thu: 207.570.000 đồng, gồm:\n- Dư năm trước: 42.350.000 đồng;\n"
            "- Hội phí của 1.186 hội viên: 35.580.000 đồng;\n- Ủng hộ: 129.640.000 đồng.",
            (("207.570.000", "ok"),),
        ),
        Example(
            "Tổng thu 1.300 triệu đồng, trong đó: vận động 800 triệu đồng; hội phí 280 triệu đồng; "
            "thu khác 190 triệu đồng.",
            (("1.300", "wrong"),),
        ),
        Example("Mở 21 lớp, trong đó: kỹ thuật 9 lớp, pháp luật 7 lớp; có 1.470 lượt người dự.", ()),
        Example("Toàn huyện có 13 hội cơ sở (trong đó có 114 chi hội, 51 ban khuyến học).", ()),
        Example("Tổng thu 850 triệu đồng, gồm hội phí 120 triệu đồng, tài trợ 600 triệu đồng v.v.", ()),
        Example("Có 215 giải, trong đó giải nhất 12, nhì 45, ba 70, còn lại là giải khuyến khích.", ()),
        Example("Có 9.960 hội viên (nam 4.856, nữ 5.104, đảng viên 3.020).", (("9.960", "ok"),)),
        Example("Có 9.960 hội viên (nữ 5.104, đảng viên 3.020, cao tuổi 4.012).", ()),
        Example(
            "Có 9.960 hội viên, chia theo khu vực: nông thôn 7.818, thành thị 2.142; chia theo giới tính: nam 4.856, "
            "nữ 5.104.",
            (("9.960", "ok"), ("9.960", "ok")),
        ),
        Example(
            "Tổng trị giá 570 triệu đồng, bao gồm tiền mặt 412 triệu đồng, hiện vật 88 triệu đồng và 350 ngày công "
            "(70 triệu đồng).",
            (("570", "ok"),),
        ),
        Example(
            "Có 134/134 nơi, trong đó 131 nơi có trụ sở riêng (97,8%), 98 có máy tính (73,1%), 76 có tủ sách (56,7%).",
            (),
        ),
        Example("Giảm 142 hội viên, trong đó chết 45, chuyển 97, bù lại kết nạp 563.", (("142", "ok"),)),
        Example("Mức hỗ trợ bình quân 700.000 đồng (cao nhất 2.000.000 đồng, thấp nhất 300.000 đồng).", ()),
        Example(
            "Có 2 xã dưới 1.000 hội viên (Tân Hòa 912, Mỹ Lộc 805). Cấp mỗi xã 12 suất: Tân Hòa 12, Mỹ Lộc 12.", ()
        ),
        Example("Trao 36 suất cho 4 xã: Tân Hòa 12, Mỹ Lộc 10, Tân Hưng 8, Tân Phú 6.", ()),
        Example("Có 5 ấp (1, 2, 3, 4, 5). Thực hiện 3 chương trình: (1) xóa mù chữ; (2) tiếp sức; (3) tủ sách.", ()),
        Example(
            "Tổng số 1.186 hội viên, gồm:\n- Nam: 702\n- Nữ: 484\nChia theo chi hội:\n- Ấp Đông: 442\n- Ấp Tây: 744",
            (("1.186", "ok"), ("1.186", "ok")),
        ),
        Example("Tăng thêm 421 hội viên gồm kết nạp mới 563 và giảm 142.", (("421", "ok"),)),
        Example(
            "Số thu là 20,5 triệu đồng, bao gồm: 12,25 triệu đồng hội phí; 8,25 triệu đồng tài trợ.", (("20,5", "ok"),)
        ),
    ),
)
