
// Offline after the first load. Only where a service worker may run: over https, or on this machine.
const mayWork = "serviceWorker" in navigator && (location.protocol === "https:" || ["localhost", "127.0.0.1"].includes(location.hostname));

async function keepForOffline() {
  const hadWorker = Boolean(navigator.serviceWorker.controller);
  const registration = await navigator.serviceWorker.register(new URL("./sw.js", import.meta.url), { updateViaCache: "none" });
  // A newer version that waited for the last visit to end may take over now, at the start of this one.
  // The worker refuses while another window still uses the old version. The whole state of the page is
  // in its address, so loading it again loses nothing.
  if (registration.waiting && hadWorker) {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting.postMessage("take over");
  }
}

if (mayWork) keepForOffline().catch((reason) => console.info("Not available offline:", reason));
