"use strict";
(() => {
  const kind = document.getElementById("kind");
  const query = document.getElementById("query");
  const count = document.getElementById("count");
  const items = Array.from(document.querySelectorAll("#list > li"));

  // The same form that the attributes have: small letters without marks, the rest as "-".
  const slug = (text) => text.normalize("NFD").toLowerCase().replace(/\p{M}/gu, "").replace(/đ/g, "d")
    .replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");

  const holds = (item, fields, wanted) => fields.some((field) => item.dataset[field].includes(wanted));

  const show = (fields, wanted) => {
    let shown = 0;
    for (const item of items) {
      item.hidden = wanted !== "" && !holds(item, fields, wanted);
      shown += item.hidden ? 0 : 1;
    }
    count.textContent = shown + " bài";
  };

  const search = () => {
    const fields = kind.value === "all" ? ["official", "unit", "law", "tag", "text"] : [kind.value];
    show(fields, slug(query.value));
  };

  // A link "#official=tran-van-binh" asks for exactly that name.
  const follow = () => {
    const [field, wanted] = location.hash.slice(1).split("=");
    if (!wanted || !["official", "unit", "law", "tag"].includes(field)) return;
    kind.value = field;
    query.value = decodeURIComponent(wanted).replace(/-/g, " ");
    show([field], "|" + slug(wanted) + "|");
  };

  document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
  kind.addEventListener("change", search);
  query.addEventListener("input", search);
  addEventListener("hashchange", follow);
  if (location.hash) follow(); else search();
})();
