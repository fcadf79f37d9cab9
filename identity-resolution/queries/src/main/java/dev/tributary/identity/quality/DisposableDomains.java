package dev.tributary.identity.quality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Domains of providers of disposable mailboxes. */
record DisposableDomains(Set<String> domains) {
  private static final String RESOURCE = "/quality/disposable-domains.txt";

  /** The list of this service. */
  static DisposableDomains shipped() {
    try (InputStream file =
        Objects.requireNonNull(DisposableDomains.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new DisposableDomains(
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is one of the domains, or a subdomain of one. */
  boolean contains(String domain) {
    for (String part = domain;
        part.indexOf('.') > 0;
        part = part.substring(part.indexOf('.') + 1)) {
      if (domains.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
