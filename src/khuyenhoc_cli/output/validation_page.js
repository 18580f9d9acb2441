(() => {
  const number = new Intl.NumberFormat("vi-VN");
  const bar = document.getElementById("loc");
  const count = document.getElementById("dem");
  const missing = document.getElementById("thieu");
  const fields = [...bar.querySelectorAll("select, input")];
  const words = { error: "lỗi", warning: "cảnh báo", info: "ghi chú" };
  const files = [...document.querySelectorAll("section.tep")].map((section) => {
    const heading = fold(section.querySelector("h2").textContent);
    const rows = [...section.querySelectorAll("tbody tr")].map((row) => ({
      row,
      "muc": row.dataset.muc,
      "ma": row.dataset.ma,
      "trang": row.dataset.trang,
      "don-vi": section.dataset.donVi,
      text: heading + " " + fold(row.textContent),
    }));
    return { section, rows, count: section.querySelector(".so") };
  });
  const total = files.reduce((sum, file) => sum + file.rows.length, 0);

  const wanted = () => {
    const chosen = new Map(fields.filter((field) => field.value.trim()).map((field) => [field.name, field.value.trim()]));
    const search = fold(chosen.get("tim") || "").split(/\s+/).filter(Boolean);
    const exact = [...chosen].filter(([name]) => name !== "tim");
    const fits = (entry) =>
      exact.every(([name, value]) => entry[name] === value) && search.every((word) => entry.text.includes(word));
    return { chosen, fits };
  };

  const show = () => {
    const { chosen, fits } = wanted();
    const shown = { error: 0, warning: 0, info: 0 };
    let inFiles = 0;
    for (const file of files) {
      let here = 0;
      for (const entry of file.rows) {
        const visible = fits(entry);
        if (entry.row.hidden === visible) entry.row.hidden = !visible;
        if (visible) {
          here += 1;
          shown[entry.muc] += 1;
        }
      }
      file.section.hidden = here === 0;
      file.count.textContent = here === file.rows.length ? `${here} điều` : `${here} trong ${file.rows.length} điều`;
      inFiles += here > 0;
    }
    if (missing) missing.hidden = chosen.size > 0;
    const all = shown.error + shown.warning + shown.info;
    const parts = Object.keys(words).filter((name) => shown[name]).map((name) => `${number.format(shown[name])} ${words[name]}`);
    const detail = parts.length ? ` (${parts.join(", ")}) ở ${number.format(inFiles)} tệp` : "";
    count.textContent = `Đang hiện ${number.format(all)} trong ${number.format(total)} điều${detail}.`;
    return chosen;
  };

  const read = () => {
    const hash = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      field.value = hash.get(field.name) || "";
      if (field.selectedIndex === -1) field.value = "";
    }
    show();
  };

  const change = () => history.replaceState(null, "", "#" + new URLSearchParams([...show()]));

  let timer;
  bar.addEventListener("change", change);
  bar.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(change, event.target.name === "tim" ? 150 : 0);
  });
  document.getElementById("bo-loc").addEventListener("click", () => {
    for (const field of fields) field.value = "";
    change();
    fields[0].focus();
  });
  document.getElementById("in").addEventListener("click", () => print());
  addEventListener("hashchange", read);
  bar.hidden = false;
  read();
})();
