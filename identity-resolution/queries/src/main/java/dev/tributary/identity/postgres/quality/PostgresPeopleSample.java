package dev.tributary.identity.postgres.quality;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.store.PolicyTable;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.quality.PeopleSample;
import dev.tributary.identity.quality.TraitQualitySurvey;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * {@link PeopleSample} over PostgreSQL. A sample takes the people with the smallest hashes of their
 * ids, in the order of these hashes. A hash does not depend on when a person was created, so each
 * person has the same chance, also in an import of many people at once, and the people who were
 * read before the time limit are an unbiased sample too. An index has the ids in this order, so the
 * choice costs the same for any number of people. The number of people comes from an index too.
 * Profiles are then read by their keys.
 */
public final class PostgresPeopleSample implements PeopleSample {
  /** The driver reads the documents of this number of profiles into memory. */
  private static final int AT_ONCE = 50;

  static final String CHOSEN =
      """
      select profile from profile where workspace = :workspace
      order by hashtextextended(profile, 0), profile limit :limit\
      """;

  /** The key of each profile by itself: a join could read the whole table. */
  private static final String READ =
      """
      select p.profile, p.version, p.document from unnest(:ids) asked(id)
      cross join lateral (
        select profile, version, document from profile
        where workspace = :workspace and profile = asked.id
        limit 1) p\
      """;

  private final RequestDatabase database;
  private final Clock clock;
  private final Duration patience;

  /**
   * @param patience the time limit to read profiles, from when they are counted and chosen; after
   *     it, no more profiles are read
   */
  public PostgresPeopleSample(RequestDatabase database, Clock clock, Duration patience) {
    this.database = database;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public long show(WorkspaceId workspace, Survey survey) {
    return database.inWorkspace(
        workspace,
        tx -> {
          long people = count(tx, workspace);
          if (people > 0) {
            List<String> chosen = chosen(tx, workspace);
            TraitPolicies policies = PolicyTable.read(tx, workspace);
            Instant deadline = clock.instant().plus(patience);
            new SampleReader(tx, workspace, policies, survey, deadline).over(chosen);
          }
          return people;
        });
  }

  private static long count(Handle tx, WorkspaceId workspace) {
    return tx.createQuery("select count(*) from profile where workspace = :workspace")
        .bind("workspace", workspace.value())
        .mapTo(Long.class)
        .one();
  }

  private static List<String> chosen(Handle tx, WorkspaceId workspace) {
    return tx.createQuery(CHOSEN)
        .bind("workspace", workspace.value())
        .bind("limit", TraitQualitySurvey.MOST_PEOPLE)
        .mapTo(String.class)
        .list();
  }

  private final class SampleReader {
    private final Handle tx;
    private final WorkspaceId workspace;
    private final TraitPolicies policies;
    private final Survey survey;
    private final Instant deadline;

    SampleReader(
        Handle tx, WorkspaceId workspace, TraitPolicies policies, Survey survey, Instant deadline) {
      this.tx = tx;
      this.workspace = workspace;
      this.policies = policies;
      this.survey = survey;
      this.deadline = deadline;
    }

    void over(List<String> ids) {
      for (int from = 0; from < ids.size() && goOn(); from += AT_ONCE) {
        show(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
      }
    }

    private void show(List<String> ids) {
      tx.createQuery(READ)
          .bind("workspace", workspace.value())
          .bind("ids", ids.toArray(String[]::new))
          .map((rows, _) ->
              ProfileCodec.read(
                  workspace, new ProfileId(rows.getString(1)), rows.getLong(2), rows.getBytes(3)))
          .useIterator(people -> {
            while (people.hasNext() && goOn()) {
              survey.add(people.next(), policies);
            }
          });
    }

    private boolean goOn() {
      return !survey.full() && clock.instant().isBefore(deadline);
    }
  }
}
