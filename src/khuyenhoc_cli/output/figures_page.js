(() => {
  const number = new Intl.NumberFormat("vi-VN");

  // Columns keep exact places to sort by: data-so is a whole number, or a code; a cell without one is unknown.
  const sortBy = (table, heading) => {
    const descending = heading.getAttribute("aria-sort") === "ascending"
      || (!heading.hasAttribute("aria-sort") && heading.classList.contains("so"));
    const at = Number(heading.dataset.cot);
    const isText = heading.dataset.xep === "chu";
    const key = (row) => row.cells[at].dataset.so;
    const compare = isText ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : (a, b) => Number(a) - Number(b);
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [key(row), row]);
    rows.sort(([a], [b]) => {
      if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
      return descending ? compare(b, a) : compare(a, b);
    });
    body.append(...rows.map(([, row]) => row));
    for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  };

  for (const table of document.querySelectorAll("table[data-sap-xep]")) {
    const first = table.tHead.rows[0];
    const under = table.tHead.rows[1];
    const columns = under ? [first.cells[0], ...under.cells] : [...first.cells];
    columns.forEach((heading, at) => {
      if (!heading.dataset.xep) return;
      heading.dataset.cot = at;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => sortBy(table, heading));
    });
  }

  const bar = document.getElementById("loc");
  const field = bar.querySelector("input");
  const count = document.getElementById("dem");
  const tables = [...document.querySelectorAll("table.don-vi")].map((table) =>
    [...table.tBodies[0].rows].map((row) => ({ row, name: fold(row.cells[0].textContent) })));
  const total = tables[0].length;

  const filter = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const shown = tables.map((rows) => {
      let visible = 0;
      for (const { row, name } of rows) {
        const fits = words.every((word) => name.includes(word));
        if (row.hidden === fits) row.hidden = !fits;
        visible += fits;
      }
      return visible;
    });
    count.textContent = words.length
      ? `Đang hiện ${number.format(shown[0])} trong ${number.format(total)} đơn vị; các hàng tổng vẫn tính trên mọi đơn vị.`
      : `${number.format(total)} đơn vị.`;
  };

  let timer;
  const read = () => {
    field.value = new URLSearchParams(location.hash.slice(1)).get("tim") || "";
    filter();
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", field.value.trim() ? "#" + new URLSearchParams({ tim: field.value.trim() }) : "#don-vi");
      filter();
    }, 150);
  });
  document.getElementById("bo-loc").addEventListener("click", () => {
    field.value = "";
    history.replaceState(null, "", "#don-vi");
    filter();
    field.focus();
  });
  document.getElementById("in").addEventListener("click", () => print());
  addEventListener("hashchange", () => { if (location.hash.includes("=")) read(); });
  bar.hidden = false;
  read();
})();
