// What every route says of itself. The permission matrix, the OpenAPI document and the docs page are read from here.
import type { GenericSchema } from "valibot";
import type { Permission } from "../core/access.ts";

/** Parts of a request that a schema stands for. */
export type Target = "json" | "query" | "header";

/** An answer that is not JSON. */
export interface MediaType {
  readonly mediaType: string;
}

export interface Input {
  readonly target: Target;
  readonly schema: GenericSchema;
}

export interface Answer {
  readonly status: number;
  readonly summary: string;
  readonly shape?: GenericSchema | MediaType;
}

/** A route as its own middlewares describe it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** Who may call it, or why everybody may. A route with neither, or with both, fails a test. */
  readonly permission?: Permission;
  readonly openBecause?: string;
  readonly inputs: readonly Input[];
  readonly answer?: Answer;
}

/** What one middleware adds to the description of its route. */
type Mark = Pick<Route, "permission"> | Pick<Route, "openBecause"> | { input: Input } | { answer: Answer };

/** The handlers of a Hono app, as `app.routes` lists them. */
export type Handlers = readonly { readonly method: string; readonly path: string; readonly handler: object }[];

/** Puts a mark on a middleware, where `routesOf` finds it again. */
export function marked<Middleware extends object>(middleware: Middleware, mark: Mark): Middleware {
  marks.set(middleware, mark);
  return middleware;
}

/** Every route of an app, with what its middlewares say of it. */
export function routesOf(handlers: Handlers): Route[] {
  const routes = new Map<string, Route>();
  for (const { method, path, handler } of handlers) {
    // "ALL" is what `app.use` writes: middleware that every route runs through.
    if (method === "ALL") continue;
    const name = `${method} ${path}`;
    routes.set(name, withMark(routes.get(name) ?? { method, path, inputs: [] }, marks.get(handler)));
  }
  return [...routes.values()];
}

const marks = new WeakMap<object, Mark>();

function withMark(route: Route, mark: Mark | undefined): Route {
  if (!mark) return route;
  if ("input" in mark) return { ...route, inputs: [...route.inputs, mark.input] };
  return { ...route, ...mark };
}
