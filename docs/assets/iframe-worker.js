// Search on file://: browsers start no worker there, so an invisible frame stands in.
// The theme starts its search with `new Worker(url)` and talks to it with messages.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.inside = frame.contentWindow;
      this.inside.postMessage = (data) =>
        this.dispatchEvent(new MessageEvent("message", { data }));
      this.loaded = new Promise((resolve, reject) => {
        const script = this.inside.document.createElement("script");
        script.src = new URL(url, location.href);
        script.onload = resolve;
        script.onerror = () => reject(new Error(`Cannot load ${script.src}`));
        this.inside.document.head.append(script);
      });
    }

    postMessage(data) {
      this.loaded.then(() => {
        this.inside.dispatchEvent(new MessageEvent("message", { data }));
      });
    }

    terminate() {
      this.inside.frameElement.remove();
    }
  };
}
