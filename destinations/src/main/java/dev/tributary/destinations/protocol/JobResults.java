package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.JobAnswer;
import dev.tributary.destinations.connector.JobAnswer.OfResults;
import dev.tributary.destinations.connector.JobAnswer.OfState;
import dev.tributary.destinations.connector.JobCall;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the results of one job. An item has an outcome only if the results name it, and name it
 * with one outcome.
 */
final class JobResults {
  /** After so many readings, an item without a result is uncertain. */
  static final int MOST_READINGS = 5;

  /** A vendor whose parts of a result never end would keep a worker for ever. */
  private static final int MOST_PARTS = 10_000;

  /** Between two records of the progress. */
  private static final Duration PROGRESS = Duration.ofMinutes(1);

  private final AuthenticatedEgress egress;
  private final List<Item> items;
  private final Progress progress;
  private Instant recorded;
  private final Set<String> ours;
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Set<String> contradicted = new HashSet<>();
  private @Nullable String unreadable;

  /** Whether the number of the named items decides about the others. */
  private boolean counted;

  /** Whether an item that the vendor has written needs its id. */
  private boolean withIds;

  JobResults(AuthenticatedEgress egress, List<Item> items, Progress progress) {
    this.egress = egress;
    this.items = items;
    this.progress = progress;
    this.recorded = egress.now();
    this.ours = items.stream().map(Item::delivery).collect(Collectors.toSet());
  }

  /** Records that parts of the results were read, so that the job keeps its worker. */
  @FunctionalInterface
  interface Progress {
    void record() throws JobLost;
  }

  /**
   * Reads results as far as they are readable.
   *
   * @param idsNeeded whether the ledger needs the ids of the items now
   * @return why there are no results now; empty if they were read
   */
  Optional<Outcome> read(
      Job.Results results, String job, OfState.Complete complete, BooleanSupplier idsNeeded)
      throws JobLost {
    Optional<Outcome> failure = read(results.calls(), job);
    Outcome unnamed = results.unnamed();
    if (failure.isPresent() || unnamed == null) {
      return failure;
    }
    boolean certain = isCertain(complete);
    Job.Results.Calls ids = results.ids();
    if (ids != null && (!certain || idsNeeded.getAsBoolean())) {
      withIds = true;
      return read(ids, job);
    }
    counted = true;
    if (certain) {
      items.forEach(item -> outcomes.putIfAbsent(item.delivery(), unnamed));
    } else if (unreadable == null) {
      unreadable =
          "The results name %d items, and the vendor counts %s"
              .formatted(outcomes.size(), complete.named());
    }
    return Optional.empty();
  }

  /** Whether the items that were not named are those that the vendor has not counted. */
  private boolean isCertain(OfState.Complete complete) {
    Integer named = complete.named();
    return unreadable == null
        && contradicted.isEmpty()
        && named != null
        && named == outcomes.size();
  }

  private Optional<Outcome> read(Job.Results.Calls calls, String job) throws JobLost {
    Optional<List<JobCall<OfResults>>> made =
        ConnectorCode.result(egress.target(), () -> calls.of(job));
    if (made.isEmpty()) {
      return Optional.of(ConnectorCode.UNREADABLE);
    }
    for (JobCall<OfResults> call : made.get()) {
      Optional<Outcome> failure = read(call);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<Outcome> read(JobCall<OfResults> first) throws JobLost {
    JobCall<OfResults> call = first;
    for (int part = 0; part < MOST_PARTS && call != null; part++) {
      switch (answer(call)) {
        case OfResults.Read(List<JobAnswer.Result> named, JobCall<OfResults> next) -> {
          named.forEach(result -> add(result.delivery(), result.outcome()));
          call = next;
          if (egress.now().isAfter(recorded.plus(PROGRESS))) {
            progress.record();
            recorded = egress.now();
          }
        }
        case OfResults.Unreadable(String words) -> {
          unreadable = words;
          call = null;
        }
        case OfResults.Failed(Outcome outcome) -> {
          return Optional.of(outcome);
        }
      }
    }
    if (call != null) {
      unreadable = "The results have more than %d parts".formatted(MOST_PARTS);
    }
    return Optional.empty();
  }

  private OfResults answer(JobCall<OfResults> call) {
    try {
      var answer = egress.send(call.request());
      return ConnectorCode.result(egress.target(), () -> call.reading().read(answer, egress.now()))
          .orElse(new OfResults.Unreadable("The result cannot be read"));
    } catch (EgressFailure e) {
      return new OfResults.Failed(e.outcome());
    }
  }

  private void add(String delivery, Outcome outcome) {
    boolean lacksId = withIds && outcome instanceof Outcome.Delivered(String id) && id == null;
    if (lacksId || !ours.contains(delivery) || contradicted.contains(delivery)) {
      return;
    }
    Outcome other = outcomes.putIfAbsent(delivery, outcome);
    if (other != null && !other.equals(outcome)) {
      outcomes.remove(delivery);
      contradicted.add(delivery);
    }
  }

  List<Item> withoutOutcome() {
    return items.stream().filter(item -> !outcomes.containsKey(item.delivery())).toList();
  }

  /**
   * Whether the results must be read again for all items, because their number is wrong: without
   * the items that they name already, it could not become right.
   */
  boolean needsAllItems() {
    return counted;
  }

  /** Why items have no outcome. */
  String words() {
    return unreadable == null ? "The results of the job do not name this record" : unreadable;
  }

  /**
   * One outcome per item, in order.
   *
   * @param without of items that have none
   */
  List<Outcome> outcomes(Outcome without) {
    return items.stream().map(item -> outcomes.getOrDefault(item.delivery(), without)).toList();
  }
}
