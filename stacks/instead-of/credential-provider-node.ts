// Instead of the SDK's search for credentials (profiles, SSO, web identity, containers, instances: 60 KB). Every client of
// functions/runtime/clients.ts is given its credentials, so that nothing is searched for.
export function defaultProvider(): () => Promise<never> {
  return () => Promise.reject(new Error("This client was made without credentials. Make it in functions/runtime/clients.ts."));
}
