package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.declared.answer.DiscoveryAnswers;
import dev.tributary.destinations.declared.template.Values;
import java.util.List;
import java.util.Set;

/**
 * The compiled requests that read the fields of one object, or the values of a setting of its
 * syncs.
 *
 * @param steps at least one
 * @param declared the fields that the manifest declares: the vendor can leave them out of its list
 */
record DiscoveryRequests(String object, List<Step> steps, Set<String> declared) {
  DiscoveryRequests {
    steps = List.copyOf(steps);
    declared = Set.copyOf(declared);
  }

  record Step(RequestTemplate request, DiscoveryAnswers answers) {}

  /**
   * @param syncSettings of a sync to the object
   * @throws dev.tributary.destinations.declared.template.UnfitValue if a setting cannot be in a
   *     request
   */
  Discovery discovery(Target target, ObjectNode syncSettings) {
    Values values =
        Values.of(
            new Batch(
                target,
                "",
                new SyncId("syn_fields"),
                object,
                null,
                Batch.Operation.WRITE,
                syncSettings,
                List.of()));
    return new Discovery(
        steps.stream()
            .map(step ->
                step.answers()
                    .step(cursor -> step.request().request(target, values.ofPage(cursor))))
            .toList(),
        List.of(),
        declared,
        steps.stream().anyMatch(step -> step.answers().hasClosedOptions())
            ? Discovery.Compared.OPTIONS
            : Discovery.Compared.NOTHING);
  }
}
