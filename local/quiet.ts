// What libraries say about this Node's age is for whoever deploys. Imported for its effect, before those libraries are.

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const warn = console.warn;
console.warn = (...said: unknown[]) => {
  if (!String(said[0]).includes("oidc-provider WARNING: Unsupported runtime")) warn(...said);
};
