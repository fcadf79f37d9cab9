package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.util.List;
import java.util.Map;

/** The other side of a connector in the contract: the real thing, or a stand-in that behaves so. */
public interface Vendor {
  Connector connector();

  /** A destination that reaches it. */
  Target target();

  /** The object to write records to, the match field, and what a sync to it is configured with. */
  String object();

  String matchField();

  ObjectNode syncSettings();

  /** A field that takes text. */
  String textField();

  /** Fields that each record needs besides. */
  default Map<String, String> neededFields() {
    return Map.of();
  }

  /** What stands there: the text field's value by match value. */
  Map<String, String> records();

  /** From now on this record is refused. False if that cannot happen there. */
  boolean refuse(String matchValue);

  /** Whether values that differ only by case name one record. */
  default boolean ignoresCase() {
    return false;
  }

  /** The ids of the records in the list that the settings of the sync name. */
  default List<String> members() {
    throw new UnsupportedOperationException("has no lists");
  }

  /** The next request fails so. False if that cannot happen there. */
  boolean failNext(Failure failure);

  /** Sends to it, and checks what can be checked of each request. */
  default TestEgress egress() {
    return new TestEgress();
  }
}
