// What the document with a mail's HTML may do, whatever slipped past the sanitiser: show, and load what is named here.

/** Held: images of the mail itself. Shown: also those that the sender keeps elsewhere, and may count. */
export type Images = "held" | "shown";

/** The sandbox stands here too, so that the document is confined when somebody opens its address by itself. */
export function bodyPolicy(images: Images, appOrigin: string): string {
  const imageSources = ["data:", `${appOrigin}/api/v1/inline/`, ...(images === "shown" ? ["https:"] : [])];
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src ${imageSources.join(" ")}`,
    "font-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${appOrigin}`,
    // allow-same-origin lets the page measure the height. Never together with allow-scripts: that would be no sandbox.
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  ].join("; ");
}

/** Everything a document could ask a browser for. */
export const noFeatures = [
  "camera",
  "microphone",
  "geolocation",
  "payment",
  "usb",
  "fullscreen",
  "autoplay",
  "clipboard-read",
  "clipboard-write",
]
  .map((feature) => `${feature}=()`)
  .join(", ");
