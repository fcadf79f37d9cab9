package dev.tributary.identity.postgres.matching;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.job.Jobs;
import dev.tributary.identity.suggestion.MatchingSettings;
import dev.tributary.identity.suggestion.MatchingSettings.Every;
import dev.tributary.identity.suggestion.RunSpec;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Starts the due runs of matching, in each workspace that has a schedule. Several instances at once
 * are harmless: a workspace has one open run at most. Thread-safe.
 */
public final class MatchingSchedule {
  private final Jdbi worker;
  private final Ids ids;
  private final Jobs jobs = new Jobs();

  public MatchingSchedule(DataSource worker, Ids ids) {
    this.worker = Jdbi.create(worker);
    this.ids = ids;
  }

  private record Due(WorkspaceId workspace, MatchingSettings settings) {}

  /**
   * A run is due a day or a week after the last one was requested, by the schedule or by a user.
   */
  public void round() {
    for (Every every : Every.values()) {
      for (Due due : worker.withHandle(handle -> due(handle, every))) {
        worker.useTransaction(tx -> start(tx, due));
      }
    }
  }

  private void start(Handle tx, Due due) {
    jobs.create(
        tx,
        due.workspace(),
        RunSpec.KIND,
        ids.next(Ids.MATCHING_RUN),
        Json.MAPPER.valueToTree(RunSpec.of(due.settings())),
        RunSpec.SCHEDULE);
  }

  private static List<Due> due(Handle handle, Every every) {
    return handle
        .createQuery(
            """
            select d.workspace, d.spec::text from definition d
            where d.kind = :definition and not d.deleted and d.spec ->> 'every' = :every
              and not exists (
                select from job j where j.workspace = d.workspace and j.kind = :job
                  and j.created_at > clock_timestamp() - make_interval(secs => :seconds))\
            """)
        .bind("definition", MatchingSettings.KIND)
        .bind("job", RunSpec.KIND)
        .bind("every", every.wireName())
        .bind("seconds", (double) every.length().toSeconds())
        .map((rows, _) ->
            new Due(
                new WorkspaceId(rows.getString(1)),
                Json.read(rows.getBytes(2), MatchingSettings.class)))
        .list();
  }
}
