package dev.tributary.runtime.loop.harness;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one record of the traffic asks for, as {@code kind|id|profiles|due}. */
record Step(Kind kind, String id, List<String> profiles, long dueAt) {
  enum Kind {
    /** Raises the version of its profiles, now. */
    COUNT,
    /** Raises it once when the tick has passed the due time. */
    ARM,
    /** Takes an armed one back. */
    CANCEL
  }

  byte[] bytes() {
    return String.join("|", kind.name(), id, String.join(",", profiles), Long.toString(dueAt))
        .getBytes(StandardCharsets.UTF_8);
  }

  static Step of(byte[] bytes) {
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\\|", -1);
    return new Step(
        Kind.valueOf(parts[0]), parts[1], List.of(parts[2].split(",")), Long.parseLong(parts[3]));
  }

  /** The id of its effect on a profile. */
  String effect(String profile) {
    return id + "/" + profile;
  }
}
