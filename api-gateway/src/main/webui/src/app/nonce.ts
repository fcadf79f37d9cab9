/** The gateway puts a fresh nonce for styles into every index.html that it serves. */
export const styleNonce =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
