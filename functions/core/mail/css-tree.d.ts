// The parts of css-tree that we use. Its types describe the whole alone, which carries the grammar of every property there is.

declare module "css-tree/parser" {
  import type { parse as whole } from "css-tree";
  const parse: typeof whole;
  export = parse;
}

declare module "css-tree/walker" {
  import type { walk as whole } from "css-tree";
  const walk: typeof whole;
  export = walk;
}

declare module "css-tree/generator" {
  import type { generate as whole } from "css-tree";
  const generate: typeof whole;
  export = generate;
}
