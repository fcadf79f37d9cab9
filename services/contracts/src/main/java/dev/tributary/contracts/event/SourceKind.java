package dev.tributary.contracts.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The kind of a source says who can have its write keys, and therefore how far its events are
 * trusted.
 */
public enum SourceKind {
  /** Everybody: the key is part of a web page or an app. */
  BROWSER,
  /** Only the owner: the key stays on servers. */
  SERVER;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with that wire name, or null. */
  @JsonCreator
  public static @Nullable SourceKind named(@Nullable String name) {
    for (SourceKind kind : values()) {
      if (kind.wireName().equals(name)) {
        return kind;
      }
    }
    return null;
  }

  /** Sources without a kind are servers' sources, because kinds were added later. */
  public static SourceKind orServer(@Nullable SourceKind kind) {
    return kind == null ? SERVER : kind;
  }
}
