package dev.tributary.identity.postgres.quality;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.store.PolicyTable;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.quality.PeopleSample;
import dev.tributary.identity.quality.TraitQualitySurvey;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.math.BigDecimal;
import java.math.MathContext;
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
 * choice costs the same for any number of people. Profiles are then read by their keys.
 *
 * <p>Up to {@value #COUNTED_TO} people are counted. The number of more people is estimated from the
 * sample: hashes are evenly distributed, so if the k-th smallest of n hashes is at the share u of
 * all possible hashes, (k - 1) / u is an unbiased estimate of n (Bar-Yossef et al., Counting
 * distinct elements in a data stream, 2002). Its standard error is about 1% for 10,000 people, so
 * only two digits of the estimate are shown.
 */
public final class PostgresPeopleSample implements PeopleSample {
  /** The driver reads the documents of this number of profiles into memory. */
  private static final int AT_ONCE = 50;

  /** From this number on, a count could take longer than the sample. */
  static final int COUNTED_TO = 100_000;

  private static final int SHOWN_DIGITS = 2;

  static final String CHOSEN =
      """
      select profile, hashtextextended(profile, 0) from profile where workspace = :workspace
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

  private static final String COUNTED =
      """
      select count(*) from (
        select from profile where workspace = :workspace limit :limit) counted\
      """;

  private final RequestDatabase database;
  private final Clock clock;
  private final Duration patience;
  private final int countedTo;

  /**
   * @param patience the time limit to read profiles, from when they are counted and chosen; after
   *     it, no more profiles are read
   */
  public PostgresPeopleSample(RequestDatabase database, Clock clock, Duration patience) {
    this(database, clock, patience, COUNTED_TO);
  }

  /**
   * @param countedTo the largest number of people that is counted
   */
  PostgresPeopleSample(RequestDatabase database, Clock clock, Duration patience, int countedTo) {
    this.database = database;
    this.clock = clock;
    this.patience = patience;
    this.countedTo = countedTo;
  }

  /**
   * A person of the sample.
   *
   * @param hash of the id, any number
   */
  private record Chosen(String id, long hash) {}

  @Override
  public long show(WorkspaceId workspace, Survey survey) {
    return database.inWorkspace(
        workspace,
        tx -> {
          List<Chosen> chosen = chosen(tx, workspace);
          long people = people(tx, workspace, chosen);
          if (people > 0) {
            TraitPolicies policies = PolicyTable.read(tx, workspace);
            Instant deadline = clock.instant().plus(patience);
            new SampleReader(tx, workspace, policies, survey, deadline)
                .over(chosen.stream().map(Chosen::id).toList());
          }
          return people;
        });
  }

  /** The number of all people. */
  private long people(Handle tx, WorkspaceId workspace, List<Chosen> chosen) {
    if (chosen.size() < TraitQualitySurvey.MOST_PEOPLE) {
      return chosen.size();
    }
    long counted =
        tx.createQuery(COUNTED)
            .bind("workspace", workspace.value())
            .bind("limit", countedTo + 1)
            .mapTo(Long.class)
            .one();
    return counted <= countedTo ? counted : Math.max(counted, estimate(chosen));
  }

  private static long estimate(List<Chosen> chosen) {
    double share = Math.scalb((double) chosen.getLast().hash(), -Long.SIZE) + 0.5;
    return new BigDecimal((chosen.size() - 1) / share)
        .round(new MathContext(SHOWN_DIGITS))
        .longValue();
  }

  private static List<Chosen> chosen(Handle tx, WorkspaceId workspace) {
    return tx.createQuery(CHOSEN)
        .bind("workspace", workspace.value())
        .bind("limit", TraitQualitySurvey.MOST_PEOPLE)
        .map((rows, _) -> new Chosen(rows.getString(1), rows.getLong(2)))
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
