package dev.tributary.gateway.http.web;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The one page of the web UI. Its scripts insert style elements, which the policy allows with the
 * nonce of the answer. The scripts find the nonce in the page.
 */
record WebPage(String html) {
  private static final String PLACEHOLDER = "__CSP_NONCE__";
  private static final int NONCE_BYTES = 18;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @throws IllegalStateException if the page has no place for a nonce
   */
  static WebPage of(String html) {
    if (!html.contains(PLACEHOLDER)) {
      throw new IllegalStateException(
          "The web UI's index.html needs <meta name=\"csp-nonce\" content=\"%s\">"
              .formatted(PLACEHOLDER));
    }
    return new WebPage(html);
  }

  /** A new nonce for one answer: an attacker who knows a nonce could inject styles. */
  static String freshNonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String with(String nonce) {
    return html.replace(PLACEHOLDER, nonce);
  }

  /** The header Content-Security-Policy: nothing from elsewhere, no inline script, no eval. */
  static String policy(String nonce) {
    return String.join(
        "; ",
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'nonce-" + nonce + "'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'");
  }
}
