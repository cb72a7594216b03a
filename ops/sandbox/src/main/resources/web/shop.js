// The shop's page: shows what is left, fills a cart, and orders. All amounts are whole cents.

const PAGE = 60;
const FEW = 5;
const REFRESH_MS = 5000;

const at = (id) => document.getElementById(id);
const cart = new Map();
let catalogue = { currency: "USD", taxRatePpm: 0, products: [] };
let goods = [];
let shown = PAGE;

/** An element with a class, text, and children. */
function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  if (options.class) element.className = options.class;
  if (options.text !== undefined) element.textContent = options.text;
  for (const [name, value] of Object.entries(options.attributes ?? {})) {
    element.setAttribute(name, value);
  }
  if (options.click) {
    element.type = "button";
    element.addEventListener("click", options.click);
  }
  element.append(...children);
  return element;
}

function money(minor) {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency: catalogue.currency });
  return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

function full(good) {
  return good.variant === "Default Title" ? good.title : `${good.title}, ${good.variant}`;
}

function initials(title) {
  return title
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}

function hue(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return sum;
}

function left(available) {
  if (available <= 0) return "Sold out";
  return available <= FEW ? `${available} left` : "In stock";
}

function card(good) {
  const tile = make("div", { class: "tile", text: initials(good.title), attributes: { "aria-hidden": "true" } });
  tile.style.setProperty("--hue", hue(good.title));
  const button = make("button", { text: "Add to cart", click: () => add(good.sku) });
  button.append(make("span", { class: "visually-hidden", text: `: ${full(good)}` }));
  const about = make(
    "div",
    { class: "about" },
    make("h3", { text: good.title }),
    make("p", { class: "quietly", text: good.variant === "Default Title" ? good.vendor : good.variant }),
    make("p", { class: "price money", text: money(good.price) }),
    make("p", { class: "stock" }),
    button,
  );
  const item = make("li", { class: "good", attributes: { "data-sku": good.sku } }, tile, about);
  mark(item, good);
  return item;
}

/** What of a card changes while it is shown. */
function mark(item, good) {
  const stock = item.querySelector(".stock");
  stock.textContent = left(good.available);
  stock.classList.toggle("few", good.available <= FEW);
  item.querySelector("button").disabled = good.available <= (cart.get(good.sku) ?? 0);
}

function wanted() {
  const words = at("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  return goods.filter((good) => {
    const text = `${full(good)} ${good.sku} ${good.vendor}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function drawGoods() {
  const found = wanted();
  at("grid").replaceChildren(...found.slice(0, shown).map(card));
  at("none").hidden = found.length > 0;
  at("more").hidden = found.length <= shown;
}

function markGoods() {
  const bySku = new Map(goods.map((good) => [good.sku, good]));
  for (const item of at("grid").children) {
    const good = bySku.get(item.dataset.sku);
    if (good) mark(item, good);
  }
}

function add(sku, more = 1) {
  const good = goods.find((one) => one.sku === sku);
  const quantity = (cart.get(sku) ?? 0) + more;
  if (!good || quantity > Math.max(good.available, cart.get(sku) ?? 0)) return;
  if (quantity > 0) cart.set(sku, quantity);
  else cart.delete(sku);
  at("problem").textContent = "";
  at("thanks").hidden = true;
  at("news").textContent = `${full(good)}: ${quantity} in the cart`;
  drawCart();
  markGoods();
}

/** Tax by line and rounded half up, as the shop itself computes it. */
function sums() {
  let net = 0n;
  let tax = 0n;
  for (const [sku, quantity] of cart) {
    const good = goods.find((one) => one.sku === sku);
    if (!good) continue;
    const line = BigInt(good.price) * BigInt(quantity);
    net += line;
    if (good.taxable) tax += (line * BigInt(catalogue.taxRatePpm) + 500000n) / 1000000n;
  }
  return { net: Number(net), tax: Number(tax) };
}

function cartLine(sku, quantity) {
  const good = goods.find((one) => one.sku === sku);
  const title = good ? full(good) : sku;
  const less = make("button", {
    class: "quiet",
    text: "−",
    attributes: { "aria-label": `One less: ${title}` },
    click: () => add(sku, -1),
  });
  const more = make("button", {
    class: "quiet",
    text: "+",
    attributes: { "aria-label": `One more: ${title}` },
    click: () => add(sku, 1),
  });
  more.disabled = !good || quantity >= good.available;
  return make(
    "li",
    {},
    make("span", { text: title }),
    make("span", { class: "money", text: money((good?.price ?? 0) * quantity) }),
    make("span", { class: "amounts" }, less, make("span", { class: "money", text: String(quantity) }), more),
  );
}

function drawCart() {
  const pieces = [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);
  at("count").textContent = String(pieces);
  at("empty").hidden = pieces > 0;
  at("sums").hidden = pieces === 0;
  at("checkout").hidden = pieces === 0;
  at("lines").replaceChildren(...[...cart].map(([sku, quantity]) => cartLine(sku, quantity)));
  const { net, tax } = sums();
  at("goods-sum").textContent = money(net);
  at("tax-sum").textContent = money(tax);
  at("total-sum").textContent = money(net + tax);
}

async function load() {
  const answer = await fetch("api/catalogue", { cache: "no-store" });
  if (!answer.ok) throw new Error(`the shop answered ${answer.status}`);
  catalogue = await answer.json();
  const before = goods.length;
  goods = catalogue.products.flatMap((product) =>
    product.variants.map((variant) => ({
      ...variant,
      title: product.title,
      vendor: product.vendor,
      variant: variant.title,
    })),
  );
  at("name").textContent = catalogue.name;
  document.title = catalogue.name;
  if (before === goods.length) markGoods();
  else drawGoods();
}

async function order(event) {
  event.preventDefault();
  at("pay").disabled = true;
  at("problem").textContent = "";
  try {
    const answer = await fetch("api/orders", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        lines: [...cart].map(([sku, quantity]) => ({ sku, quantity })),
        name: at("buyer").value,
        email: at("email").value,
      }),
    });
    const result = await answer.json();
    if (answer.ok) thank(result);
    else refuse(result);
  } catch {
    at("problem").textContent = "The shop cannot be reached. Nothing was ordered, as far as we know.";
  } finally {
    at("pay").disabled = false;
    await refresh();
  }
}

function thank(result) {
  cart.clear();
  drawCart();
  at("order").textContent = `${result.name}, ${result.total} ${result.currency}`;
  at("thanks").hidden = false;
  at("thanks").focus();
}

function refuse(result) {
  const good = goods.find((one) => one.sku === result.sku);
  at("problem").textContent =
    result.code === "sold-out" && good
      ? `Sorry, ${full(good)}: ${result.available > 0 ? `only ${result.available} left` : "sold out"}.`
      : `The order was refused: ${result.detail}`;
}

async function refresh() {
  try {
    await load();
    drawCart();
  } catch (problem) {
    at("news").textContent = `Cannot refresh: ${problem.message}`;
  }
}

at("search").addEventListener("submit", (event) => event.preventDefault());
at("words").addEventListener("input", () => {
  shown = PAGE;
  drawGoods();
});
at("more").addEventListener("click", () => {
  shown += PAGE;
  drawGoods();
});
at("checkout").addEventListener("submit", order);
setInterval(() => {
  if (!document.hidden) refresh();
}, REFRESH_MS);
await refresh();
