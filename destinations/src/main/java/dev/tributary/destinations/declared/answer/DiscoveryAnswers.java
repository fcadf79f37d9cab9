package dev.tributary.destinations.declared.answer;

import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Egress.Request;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the lists of a vendor: fields of an object, or values of a setting. Thread-safe. */
public sealed interface DiscoveryAnswers permits FieldAnswers, ChoiceAnswers {
  /**
   * The step that sends a request, and reads its answer.
   *
   * @param pages the request of a page, by the cursor of the page; null for the first page
   * @throws dev.tributary.destinations.declared.template.UnfitValue if a value cannot be in the
   *     request
   */
  Discovery.Step step(Function<@Nullable String, Request> pages);

  /** Whether values of a field can be refused because they are no option. */
  boolean hasClosedOptions();
}
