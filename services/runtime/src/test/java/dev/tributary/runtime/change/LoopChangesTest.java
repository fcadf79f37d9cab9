package dev.tributary.runtime.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopChangesTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");

  private final List<String> reported = new ArrayList<>();
  private final LoopChanges changes =
      new LoopChanges((workspace, subject, ids) ->
          reported.add("%s %s %s".formatted(workspace, subject.wireName(), ids)));

  @Test
  void theMessagesOfAPollAreChangesOfTheirProfilesAndEvents() {
    changes.accept(
        List.of(
            message(Topic.PROFILES, SHOP, "prf_1", "evt_1"),
            message(Topic.MEMBERSHIPS, SHOP, "prf_1", "row_1"),
            message(Topic.QUARANTINE, SHOP, "hash", "evt_2")));
    assertThat(reported)
        .containsExactly(
            "wsp_shop events [prf_1, evt_1, evt_2]",
            "wsp_shop profiles [prf_1, evt_1]",
            "wsp_shop memberships [prf_1]",
            "wsp_shop quarantine [evt_2]");
  }

  @Test
  void aPollWithManyProfilesReportsEachSubjectOnce() {
    changes.accept(
        IntStream.range(0, 500)
            .mapToObj(i -> message(Topic.PROFILES, SHOP, "prf_" + i, "evt_" + i))
            .toList());
    assertThat(reported).containsExactly("wsp_shop events []", "wsp_shop profiles []");
  }

  @Test
  void aMessageWithoutAnIdOfAPageIsAChangeOfAnyObject() {
    changes.accept(
        List.of(
            message(Topic.MEMBERSHIPS, SHOP, "prf_1", "row_1"),
            message(Topic.MEMBERSHIPS, SHOP, "hash", "row_2")));
    assertThat(reported).containsExactly("wsp_shop memberships []");
  }

  @Test
  void ticksAndOtherTopicsAreNoChanges() {
    changes.accept(
        List.of(
            message(Topic.PROFILES, WorkspaceId.NONE, "tick", "tick"),
            message(Topic.COMMANDS, SHOP, "prf_1", "evt_1")));
    assertThat(reported).isEmpty();
  }

  @Test
  void whatEffectsReportWaitsForTheEndOfThePoll() {
    changes.changed(SHOP, ChangeSubject.AUDIENCES, List.of());
    assertThat(reported).isEmpty();
    changes.accept(List.of());
    changes.accept(List.of());
    assertThat(reported).containsExactly("wsp_shop audiences []");
  }

  private static Message message(Topic topic, WorkspaceId workspace, String key, String root) {
    return Message.of(
        topic,
        key,
        new byte[0],
        new MessageHeaders("msg_1", "type", workspace, root, Instant.EPOCH, null));
  }
}
