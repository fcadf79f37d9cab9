package dev.tributary.identity.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.rules.TypeLimit;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Conflicts and shared identifiers. Thread-safe. */
public interface ConflictStore {
  /** How a user settled a conflict. */
  enum Outcome {
    MERGED("merged"),
    KEPT_APART("kept-apart");

    private final String wireName;

    Outcome(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /**
   * @param limit the limit that would have been broken, if that is the reason and was recorded
   * @param anchor the strongest identifier that counted
   * @param profile the profile to which the events went at the time
   * @param other the profile to which the identifier led at the time
   * @param outcome null while it is open; {@code merged} also if evidence has joined the two
   */
  @RecordBuilder
  record Row(
      String id,
      ProfileId profile,
      Identifier identifier,
      String reason,
      @Nullable TypeLimit limit,
      Identifier anchor,
      ProfileId other,
      long events,
      Instant firstAt,
      Instant lastAt,
      String lastEvent,
      long rulesVersion,
      @Nullable String outcome) {}

  /** Newest first. */
  List<Row> list(WorkspaceId workspace, boolean open, @Nullable String before, int limit);

  Optional<Row> find(WorkspaceId workspace, String id);

  /**
   * The conflicts between two profiles, newest first, with those of profiles that were merged into
   * them.
   */
  List<Row> between(WorkspaceId workspace, ProfileId one, ProfileId other);

  /**
   * Settles a conflict. If the profiles are kept apart, a cut is stored, so that no evidence joins
   * the two.
   *
   * @param act sends a command in the transaction, or none; if it fails, nothing is settled
   * @return the id of the command
   * @throws SettlementRefused if another user has settled it already
   */
  @Nullable EventId settle(
      WorkspaceId workspace,
      Row conflict,
      Outcome outcome,
      String actor,
      Supplier<@Nullable EventId> act);

  /**
   * A value that was seen beside more profiles than one person should have.
   *
   * @param id of the row, because addresses carry no identifiers
   * @param people a lower bound: the count stops once the value is suspected
   */
  record Shared(String id, Identifier identifier, int people, Instant firstAt, Instant lastAt) {}

  /** The most recent suspicion first. */
  List<Shared> suspected(WorkspaceId workspace, @Nullable ListPosition after, int limit);
}
