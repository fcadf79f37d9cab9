package dev.tributary.testkit.architecture.sample.records;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChange.Change;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.contracts.membership.MembershipChangeBuilder;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

final class NamedCalls {
  static final LongFunction<MembershipChange> WITHOUT_VERSION_IN_LAMBDA =
      sequence ->
          MembershipChangeBuilder.builder()
              .workspace(new WorkspaceId("w"))
              .audience(new AudienceId("a"))
              .profile(new ProfileId("p"))
              .change(Change.ENTER)
              .reason(Reason.PROFILE)
              .sequence(sequence)
              .profileVersion(1)
              .at(Instant.EPOCH)
              .build();

  private NamedCalls() {}

  static MembershipChange complete() {
    return MembershipChangeBuilder.builder()
        .at(Instant.EPOCH)
        .workspace(new WorkspaceId("w"))
        .audience(new AudienceId("a"))
        .audienceVersion(1)
        .profile(new ProfileId("p"))
        .change(Change.ENTER)
        .reason(Reason.PROFILE)
        .sequence(1)
        .profileVersion(1)
        .build();
  }

  static List<MembershipChange> secondWithoutTime(MembershipChange.Change change) {
    return List.of(
        MembershipChangeBuilder.builder()
            .workspace(new WorkspaceId("w"))
            .audience(new AudienceId("a"))
            .audienceVersion(1)
            .profile(new ProfileId("p"))
            .change(change)
            .reason(Reason.PROFILE)
            .sequence(1)
            .profileVersion(1)
            .at(Instant.EPOCH)
            .build(),
        MembershipChangeBuilder.builder()
            .workspace(new WorkspaceId("w"))
            .audience(new AudienceId("a"))
            .audienceVersion(1)
            .profile(new ProfileId("p"))
            .change(change)
            .reason(Reason.TIME)
            .sequence(2)
            .profileVersion(1)
            .build());
  }

  static List<MembershipChange> emptyAndCopy(MembershipChange change) {
    return List.of(
        MembershipChangeBuilder.builder()
            .workspace(new WorkspaceId("w"))
            .audience(new AudienceId("a"))
            .audienceVersion(1)
            .profile(new ProfileId("p"))
            .change(Change.ENTER)
            .reason(Reason.PROFILE)
            .sequence(1)
            .profileVersion(1)
            .build(),
        MembershipChangeBuilder.builder(change).at(Instant.EPOCH).build());
  }

  static MembershipChange copy(MembershipChange change) {
    return MembershipChangeBuilder.builder(change).sequence(2).build();
  }
}
