// Puts the built page into its bucket. Old assets stay, so a page that somebody has open goes on working.
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { bucketOf, bucketsAt } from "./buckets-at.ts";
import type { Place } from "./command.ts";

export async function publishPage(at: Place, folder: string): Promise<void> {
  const s3 = bucketsAt(at);
  const Bucket = await bucketOf(at, "page");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  // The document last: from then on everything that it names is there.
  const inOrder = paths.toSorted((a, b) => Number(a === "index.html") - Number(b === "index.html"));
  for (const path of inOrder) await put(s3, Bucket, folder, path.split(sep).join("/"));
  console.log(`The page: ${paths.length} files.`);
}

async function put(s3: S3Client, Bucket: string, folder: string, path: string): Promise<void> {
  const Body = await readFile(join(folder, path));
  // Vite names assets by their content, so they never change.
  const CacheControl = path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  const ContentType = contentTypes[extname(path)] ?? "application/octet-stream";
  await s3.send(new PutObjectCommand({ Bucket, Key: path, Body, CacheControl, ContentType }));
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};
