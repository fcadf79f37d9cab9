package dev.tributary.identity.postgres.quality;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.store.PolicyTable;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.quality.PeopleSample;
import dev.tributary.identity.quality.TraitQualitySurvey;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * {@link PeopleSample} over PostgreSQL. A sample takes the same number of profiles after each of
 * some moments, evenly spread over the time since the first profile; this works because ids begin
 * with the time. Reads along the primary key only.
 */
public final class PostgresPeopleSample implements PeopleSample {
  private static final int MOMENTS = 20;
  private static final int AT_ONCE = TraitQualitySurvey.MOST_PEOPLE / MOMENTS;
  private static final int FETCH = 50;

  private final RequestDatabase database;
  private final Clock clock;
  private final Duration patience;

  /**
   * @param patience the time limit; after it, no more profiles are read
   */
  public PostgresPeopleSample(RequestDatabase database, Clock clock, Duration patience) {
    this.database = database;
    this.clock = clock;
    this.patience = patience;
  }

  private record Extent(long people, String first, String last) {}

  @Override
  public long show(WorkspaceId workspace, Survey survey) {
    Instant deadline = clock.instant().plus(patience);
    return database.inWorkspace(
        workspace,
        tx -> {
          Extent extent = extent(tx, workspace);
          if (extent.people() > 0) {
            new SampleReader(tx, workspace, PolicyTable.read(tx, workspace), survey, deadline)
                .over(extent);
          }
          return extent.people();
        });
  }

  private static Extent extent(Handle tx, WorkspaceId workspace) {
    return tx.createQuery(
            "select count(*), min(profile), max(profile) from profile where workspace = :workspace")
        .bind("workspace", workspace.value())
        .map((rows, _) -> new Extent(rows.getLong(1), rows.getString(2), rows.getString(3)))
        .one();
  }

  private final class SampleReader {
    private final Handle tx;
    private final WorkspaceId workspace;
    private final TraitPolicies policies;
    private final Survey survey;
    private final Instant deadline;
    private ProfileId last = ProfileId.BEFORE_ALL;

    SampleReader(
        Handle tx, WorkspaceId workspace, TraitPolicies policies, Survey survey, Instant deadline) {
      this.tx = tx;
      this.workspace = workspace;
      this.policies = policies;
      this.survey = survey;
      this.deadline = deadline;
    }

    void over(Extent extent) {
      if (extent.people() <= TraitQualitySurvey.MOST_PEOPLE) {
        show(ProfileId.BEFORE_ALL, TraitQualitySurvey.MOST_PEOPLE);
        return;
      }
      long first = Ids.time(extent.first()).toEpochMilli();
      long span = Ids.time(extent.last()).toEpochMilli() - first;
      for (int moment = 0; moment < MOMENTS && goOn(); moment++) {
        ProfileId from = idAt(first + span * moment / MOMENTS);
        show(from.compareTo(last) > 0 ? from : last, AT_ONCE);
      }
    }

    /** Some profiles after an id. */
    private void show(ProfileId after, int limit) {
      tx.createQuery(
              "select profile, version, document from profile"
                  + " where workspace = :workspace and profile > :after"
                  + " order by profile limit :limit")
          .bind("workspace", workspace.value())
          .bind("after", after.value())
          .bind("limit", limit)
          .setFetchSize(FETCH)
          .map((rows, _) ->
              ProfileCodec.read(
                  workspace, new ProfileId(rows.getString(1)), rows.getLong(2), rows.getBytes(3)))
          .useIterator(people -> {
            while (people.hasNext() && goOn()) {
              Profile person = people.next();
              survey.add(person, policies);
              last = person.id();
            }
          });
    }

    private boolean goOn() {
      return !survey.full() && clock.instant().isBefore(deadline);
    }
  }

  /** The smallest id of a moment. */
  private static ProfileId idAt(long millis) {
    RandomGenerator zero = () -> 0;
    Clock at = Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    return new ProfileId(new Ids(at, zero).next(Ids.PROFILE));
  }
}
