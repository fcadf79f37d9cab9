package dev.tributary.destinations.declared.answer;

import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Egress.Request;

/** Reads the lists of a vendor: fields of an object, or values of a setting. Thread-safe. */
public sealed interface DiscoveryAnswers permits FieldAnswers, ChoiceAnswers {
  /** The step that sends the request, and reads its answer. */
  Discovery.Step step(Request request);

  /** Whether values of a field can be refused because they are no option. */
  boolean hasClosedOptions();
}
