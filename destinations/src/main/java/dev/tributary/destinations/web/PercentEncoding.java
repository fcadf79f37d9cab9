package dev.tributary.destinations.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Encodes a part of an address: all characters but the unreserved ones of RFC 3986. Pure. */
public final class PercentEncoding {
  private PercentEncoding() {}

  /** The text in UTF-8 with percent signs; a space is {@code %20}, and a slash is encoded too. */
  public static String of(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
