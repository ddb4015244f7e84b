// The one place where hostile HTML is shown: a sandboxed frame without scripts, filled by its own response with its own policy.
import { createEffect, createSignal, type JSX, onCleanup, onMount, untrack } from "solid-js";
import { api } from "../api.ts";
import { isDark } from "../theme.ts";
import {
  blendIn,
  canBeginToShow,
  fitWidth,
  isPlainMail,
  layOnPaper,
  type RemoteImages,
  remoteImages,
  wearLight,
} from "./mail-document.ts";

export interface MailFrameProps {
  readonly conversationId: string;
  readonly messageId: string;
  readonly title: string;
  /** `preferred`: as the member settled it for this sender. */
  readonly images: "preferred" | "shown";
  /** Ours lie on a tint, which shows around white paper. */
  readonly isOurs: boolean;
  /** What the document says of pictures that are kept elsewhere. */
  readonly onRemoteImages: (remote: RemoteImages) => void;
  readonly onFailed: () => void;
}

/** A mail longer than this scrolls inside its frame; it also ends the growth of one that is always taller than its frame. */
const tallestPx = 30_000;

/** While a mail loads. Many frames wait for being scrolled to: it must cost next to nothing. */
const lookEveryMs = 80;

export function MailFrame(props: MailFrameProps): JSX.Element {
  let frame!: HTMLIFrameElement;
  const [heightPx, setHeightPx] = createSignal(0);
  const [mail, setMail] = createSignal<Document>();
  const [isWhole, setWhole] = createSignal(false);

  function onLoad(): void {
    const found = frame.contentDocument;
    if (found?.URL === "about:blank") return;
    // A refusal is JSON, and what the browser shows when nothing came is not ours to read.
    if (found?.contentType !== "text/html") return props.onFailed();
    show(found);
    setWhole(true);
  }

  function show(found: Document): void {
    if (mail() === found) return;
    setMail(found);
    passKeysOn(found);
    props.onRemoteImages(remoteImages(found));
  }

  // A long mail need not be whole to be read.
  onMount(() => {
    const looking = setInterval(() => {
      const coming = frame.contentDocument;
      if (!mail() && coming && canBeginToShow(coming, isDark())) show(coming);
      if (mail()) clearInterval(looking);
    }, lookEveryMs);
    onCleanup(() => clearInterval(looking));
  });

  createEffect(() => {
    const found = mail();
    const paper = { isDark: isDark(), isOurs: props.isOurs };
    if (!found) return;
    // The theme is painted right after its signal changed.
    if (isPlainMail(found)) queueMicrotask(() => blendIn(found, frame));
    else {
      if (!paper.isDark) wearLight(found);
      layOnPaper(found, paper);
    }
  });

  createEffect(() => {
    const found = mail();
    if (!found) return;
    const isGrowing = !isWhole();
    const measure = (): void => {
      // At its greatest it grows no more on screen; measuring on would lay out each piece that comes.
      if (isGrowing && untrack(heightPx) === tallestPx) return;
      fitWidth(found, frame.clientWidth);
      setHeightPx(Math.min(tallestPx, Math.ceil(found.documentElement.getBoundingClientRect().height)));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(found.documentElement);
    observer.observe(frame);
    onCleanup(() => observer.disconnect());
  });

  return (
    <iframe
      ref={frame}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerpolicy="no-referrer"
      loading="lazy"
      title={props.title}
      src={api.messages.bodyAddress(props.conversationId, props.messageId, props.images)}
      onLoad={onLoad}
      style={{ height: `${heightPx() || 48}px` }}
      class="block w-full rounded-control"
      classList={{ "bg-transparent": heightPx() > 0, "animate-pulse bg-sunken": heightPx() === 0 }}
    />
  );
}

/** Somebody who clicked into a mail still wants the page's keys. The frame has no scripts, so nobody else hears them. */
function passKeysOn(mail: Document): void {
  mail.addEventListener("keydown", (event) => {
    const { key, code, altKey, ctrlKey, metaKey, shiftKey } = event;
    if ((ctrlKey || metaKey) && /^[acx]$/i.test(key)) return;
    const copy = new KeyboardEvent("keydown", { key, code, altKey, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true });
    if (!document.body.dispatchEvent(copy)) event.preventDefault();
  });
}
