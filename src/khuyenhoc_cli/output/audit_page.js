(() => {
  const bar = document.getElementById("loc");
  const list = document.getElementById("ds");
  const count = document.getElementById("dem");
  const fields = [...bar.querySelectorAll("select, input")];
  const entries = [...list.children].map((row) => ({
    row,
    "ket-luan": row.dataset.ketLuan,
    "loai": row.dataset.loai,
    text: fold(row.textContent),
  }));
  const hidesRight = list.dataset.dung === "an";

  const show = () => {
    const chosen = new Map(fields.filter((field) => field.value.trim()).map((field) => [field.name, field.value.trim()]));
    const search = fold(chosen.get("tim") || "").split(/\s+/).filter(Boolean);
    const exact = [...chosen].filter(([name]) => name !== "tim");
    let shown = 0;
    for (const entry of entries) {
      const wanted = chosen.has("ket-luan") || !hidesRight || entry["ket-luan"] !== "ok";
      const visible =
        wanted && exact.every(([name, value]) => entry[name] === value) && search.every((word) => entry.text.includes(word));
      entry.row.hidden = !visible;
      shown += visible;
    }
    count.textContent = `Đang hiện ${shown} trong ${entries.length} chỗ đã kiểm.`;
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

  bar.addEventListener("change", change);
  bar.addEventListener("input", change);
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
