"""Messages about a file as a whole (KH1xx)."""

from khuyenhoc_cli.findings.catalogue.entry import ERROR, INFO, WARNING, entry

ENTRIES = (
    entry(
        "KH101",
        ERROR,
        "Không phải tệp Excel",
        ("Tệp này không phải bảng tính Excel mà là {kind}.", "This file is not an Excel workbook but {kind_en}."),
        (
            "Mở tệp bằng đúng chương trình, chép số liệu vào biểu mẫu Excel rồi gửi lại.",
            "Open it with its own program, copy the figures into the Excel form and send that.",
        ),
    ),
    entry(
        "KH102",
        ERROR,
        "Tệp đặt mật khẩu",
        ("Tệp đặt mật khẩu nên không đọc được.", "The file is protected by a password and cannot be read."),
        (
            "Mở bằng Excel, vào Tệp → Thông tin → Bảo vệ sổ làm việc → Mã hóa bằng mật khẩu, xóa mật khẩu rồi lưu lại.",
            "In Excel: File → Info → Protect Workbook → Encrypt with Password, clear it and save.",
        ),
    ),
    entry(
        "KH103",
        ERROR,
        "Tệp hỏng",
        ("Tệp bị hỏng hoặc tải về chưa hết.", "The file is damaged or was cut off."),
        (
            "Tải lại từ thư hoặc Zalo, mở thử bằng Excel; nếu Excel cũng không mở được, xin đơn vị gửi lại.",
            "Download it again and try it in Excel; if Excel cannot open it either, ask the unit to send it again.",
        ),
    ),
    entry(
        "KH104",
        ERROR,
        "Định dạng chưa đọc được",
        (
            "Tệp ở định dạng {kind}, chưa đọc trực tiếp được.",
            "The file has the format {kind_en}, which is not read directly.",
        ),
        (
            "Mở bằng Excel, chọn Tệp → Lưu thành → “Sổ làm việc Excel (*.xlsx)” rồi dùng tệp mới.",
            "Open it in Excel, choose File → Save As → “Excel Workbook (*.xlsx)” and use the new file.",
        ),
    ),
    entry(
        "KH105",
        ERROR,
        "Tệp bất thường",
        ("Tệp bất thường nên không mở: {reason}.", "The file is abnormal and was not opened: {reason_en}."),
        (
            "Chép riêng phần biểu số liệu sang một tệp mới từ biểu mẫu trống rồi gửi lại.",
            "Copy the tables alone into a fresh blank return and send that.",
        ),
    ),
    entry(
        "KH106",
        ERROR,
        "Không tìm thấy bảng",
        (
            "Không tìm thấy bảng số liệu nào: không có dòng mã chỉ tiêu, cũng không nhận ra tiêu đề cột.",
            "No table was found: there is no row of codes, and no heading was recognised.",
        ),
        (
            "Dùng biểu mẫu do lệnh “khuyenhoc form” tạo, giữ nguyên dòng mã (HV01, HV02 …).",
            "Use the blank return made by “khuyenhoc form” and keep its row of codes (HV01, HV02 …).",
        ),
    ),
    entry(
        "KH107",
        ERROR,
        "Thiếu biểu",
        ("Thiếu {sheet_name} ({title}).", "{sheet_name} ({title}) is missing."),
        (
            "Bổ sung biểu này, kể cả khi số liệu bằng 0; lấy biểu trống bằng lệnh “khuyenhoc form”.",
            "Add this sheet even where its figures are 0; “khuyenhoc form” makes a blank one.",
        ),
    ),
    entry(
        "KH108",
        WARNING,
        "Thiếu cột",
        ("Biểu không có cột {indicator} ({label}).", "The table has no column {indicator} ({label})."),
        (
            "Bổ sung cột này; để thiếu thì chỉ tiêu coi như chưa có số liệu.",
            "Add it; without it the figure stays unknown.",
        ),
    ),
    entry(
        "KH109",
        ERROR,
        "Trùng cột",
        ("Mã {indicator} đứng ở hai cột.", "The code {indicator} stands over two columns."),
        ("Giữ một cột, xóa mã của cột kia.", "Keep one column and clear the code over the other."),
    ),
    entry(
        "KH110",
        ERROR,
        "Biểu chưa điền",
        ("Biểu chưa điền số liệu nào.", "The table holds no figures at all."),
        ("Điền số liệu, ghi 0 nơi bằng 0, rồi gửi lại.", "Fill it in, with 0 where it is 0, and send it again."),
    ),
    entry(
        "KH111",
        ERROR,
        "Không mở được tệp",
        (
            "Không mở được tệp: tệp đang được chương trình khác giữ, hoặc không có quyền đọc.",
            "The file cannot be opened.",
        ),
        (
            "Đóng tệp trong Excel, chờ thư mục đồng bộ xong, rồi chạy lại.",
            "Close it in Excel, wait until the folder is synchronised, and run the command again.",
        ),
    ),
    entry(
        "KH112",
        ERROR,
        "Trang web lưu thành tệp Excel",
        (
            "Tệp này là một trang web (HTML), tuy tên tệp là của bảng tính Excel.",
            "This file is a web page (HTML), although it is named as an Excel workbook.",
        ),
        (
            "Mở bằng Excel (cứ chọn Có khi Excel hỏi), chọn Tệp → Lưu thành → “Sổ làm việc Excel (*.xlsx)”, xem lại "
            "số liệu rồi dùng tệp mới.",
            "Open it in Excel (answer Yes when asked), choose File → Save As → “Excel Workbook (*.xlsx)”, look over "
            "the figures and use the new file.",
        ),
    ),
    entry(
        "KH113",
        INFO,
        "Tệp có macro",
        (
            "Tệp có macro; macro không được chạy, chỉ số liệu trong các ô được đọc.",
            "The file holds macros; they are not run, only the cells are read.",
        ),
        (
            "Không cần sửa gì; nếu không rõ macro do ai viết, xin chớ bấm “Bật nội dung” khi mở tệp bằng Excel.",
            "Nothing needs to be done; do not choose “Enable Content” in Excel where nobody knows who wrote them.",
        ),
    ),
    entry(
        "KH114",
        WARNING,
        "Dòng, cột ẩn có số liệu",
        (
            "{place} đang bị ẩn nhưng có số liệu; số liệu này vẫn được tính.",
            "{place_en} is hidden but holds figures; they are counted all the same.",
        ),
        (
            "Bôi đen cả trang tính, bấm chuột phải vào đầu dòng hoặc đầu cột rồi chọn Bỏ ẩn (nếu đang lọc thì vào "
            "Dữ liệu → Xóa lọc), xem số liệu có đúng là của kỳ này không.",
            "Select the whole sheet, right-click a row or column heading and choose Unhide (or Data → Clear where rows "
            "are filtered), and see whether the figures belong to this period.",
        ),
    ),
    entry(
        "KH115",
        WARNING,
        "Số liệu lấy từ tệp khác",
        (
            "Ô {cell} lấy số từ một tệp Excel khác; số đang ghi có thể đã cũ.",
            "Cell {cell} takes its figure from another Excel file; what it shows may be out of date.",
        ),
        (
            "Đối chiếu với tệp nguồn; nếu số đúng, vào Dữ liệu → Sửa nối kết → Ngắt nối kết để giữ lại con số rồi lưu.",
            "Compare it with the other file; if it is right, choose Data → Edit Links → Break Link to keep the figure, "
            "and save.",
        ),
    ),
    entry(
        "KH116",
        WARNING,
        "Trang tính ẩn có số liệu",
        (
            "Trang “{sheet}” đang bị ẩn nhưng có số liệu; số liệu này vẫn được tính.",
            "Sheet “{sheet}” is hidden but holds figures; they are counted all the same.",
        ),
        (
            "Bấm chuột phải vào tên một trang ở cuối cửa sổ, chọn Bỏ ẩn, xem số liệu có đúng là của kỳ này không; "
            "trang thừa thì xóa đi.",
            "Right-click a sheet's tab, choose Unhide, and see whether the figures belong to this period; delete the "
            "sheet if it does not belong in the return.",
        ),
    ),
    entry(
        "KH120",
        WARNING,
        "Chữ viết bằng bảng mã cũ",
        (
            "Tệp có {count} ô viết bằng bảng mã cũ {encoding}, đã được đọc theo tiếng Việt Unicode: "
            "“{found}” đọc là “{read_as}”.",
            "{count} cells are written in the old encoding {encoding_en} and were read as Unicode: "
            "“{found}” is read as “{read_as}”.",
        ),
        (
            "Nếu đọc đúng thì không phải sửa gì; các kỳ sau xin gõ bằng bảng mã Unicode, phông Times New Roman. Muốn "
            "chuyển cả tệp: chọn các ô, bấm Ctrl+C, bấm Ctrl+Shift+F6 để mở Unikey Toolkit, chọn bảng mã nguồn "
            "{encoding}, bảng mã đích Unicode, bấm Chuyển mã, rồi dán trở lại bằng Ctrl+V và đổi phông.",
            "If it was read rightly, nothing needs to be done; please type in Unicode from now on. To convert the "
            "file: copy the cells, press Ctrl+Shift+F6 for the Unikey Toolkit, choose {encoding_en} as source and "
            "Unicode as destination, convert, paste the cells back and change their font.",
        ),
    ),
)
