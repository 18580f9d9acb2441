"""The sections of the free text that goes with the figures (sheet “Thuyết minh” of a return).

The sheet of a return asks for `SECTIONS`; `REPORT_SECTIONS` adds those that only reports of a whole year or of several
years have, which their officers write in the period's text file.
"""

from dataclasses import dataclass

NARRATIVE_SHEET = "Thuyết minh"


@dataclass(frozen=True)
class Section:
    """One section: `key` is its stable name, `title` what users see, `prompt` what they are asked to write."""

    key: str
    title: str
    prompt: str


SECTIONS: tuple[Section, ...] = (
    Section(
        "dac_diem",
        "Đặc điểm, tình hình",
        "Nét chính về địa bàn, dân cư, tổ chức Hội; thuận lợi và khó khăn ảnh hưởng đến công tác khuyến học trong kỳ.",
    ),
    Section(
        "tham_muu",
        "Công tác tham mưu",
        "Văn bản của cấp ủy, chính quyền do Hội tham mưu: số, ngày, trích yếu; nơi nào chưa ban hành, vì sao.",
    ),
    Section(
        "phoi_hop",
        "Công tác phối hợp",
        "Chương trình phối hợp với ngành giáo dục, Mặt trận, đoàn thể và cơ quan khác: nội dung, kết quả.",
    ),
    Section(
        "tuyen_truyen",
        "Công tác tuyên truyền",
        "Hình thức, nội dung tuyên truyền; số tin, bài; kết quả Tuần lễ hưởng ứng học tập suốt đời, nếu có.",
    ),
    Section(
        "to_chuc",
        "Củng cố tổ chức Hội, phát triển hội viên",
        "Việc kiện toàn tổ chức, đại hội nhiệm kỳ; lý do chi hội, ban khuyến học, hội viên tăng hoặc giảm.",
    ),
    Section(
        "mo_hinh",
        "Các mô hình học tập",
        "Việc đăng ký, đánh giá, công nhận Công dân, Gia đình, Dòng họ, Cộng đồng, Đơn vị học tập; điển hình.",
    ),
    Section(
        "van_dong",
        "Hoạt động khuyến học và vận động",
        "Hỗ trợ học sinh khó khăn, trao học bổng, vận động học sinh trở lại trường; phong trào và cách làm hay.",
    ),
    Section(
        "tai_chinh",
        "Quản lý tài chính và Quỹ Khuyến học",
        "Nguồn thu, khoản chi lớn, số dư, việc công khai Quỹ; lý do số liệu thay đổi nhiều so với cùng kỳ.",
    ),
    Section(
        "kiem_tra",
        "Công tác kiểm tra",
        "Số cuộc, nội dung, kết luận kiểm tra; kiến nghị qua kiểm tra và việc khắc phục.",
    ),
    Section(
        "thi_dua",
        "Thi đua, khen thưởng",
        "Phong trào thi đua đã phát động; tập thể, cá nhân được khen thưởng và hình thức khen thưởng.",
    ),
    Section(
        "trung_tam",
        "Trung tâm học tập cộng đồng",
        "Tình hình hoạt động của các trung tâm, chuyên đề đã mở; khó khăn về cán bộ, kinh phí, cơ sở vật chất.",
    ),
    Section("uu_diem", "Ưu điểm", "Những kết quả nổi bật trong kỳ, kèm số liệu chứng minh."),
    Section("khuyet_diem", "Khuyết điểm, hạn chế", "Những việc chưa làm được, chỉ tiêu chưa đạt."),
    Section("nguyen_nhan", "Nguyên nhân", "Nguyên nhân khách quan và chủ quan của khuyết điểm, hạn chế."),
    Section("phuong_huong", "Phương hướng", "Mục tiêu, chỉ tiêu phấn đấu của kỳ tới."),
    Section("nhiem_vu", "Nhiệm vụ trọng tâm", "Những việc sẽ làm trong kỳ tới, thời gian hoàn thành, nơi phụ trách."),
    Section("kien_nghi", "Đề xuất, kiến nghị", "Đề xuất với Hội cấp trên, cấp ủy, chính quyền; mỗi việc một dòng."),
)
REPORT_SECTIONS: tuple[Section, ...] = (
    *SECTIONS,
    Section("thuan_loi", "Thuận lợi", "Những điều kiện thuận lợi đối với công tác khuyến học của địa phương."),
    Section("kho_khan", "Khó khăn", "Những khó khăn, vướng mắc ảnh hưởng đến công tác khuyến học của địa phương."),
    Section(
        "nghien_cuu",
        "Nghiên cứu, hội thảo",
        "Đề tài, tài liệu, hội thảo, tọa đàm về khuyến học, khuyến tài, xây dựng xã hội học tập; kết quả sử dụng.",
    ),
    Section(
        "boi_duong",
        "Bồi dưỡng cán bộ Hội",
        "Nội dung, đối tượng, cách tổ chức các lớp bồi dưỡng; tài liệu đã dùng; kết quả.",
    ),
    Section(
        "thoi_gian",
        "Dự kiến thời gian thực hiện",
        "Từng quý làm những việc gì, đơn vị nào chủ trì; mỗi quý một dòng.",
    ),
    Section(
        "van_ban_theo_nam",
        "Văn bản chỉ đạo theo năm",
        "Từng năm cấp ủy, chính quyền, Hội đã ban hành những văn bản nào: số, ngày, trích yếu; mỗi năm một dòng.",
    ),
    Section(
        "quan_triet",
        "Quán triệt, triển khai",
        "Hình thức, thành phần hội nghị quán triệt; kế hoạch triển khai; việc phân công theo dõi, kiểm tra.",
    ),
    Section(
        "bai_hoc",
        "Bài học kinh nghiệm",
        "Những cách làm đã cho kết quả tốt, điều cần tránh; mỗi bài học một dòng.",
    ),
)
