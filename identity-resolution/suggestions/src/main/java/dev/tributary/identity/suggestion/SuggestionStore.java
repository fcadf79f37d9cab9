package dev.tributary.identity.suggestion;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.evidence.ConflictStore.Outcome;
import dev.tributary.identity.evidence.SettlementRefused;
import dev.tributary.identity.matching.Waterfall;
import dev.tributary.identity.profile.Profile;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Suggested matches. Thread-safe. */
public interface SuggestionStore {
  /** Which suggestions to list. */
  enum State {
    /** The most likely first. */
    OPEN,
    /** The newest first. */
    SETTLED,
    /** The newest first. */
    MERGED
  }

  /**
   * @param leftHad the identifiers of the left profile when it was settled; empty while it is open
   */
  @RecordBuilder
  record Row(
      String id,
      ProfileId left,
      ProfileId right,
      Waterfall waterfall,
      Instant foundAt,
      String run,
      @Nullable String outcome,
      @Nullable String settledBy,
      @Nullable Instant settledAt,
      List<Identifier> leftHad,
      List<Identifier> rightHad) {}

  /** The position after which a page starts: by weight, or by the time of settlement. */
  record After(@Nullable Double weight, @Nullable Instant settledAt, String id) {}

  List<Row> list(WorkspaceId workspace, State state, @Nullable After after, int limit);

  /** An open or settled suggestion; empty if its profiles were merged for another reason. */
  Optional<Row> find(WorkspaceId workspace, String id);

  /** Those of these profiles that exist, by their ids. */
  Map<ProfileId, Profile> people(WorkspaceId workspace, Collection<ProfileId> profiles);

  /**
   * Settles a suggestion. If the profiles are kept apart, a cut is stored, so that neither evidence
   * nor a later run joins the two.
   *
   * @param act further work for the two present profiles; if it fails, nothing is settled
   * @return the result of that work
   * @throws SettlementRefused if another user has settled it already, or one of the two no longer
   *     exists
   */
  @Nullable EventId settle(
      WorkspaceId workspace,
      Row suggestion,
      Outcome outcome,
      String actor,
      BiFunction<Profile, Profile, @Nullable EventId> act);
}
