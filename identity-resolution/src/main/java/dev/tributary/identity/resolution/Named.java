package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import java.util.Comparator;

/** An identifier of a workspace: the key under which people are found, and locked, in order. */
public record Named(String workspace, Identifier identifier) implements Comparable<Named> {
  private static final Comparator<Named> ORDER =
      Comparator.comparing(Named::workspace).thenComparing(Named::identifier);

  @Override
  public int compareTo(Named other) {
    return ORDER.compare(this, other);
  }
}
