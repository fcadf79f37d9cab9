package dev.tributary.audience.membership;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The states of audiences, and their members. Thread-safe. */
public interface AudienceStatuses {

  /**
   * The state of an audience.
   *
   * @param version the newest version of the definition that this state includes
   * @param active the generation in force; null before the first is complete
   * @param activeVersion the version of the definition that it came from
   * @param done the progress of the current stage, from 0 to 1
   */
  public record Status(
      String stage,
      long version,
      @Nullable Long active,
      @Nullable Long activeVersion,
      long size,
      double done) {}

  /** A member, with its position in the list. */
  public record Member(int part, ProfileId profile, Instant since) {}

  public record Membership(AudienceId audience, Instant since) {}

  /** The states of these audiences; an audience without a state is absent. */
  Map<AudienceId, Status> statuses(WorkspaceId workspace, Collection<AudienceId> audiences);

  /** The state of one audience. */
  default Optional<Status> status(WorkspaceId workspace, AudienceId audience) {
    return Optional.ofNullable(statuses(workspace, List.of(audience)).get(audience));
  }

  /** The members after a position in the list, by partition and id. */
  List<Member> members(
      WorkspaceId workspace, long generation, int afterPart, ProfileId afterProfile, int limit);

  /** The audiences that a person is in, by id. */
  List<Membership> of(WorkspaceId workspace, ProfileId profile);

  /** As {@link #of(WorkspaceId, ProfileId)}, for many people; a person in no audience is absent. */
  Map<ProfileId, List<Membership>> of(WorkspaceId workspace, Collection<ProfileId> profiles);

  /** Memberships whose newest change by an event was caused by this one; at most a thousand. */
  List<MembershipCause> movedBy(WorkspaceId workspace, String event);

  /** The number of definitions, people and due instants that wait for processing. */
  long pending(WorkspaceId workspace);
}
