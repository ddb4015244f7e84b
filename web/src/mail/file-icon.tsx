// The sign of a file's kind, where there is no picture of it.
import Archive from "lucide-solid/icons/archive";
import Calendar from "lucide-solid/icons/calendar";
import File from "lucide-solid/icons/file";
import FileSpreadsheet from "lucide-solid/icons/file-spreadsheet";
import FileText from "lucide-solid/icons/file-text";
import Image from "lucide-solid/icons/image";
import Mail from "lucide-solid/icons/mail";
import Music from "lucide-solid/icons/music";
import Video from "lucide-solid/icons/video";
import type { JSX } from "solid-js";
import { Dynamic } from "solid-js/web";

/** A coloured square with the sign of the file's kind. The kind is the sender's claim, so it decides about a picture only. */
export function FileIcon(props: { contentType: string; filename: string }): JSX.Element {
  const look = () => lookOf(props.contentType, props.filename);
  return (
    <span class={`flex size-8 shrink-0 items-center justify-center rounded-input ${look().class}`} aria-hidden="true">
      <Dynamic component={look().icon} class="size-4" />
    </span>
  );
}

function lookOf(contentType: string, filename: string): { icon: typeof File; class: string } {
  const ending = filename.slice(filename.lastIndexOf(".") + 1).toLowerCase();
  if (contentType.startsWith("image/")) return { icon: Image, class: "bg-tag-violet-bg text-tag-violet-fg" };
  if (contentType.startsWith("video/")) return { icon: Video, class: "bg-tag-pink-bg text-tag-pink-fg" };
  if (contentType.startsWith("audio/")) return { icon: Music, class: "bg-tag-pink-bg text-tag-pink-fg" };
  if (contentType === "application/pdf" || ending === "pdf") return { icon: FileText, class: "bg-tag-red-bg text-tag-red-fg" };
  if (/^(csv|xlsx?|ods|numbers)$/.test(ending)) return { icon: FileSpreadsheet, class: "bg-tag-green-bg text-tag-green-fg" };
  if (/^(docx?|odt|rtf|txt|md|pages)$/.test(ending)) return { icon: FileText, class: "bg-tag-indigo-bg text-tag-indigo-fg" };
  if (/^(zip|gz|tgz|7z|rar|tar)$/.test(ending)) return { icon: Archive, class: "bg-tag-amber-bg text-tag-amber-fg" };
  if (contentType === "message/rfc822" || ending === "eml") return { icon: Mail, class: "bg-tag-sky-bg text-tag-sky-fg" };
  if (contentType === "text/calendar" || ending === "ics") return { icon: Calendar, class: "bg-tag-teal-bg text-tag-teal-fg" };
  return { icon: File, class: "bg-tag-slate-bg text-tag-slate-fg" };
}
