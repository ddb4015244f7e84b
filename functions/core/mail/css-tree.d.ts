// The parts of css-tree that we use. Its types describe the whole alone, which carries the grammar of every property there is.

declare module "css-tree/parser" {
  const parse: typeof import("css-tree").parse;
  export = parse;
}

declare module "css-tree/walker" {
  const walk: typeof import("css-tree").walk;
  export = walk;
}

declare module "css-tree/generator" {
  const generate: typeof import("css-tree").generate;
  export = generate;
}
