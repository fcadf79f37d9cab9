package dev.tributary.destinations.desired;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.ledger.InvalidField;
import java.util.List;

/**
 * The result of a mapping for one record or event.
 *
 * @param fields by their names at the destination
 * @param invalid the fields whose values cannot be made; they are not in {@code fields}
 */
public record MappedFields(ObjectNode fields, List<InvalidField> invalid) {
  public MappedFields {
    invalid = List.copyOf(invalid);
  }
}
