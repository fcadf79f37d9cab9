package dev.tributary.contracts.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who can have a source's write keys, and so how far its events are trusted. */
public enum SourceKind {
  /** Everybody: the key stands in a web page or an app. */
  BROWSER,
  /** Nobody but the owner: the key stays on servers. */
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

  /** What is not named is a server's, as all sources were before there were kinds. */
  public static SourceKind orServer(@Nullable SourceKind kind) {
    return kind == null ? SERVER : kind;
  }
}
