// Errors in words for a person.
import { ApiError } from "../api.ts";
import { t } from "../i18n/index.ts";

/** Why it did not work, as a sentence to show. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error);
  return error.status === 0 ? t("error.unreachable") : error.message;
}
