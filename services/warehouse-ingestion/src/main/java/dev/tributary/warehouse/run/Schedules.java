package dev.tributary.warehouse.run;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.warehouse.model.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored times at which models are due, across workspaces. */
public interface Schedules {

  /**
   * A model and its next time.
   *
   * @param stored the stored schedule: an unreadable one affects its model only
   * @param scheduled the version of the model for which {@code next} was computed; 0 before the
   *     first
   * @param unchanged whether the schedule is the same since that version, and was never paused
   */
  record Entry(
      WorkspaceId workspace,
      ModelId model,
      long version,
      String stored,
      long scheduled,
      boolean unchanged,
      Optional<Instant> next) {
    Schedule schedule() {
      return Json.read(stored.getBytes(StandardCharsets.UTF_8), Schedule.class);
    }
  }

  /** All models with a schedule that are not paused. */
  List<Entry> entries();

  /**
   * Stores the next time of a model.
   *
   * @param version the version of the model for which {@code next} was computed
   * @param next null if the schedule has no further time
   */
  void set(WorkspaceId workspace, ModelId model, long version, @Nullable Instant next);
}
