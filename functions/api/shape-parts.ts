// The small parts that the shapes of the API's answers are made of.
import { type GenericSchema, nullable, pipe, string, title } from "valibot";

export const id = string();
export const instant = string();
/** Leads to the next page; null when there is none. */
export const nextCursor = nullable(string());

/** The OpenAPI document writes a schema with a title once, and refers to it by that name. */
export function named<Schema extends GenericSchema>(name: string, schema: Schema) {
  return pipe(schema, title(name));
}
