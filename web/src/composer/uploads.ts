// The files of one draft: each goes straight to the bucket while the person writes on.
import { createMemo } from "solid-js";
import { createStore, produce } from "solid-js/store";
import type { UploadTicket } from "../api.ts";
import type { DraftFile } from "./drafts.ts";

export interface Upload {
  /** Of this list only. */
  readonly key: number;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly state: "waiting" | "uploading" | "done" | "failed";
  /** 0 to 1. */
  readonly progress: number;
  /** Once it is there. */
  readonly uploadId?: string;
}

/** How a file gets there; tests bring their own. `begin` asks for an address, `put` sends the bytes. */
export interface UploadCalls {
  readonly begin: (file: File) => Promise<UploadTicket>;
  readonly put: (target: PutTarget) => Promise<void>;
}

export interface PutTarget {
  readonly address: string;
  readonly headers: UploadTicket["headers"];
  readonly file: File;
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

/**
 * What the server takes: 25 MB inside a mail (before base64), 1 GB that a mail leads to, 50 files in all
 * (`limits.replyAttachmentBytes`, `replyLinkedBytes`).
 */
export const attachmentLimit = { bytes: 25 * 1024 * 1024, linkedBytes: 1024 * 1024 * 1024, files: 50 };

/** Days that the address of a linked file works (`limits.linkedFileDays`). */
export const linkedFileDays = 30;

export type Uploads = ReturnType<typeof createUploads>;

/** @param onChange a file was added, arrived or went: time to keep the draft */
export function createUploads(calls: UploadCalls, present: readonly DraftFile[], onChange: () => void) {
  const [items, setItems] = createStore<Upload[]>(present.map(asUpload));
  const running = new Map<number, { file: File; abort: AbortController }>();
  let lastKey = items.length;

  const patch = (key: number, change: Partial<Upload>): void => {
    setItems((item) => item.key === key, change);
  };
  const linked = createMemo(() => tooLargeTogether(items));
  const bytesOf = (isLinked: boolean): number =>
    items.reduce((sum, item) => sum + (linked().has(item.key) === isLinked ? item.sizeBytes : 0), 0);

  /** Gives back how many files did not fit: nothing is uploaded that could not be sent. */
  function add(files: readonly File[]): number {
    let refused = 0;
    for (const file of files) {
      const all = [...items, { key: 0, sizeBytes: file.size }];
      const keys = tooLargeTogether(all);
      const linkedBytes = all.reduce((sum, item) => sum + (keys.has(item.key) ? item.sizeBytes : 0), 0);
      if (linkedBytes > attachmentLimit.linkedBytes || items.length >= attachmentLimit.files) refused += 1;
      else begin(file);
    }
    return refused;
  }

  function begin(file: File): void {
    lastKey += 1;
    const key = lastKey;
    running.set(key, { file, abort: new AbortController() });
    setItems(
      produce((all) => {
        all.push({ ...described(file), key, state: "waiting", progress: 0 });
      }),
    );
    void upload(key);
  }

  async function upload(key: number): Promise<void> {
    const job = running.get(key);
    if (!job) return;
    patch(key, { state: "uploading", progress: 0 });
    try {
      const { id, address, headers } = await calls.begin(job.file);
      await calls.put({
        address,
        headers,
        file: job.file,
        onProgress: (progress) => patch(key, { progress }),
        signal: job.abort.signal,
      });
      if (!running.delete(key)) return;
      patch(key, { state: "done", progress: 1, uploadId: id });
    } catch (error) {
      if (!running.has(key)) return;
      console.warn("upload failed", error);
      patch(key, { state: "failed" });
    }
    onChange();
  }

  function remove(key: number): void {
    const job = running.get(key);
    running.delete(key);
    job?.abort.abort();
    setItems((all) => all.filter((item) => item.key !== key));
    onChange();
  }

  return {
    items,
    add,
    remove,
    retry: (key: number) => void upload(key),
    clear: () => {
      for (const { abort } of running.values()) abort.abort();
      running.clear();
      setItems([]);
    },
    /** In the mail itself. */
    totalBytes: () => bytesOf(false),
    linkedBytes: () => bytesOf(true),
    /** Goes as a link: the largest do, until the others fit. */
    isLinked: (key: number) => linked().has(key),
    isBusy: () => items.some((item) => item.state === "waiting" || item.state === "uploading"),
    hasFailed: () => items.some((item) => item.state === "failed"),
    toSend: () =>
      items.flatMap(({ key, uploadId, filename, contentType }) =>
        uploadId ? [{ uploadId, filename, contentType, ...(linked().has(key) ? { as: "link" as const } : {}) }] : [],
      ),
    arrived: (): DraftFile[] =>
      items.flatMap(({ uploadId, filename, contentType, sizeBytes }) =>
        uploadId ? [{ uploadId, filename, contentType, sizeBytes }] : [],
      ),
  };
}

/** Keys of the files that must go as links, the largest first, so that the rest fits into one mail. */
function tooLargeTogether(files: readonly Pick<Upload, "key" | "sizeBytes">[]): ReadonlySet<number> {
  let inside = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const linked = new Set<number>();
  for (const { key, sizeBytes } of [...files].sort((a, b) => b.sizeBytes - a.sizeBytes)) {
    if (inside <= attachmentLimit.bytes) break;
    linked.add(key);
    inside -= sizeBytes;
  }
  return linked;
}

/** XMLHttpRequest, because fetch cannot tell how far it has come. */
export function putFile({ address, headers, file, onProgress, signal }: PutTarget): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error(`The bucket answered ${request.status}.`)));
    request.onerror = () => reject(new Error("The bucket could not be reached."));
    request.onabort = () => reject(new Error("The upload was stopped."));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function asUpload(file: DraftFile, index: number): Upload {
  return { ...file, key: index + 1, state: "done", progress: 1 };
}

function described(file: File): Pick<Upload, "filename" | "contentType" | "sizeBytes"> {
  return { filename: file.name, contentType: file.type || "application/octet-stream", sizeBytes: file.size };
}
