// Builds the page: Solid, Tailwind, and the content security policy that the built document carries.
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";

/** Where libraries of ours make elements from strings, each under a Trusted Types policy of its own. */
const stringSinks = [
  {
    policy: "solid",
    file: /solid-js\/web\/dist\/(web|dev)\.js$/u,
    sink: "t.innerHTML = html;",
    guarded: "t.innerHTML = trusted(html);",
  },
  {
    policy: "tiptap",
    file: /@tiptap\/core\/dist\/index\.js$/u,
    sink: ".parseFromString(wrappedValue,",
    guarded: ".parseFromString(trusted(wrappedValue),",
  },
] as const;

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [solid(), tailwindcss(), contentSecurityPolicy(), trustedTypes()],
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": "http://127.0.0.1:3000", "/local": "http://127.0.0.1:3000" },
  },
});

/**
 * The policy as a meta element, so that it holds wherever the files are served from; a server's header may narrow it further.
 * Uploads and the socket go to other origins that only the deployment knows, hence the wide connect-src.
 * Only in builds: Vite's dev server injects style elements.
 */
function contentSecurityPolicy(): Plugin {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self' https: wss: http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*",
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${[...stringSinks.map(({ policy }) => policy), "ProseMirrorClipboard", "dompurify"].join(" ")}`,
  ].join("; ");
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: policy }, injectTo: "head-prepend" },
    ],
  };
}

/**
 * The browser refuses every string that is to become elements, save from the few libraries that name themselves: so a stray
 * `innerHTML` cannot do harm even if it gets past review. When a library changes, the build fails and not the page.
 */
function trustedTypes(): Plugin {
  const unseen = new Set<string>(stringSinks.map(({ policy }) => policy));
  return {
    name: "trusted-types",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      const found = stringSinks.find(({ file, sink }) => file.test(id) && code.includes(sink));
      if (!found) return undefined;
      unseen.delete(found.policy);
      const policy = `globalThis.trustedTypes?.createPolicy("${found.policy}", { createHTML: (text) => text })`;
      const trusted = `const trustedPolicy = ${policy};\nconst trusted = (text) => trustedPolicy?.createHTML(text) ?? text;\n`;
      return { code: trusted + code.replace(found.sink, found.guarded), map: null };
    },
    buildEnd(error) {
      if (!error && unseen.size > 0)
        this.error(`No longer found where elements are made from strings: ${[...unseen].join(", ")}`);
    },
  };
}
