package dev.tributary.identity.claim;

import dev.tributary.contracts.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the identifiers that one input names its person by. */
final class Identifiers {
  private final IdentifierReader reader;
  private final Set<Identifier> found = new LinkedHashSet<>();
  private final Set<Identifier> guessed = new LinkedHashSet<>();
  private final Set<LeftOut> leftOut = new LinkedHashSet<>();

  Identifiers(IdentifierReader reader) {
    this.reader = reader;
  }

  void add(String type, @Nullable String value) {
    put(found, type, value);
  }

  /**
   * One that may be of another type: the weakest of all, so that it is the first to be left out.
   */
  void guess(String type, @Nullable String value) {
    put(guessed, type, value);
  }

  private void put(Set<Identifier> into, String type, @Nullable String value) {
    Identifier identifier = reader.read(type, value, leftOut::add);
    if (identifier != null) {
      into.add(identifier);
    }
  }

  /** Strongest first, without repeats. */
  List<Identifier> byPriority() {
    List<Identifier> sorted = new ArrayList<>(found);
    sorted.sort(reader::byPriority);
    guessed.stream().filter(guess -> !found.contains(guess)).forEach(sorted::add);
    return sorted;
  }

  List<LeftOut> leftOut() {
    return List.copyOf(leftOut);
  }
}
