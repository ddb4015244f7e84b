// Instead of source maps (30 KB), which css-tree writes when it is told to. Nobody tells it.
export class SourceMapGenerator {
  constructor() {
    throw new Error("css-tree was told to write a source map, which functions/core/mail/css.ts has no use for.");
  }
}
