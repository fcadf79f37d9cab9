package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The values of one record, row or event that templates and conditions can name. */
public interface Scope {
  /**
   * The value of a reference; missing if there is none.
   *
   * @param reference with any root but {@link Reference.Root#VALUE}
   */
  JsonNode value(Reference reference);

  /**
   * All values, as expressions see them: an object with a field for each root that the record has.
   * The caller may change it, but not the values in it.
   */
  ObjectNode document();

  /** The work that is left for the expressions of the record. */
  ExpressionBudget budget();
}
