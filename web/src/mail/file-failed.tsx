// What stands in place of a file that is not what it was said to be.
import type { JSX } from "solid-js";
import { t } from "../i18n/index.ts";

export function FileFailed(): JSX.Element {
  return (
    <p role="alert" class="py-12 text-center text-fg-muted text-ui">
      {t("file.failed")}
    </p>
  );
}
