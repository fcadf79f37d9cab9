package dev.tributary.warehouse.run;

import dev.tributary.warehouse.snapshot.Counts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a model's read.
 *
 * @param trigger what started it: schedule, api
 * @param actor who, where a person or an API client did
 * @param startedAt business time; what the rows say is as old as this, unless they say otherwise
 * @param worked how long it was worked on, without the time that it waited or was held
 * @param published changes that are acknowledged on the topic
 * @param released whether a person has let it pass the brake
 * @param failure why it failed or is held
 */
public record Run(
    String workspace,
    String id,
    String model,
    RunState state,
    @Nullable Phase phase,
    String trigger,
    @Nullable String actor,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    Duration worked,
    Counts counts,
    long published,
    boolean released,
    @Nullable Failure failure) {

  /**
   * @param code stable: {@code schema-changed}, {@code warehouse-unreachable}, …
   */
  public record Failure(String code, String detail) {}
}
