package dev.tributary.control.pipeline;

import static java.util.Objects.requireNonNullElse;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import java.util.List;
import java.util.Map;

/**
 * The progress of a service, as it reports it.
 *
 * @param definitions by topic, per partition the offset of the next definition to read
 * @param pending by kind of work, how much of it the workspace still waits for
 * @param notWaitedFor the ids of the destinations that are paused or failing: {@code pending} does
 *     not count their deliveries
 * @param syncsNotWaitedFor the ids of the syncs of other destinations that are paused or stopped:
 *     {@code pending} does not count their deliveries. Empty if the service has the version before,
 *     which does not report them
 */
public record Progress(
    Map<String, Map<Integer, Long>> definitions,
    Map<String, Long> pending,
    List<DestinationId> notWaitedFor,
    List<SyncId> syncsNotWaitedFor) {

  public Progress {
    definitions = Map.copyOf(definitions);
    pending = Map.copyOf(pending);
    notWaitedFor = List.copyOf(notWaitedFor);
    syncsNotWaitedFor = List.copyOf(requireNonNullElse(syncsNotWaitedFor, List.of()));
  }

  UnawaitedDeliveries leftOut() {
    return new UnawaitedDeliveries(notWaitedFor, syncsNotWaitedFor);
  }

  /** Whether every definition before these ends has been read, as far as the service reads them. */
  boolean hasRead(Map<Position, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> {
          Map<Integer, Long> read = definitions.get(end.getKey().topic().topicName());
          return read == null || read.getOrDefault(end.getKey().partition(), 0L) >= end.getValue();
        });
  }
}
