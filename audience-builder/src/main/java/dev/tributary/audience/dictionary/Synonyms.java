package dev.tributary.audience.dictionary;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Other words by which users find the entries of the dictionary. They have no effect on rules.
 * Immutable.
 */
public final class Synonyms {
  private final Map<DictionaryEntry, List<String>> chosen;

  /**
   * @param chosen by users; an empty list leaves an entry without synonyms
   */
  public Synonyms(Map<DictionaryEntry, List<String>> chosen) {
    this.chosen = Map.copyOf(chosen);
  }

  /** Those that a user chose, or the shipped ones if no user has chosen any. */
  public List<String> of(DictionaryEntry entry) {
    List<String> own = chosen.get(entry);
    return own == null ? DefaultSynonyms.of(entry) : own;
  }

  /** Those of {@link #of} that are shipped. A user may have kept some of them. */
  public List<String> shipped(DictionaryEntry entry) {
    Set<String> shipped = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    shipped.addAll(DefaultSynonyms.of(entry));
    return of(entry).stream().filter(shipped::contains).toList();
  }
}
