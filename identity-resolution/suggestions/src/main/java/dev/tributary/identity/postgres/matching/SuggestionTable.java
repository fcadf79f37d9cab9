package dev.tributary.identity.postgres.matching;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.command.Actors;
import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.matching.Waterfall;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The findings of runs of matching, as the worker's role writes them. Thread-safe. */
public final class SuggestionTable {
  private static final String WRITE =
      """
      insert into suggestion (workspace, id, left_profile, right_profile, probability, weight,
        prior, bars, run)
      select :workspace, u.id, u.one, u.other, u.probability, u.weight, u.prior, u.bars::jsonb, :run
      from unnest(:ids, :ones, :others, :probabilities, :weights, :priors, :bars)
        u(id, one, other, probability, weight, prior, bars)
      join profile l on l.workspace = :workspace and l.profile = u.one
      join profile r on r.workspace = :workspace and r.profile = u.other
      where not exists (
        select from suggestion s where s.workspace = :workspace and s.left_profile = u.one
          and s.right_profile = u.other and s.outcome is not null)
      on conflict (workspace, left_profile, right_profile) where outcome is null do update set
        probability = excluded.probability, weight = excluded.weight, prior = excluded.prior,
        bars = excluded.bars, run = excluded.run\
      """;
  private static final String MERGED =
      """
      insert into suggestion (workspace, id, left_profile, right_profile, probability, weight,
        prior, bars, run, outcome, settled_by, settled_at, left_had, right_had)
      values (:workspace, :id, :one, :other, :probability, :weight, :prior, cast(:bars as jsonb),
        :run, 'merged', :by, clock_timestamp(), cast(:leftHad as jsonb), cast(:rightHad as jsonb))\
      """;
  private static final String SETTLED =
      """
      select exists (
        select from suggestion s where s.workspace = :workspace and s.left_profile = :one
          and s.right_profile = :other and s.outcome is not null)\
      """;
  private static final String CUT =
      """
      select distinct l.profile, r.profile from cut c
      join identifier l on l.workspace = c.workspace and l.type = c.left_type
        and l.value = c.left_value
      join identifier r on r.workspace = c.workspace and r.type = c.right_type
        and r.value = c.right_value
      where c.workspace = :workspace and l.profile <> r.profile\
      """;

  private final Ids ids;

  public SuggestionTable(Ids ids) {
    this.ids = ids;
  }

  /**
   * Writes the findings of a run. A pair that is open already keeps its id and the time since when
   * it is known. Settled pairs are left out, and profiles that no longer exist.
   *
   * @return how many suggestions of the run are open
   */
  public int write(Handle tx, WorkspaceId workspace, String run, List<Suggestion> found) {
    return tx.createUpdate(WRITE)
        .bind("workspace", workspace.value())
        .bind("run", run)
        .bind("ids", texts(found.stream().map(_ -> ids.next(Ids.SUGGESTION))))
        .bind("ones", texts(found.stream().map(each -> each.pair().one())))
        .bind("others", texts(found.stream().map(each -> each.pair().other())))
        .bind("probabilities", found.stream().map(Suggestion::probability).toArray(Double[]::new))
        .bind("weights", weights(found.stream().map(Suggestion::waterfall)))
        .bind("priors", found.stream().map(each -> each.waterfall().prior()).toArray(Double[]::new))
        .bind("bars", texts(found.stream().map(each -> text(each.waterfall().bars()))))
        .execute();
  }

  /**
   * Records that the run merged two profiles above the threshold, and settles their open
   * suggestion.
   */
  public void merged(
      Handle tx,
      WorkspaceId workspace,
      String run,
      Suggestion found,
      Collection<Identifier> left,
      Collection<Identifier> right) {
    tx.createUpdate(
            "delete from suggestion where workspace = :workspace and left_profile = :one"
                + " and right_profile = :other and outcome is null")
        .bind("workspace", workspace.value())
        .bind("one", found.pair().one())
        .bind("other", found.pair().other())
        .execute();
    tx.createUpdate(MERGED)
        .bind("workspace", workspace.value())
        .bind("id", ids.next(Ids.SUGGESTION))
        .bind("one", found.pair().one())
        .bind("other", found.pair().other())
        .bind("probability", found.probability())
        .bind("weight", found.waterfall().weight())
        .bind("prior", found.waterfall().prior())
        .bind("bars", text(found.waterfall().bars()))
        .bind("run", run)
        .bind("by", Actors.MATCHING)
        .bind("leftHad", text(left))
        .bind("rightHad", text(right))
        .execute();
  }

  /** Deletes open suggestions that the run has not found again. */
  public void forgetOthers(Handle tx, WorkspaceId workspace, String run) {
    tx.createUpdate(
            "delete from suggestion where workspace = :workspace and run <> :run"
                + " and outcome is null")
        .bind("workspace", workspace.value())
        .bind("run", run)
        .execute();
  }

  /** Whether a user or the threshold has settled the pair. */
  public boolean settled(Handle tx, WorkspaceId workspace, Pair pair) {
    return tx.createQuery(SETTLED)
        .bind("workspace", workspace.value())
        .bind("one", pair.one())
        .bind("other", pair.other())
        .mapTo(Boolean.class)
        .one();
  }

  /** The pairs that a run has merged. */
  public List<Pair> merged(Handle tx, WorkspaceId workspace, String run) {
    return tx.createQuery(
            "select left_profile, right_profile from suggestion where workspace = :workspace"
                + " and run = :run and settled_by = :by")
        .bind("workspace", workspace.value())
        .bind("run", run)
        .bind("by", Actors.MATCHING)
        .map((rows, _) -> new Pair(rows.getString(1), rows.getString(2)))
        .list();
  }

  /** Pairs of profiles between which there is a cut, as they are now. */
  public Set<Pair> cut(Handle tx, WorkspaceId workspace) {
    return new HashSet<>(
        tx.createQuery(CUT)
            .bind("workspace", workspace.value())
            .map((rows, _) -> new Pair(rows.getString(1), rows.getString(2)))
            .list());
  }

  private static String[] texts(Stream<String> texts) {
    return texts.toArray(String[]::new);
  }

  private static Double[] weights(Stream<Waterfall> waterfalls) {
    return waterfalls.map(Waterfall::weight).toArray(Double[]::new);
  }

  static String text(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
