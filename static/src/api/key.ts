/** A fresh idempotency key: the same request sent again carries the same one. Works on pages without HTTPS as well. */
export const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
