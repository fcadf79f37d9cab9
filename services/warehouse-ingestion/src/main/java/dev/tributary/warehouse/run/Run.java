package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.table.RunFailure;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a model's read.
 *
 * @param trigger what started it: schedule, api
 * @param actor the caller, if a user or an API client started it
 * @param startedAt business time; the rows' values are valid at this time, unless the rows have
 *     their own time
 * @param worked the time of work on it, without the time that it waited or was held
 * @param published changes that the topic has acknowledged
 * @param released whether a user has released it from the brake
 * @param failure why it failed or is held
 */
@RecordBuilder
public record Run(
    WorkspaceId workspace,
    RunId id,
    ModelId model,
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
   * Why a run or a test failed.
   *
   * @param code stable: {@code schema-changed}, {@code warehouse-unreachable}, …
   * @param detail what is wrong, as a sentence for users
   */
  public record Failure(String code, String detail) {

    /** The failure as the owner of the run reads it, without the message of the engine. */
    static Failure of(RunFailure failure) {
      return new Failure(failure.code(), String.valueOf(failure.getMessage()));
    }
  }
}
