// Starts the page's program. A file of its own, because the page allows no inline script.
// `data-boot` on the root element tells style sheets and tests how far it is: loading, ready or failed.
const root = document.documentElement;

// The page may hold an element with this id, hidden, whose [data-reason] takes the detail.
function sayWhy(reason) {
  root.dataset.boot = "failed";
  const notice = document.getElementById("boot-failed") ?? bareNotice();
  notice.hidden = false;
  (notice.querySelector("[data-reason]") ?? notice).append(String(reason?.message ?? reason));
}

function bareNotice() {
  const notice = document.createElement("p");
  notice.id = "boot-failed";
  notice.setAttribute("role", "alert");
  notice.append("Pakka could not start. Reload the page; if that does not help, try a current browser. Detail: ");
  document.body.prepend(notice);
  return notice;
}

async function boot() {
  root.dataset.boot = "loading";
  const program = await import("{{js}}");
  await program.default({ module_or_path: new URL("{{wasm}}", import.meta.url) });
  root.dataset.boot = "ready";
}

boot().catch(sayWhy);
