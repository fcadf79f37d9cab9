package dev.tributary.control.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A problem that a rule found. Two findings with the same kind and object are the same alert.
 *
 * @param object the id of the affected object
 * @param name the name of that object
 * @param headline what is wrong, in one sentence
 * @param works what still works
 * @param path the page of the web UI on which to fix it, below the workspace
 * @param since when the problem began; null if that is unknown
 */
public record Finding(
    AlertKind kind,
    String object,
    String name,
    String headline,
    String works,
    String path,
    @Nullable Instant since) {

  /** A problem of which nobody knows when it began. */
  public Finding(
      AlertKind kind, String object, String name, String headline, String works, String path) {
    this(kind, object, name, headline, works, path, null);
  }
}
