
// Offline after the first load. Only where a service worker may run: over https, or on this machine.
const mayWork = "serviceWorker" in navigator && (location.protocol === "https:" || ["localhost", "127.0.0.1"].includes(location.hostname));
const worker = new URL("./sw.js", import.meta.url);

if (mayWork) {
  navigator.serviceWorker.register(worker, { updateViaCache: "none" }).catch((reason) => console.info("Not available offline:", reason));
}
