package dev.tributary.audience.dictionary;

import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Map;

/**
 * What a search needs of the people of a workspace. If there are many, a sample of them is read,
 * and rare properties and values are missing. Thread-safe.
 */
public interface SearchReads {
  /** The properties of all events, with their parts. */
  DictionaryReading<PropertyTally.Counted> allProperties(
      WorkspaceId workspace, DeclaredTypes declared);

  /**
   * The texts that several people share.
   *
   * @param declared types by path
   */
  DictionaryReading<FrequentValues.Counted> frequentValues(
      WorkspaceId workspace, Map<String, DeclaredType> declared);
}
