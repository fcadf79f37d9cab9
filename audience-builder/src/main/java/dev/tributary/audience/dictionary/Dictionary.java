package dev.tributary.audience.dictionary;

import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Map;

/**
 * Counts what rules can name, over people as they are now. Blocks, and reads many people.
 * Thread-safe.
 */
public interface Dictionary {
  /**
   * @param declared types by path
   */
  DictionaryReading<FieldTally.Field> traits(
      WorkspaceId workspace, Map<String, DeclaredType> declared);

  DictionaryReading<EventTally.Counted> events(WorkspaceId workspace);

  /**
   * @param declared types by path
   */
  DictionaryReading<FieldTally.Field> properties(
      WorkspaceId workspace, EventKind kind, Map<String, DeclaredType> declared);

  /** The properties of all events, of a sample of the people if there are many. */
  DictionaryReading<PropertyTally.Counted> allProperties(
      WorkspaceId workspace, DeclaredTypes declared);

  /**
   * The texts that several people share, of a sample of the people if there are many.
   *
   * @param declared types by path
   */
  DictionaryReading<FrequentValues.Counted> frequentValues(
      WorkspaceId workspace, Map<String, DeclaredType> declared);

  /**
   * The texts that events of several people share, of a sample of the people if there are many.
   *
   * @param search the text that a value contains; upper and lower case are equal; empty for all
   *     values
   */
  DictionaryReading<FrequentPropertyValues.Counted> frequentPropertyValues(
      WorkspaceId workspace, DeclaredTypes declared, String search);

  /**
   * @param search the text that a value contains; upper and lower case are equal; empty for all
   *     values
   */
  ValueReading values(WorkspaceId workspace, ValuePlace place, String search);
}
