package dev.tributary.control.alert.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.AlertTransition;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Notice;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which notices the readers of a channel get. */
class VisibleNoticesTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final Instant OPENED = Instant.parse("2026-11-21T12:00:00Z");
  private static final Fact SIZE =
      new Fact.AudienceSize(
          new AudienceId("aud_1"), "VIPs", 731, OPENED.minusSeconds(60), 642L, 100L);
  private static final Fact FAILURES =
      new Fact.SyncDeliveries(new SyncId("syn_1"), "To the CRM", 731, 731, OPENED.minusSeconds(60));
  private static final Fact LATE =
      new Fact.FinishedRun(new ModelId("mdl_1"), "Orders", OPENED.minusSeconds(86_400));

  private FigureVisibility visibility = new FigureVisibility(Instant.EPOCH);

  private Notice notice(RuleKind kind, String object) {
    List<AlertRule> rules =
        ObjectRules.of(
            List.of(
                new ObjectRule(
                    "alr_1",
                    "Between 642 and 731",
                    new Condition(kind, object, kind == RuleKind.SIZE_BELOW ? 742 : 75),
                    "VIPs",
                    Set.of(ChannelName.SLACK),
                    true)));
    WorkspaceFacts facts =
        new WorkspaceFacts(
            OPENED,
            Map.of(
                Service.AUDIENCES,
                new WorkspaceFacts.ServiceFacts(List.of(SIZE, FAILURES, LATE), OPENED)));
    Finding finding =
        rules.stream()
            .flatMap(rule -> rule.findings(facts, Thresholds.DEFAULT).stream())
            .findFirst()
            .orElseThrow();
    return new Notice(
        SHOP,
        new Alert("alt_1", finding, OPENED, OPENED, null, 0),
        AlertTransition.OPENED,
        ChannelName.SLACK,
        3);
  }

  private boolean sent(Notice notice) {
    return new VisibleNotices((_, _, _) -> Optional.of(visibility)).of(notice)
        == Notice.Visibility.VISIBLE;
  }

  private static Notice resolved(Notice notice) {
    return new Notice(
        notice.workspace(), notice.alert(), AlertTransition.RESOLVED, notice.channel(), 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"SIZE_BELOW", "SIZE_ABOVE", "SIZE_CHANGE"})
  void anAudienceWhoseRuleHidesItsSizeNowSendsNothing(RuleKind kind) {
    Notice notice = notice(kind, "aud_1");
    assertThat(sent(notice)).as("every user may see the size").isTrue();
    assertThat(sent(resolved(notice))).isTrue();

    // The rule of the audience is changed after the alert has opened and before a repetition.
    visibility = FigureVisibility.HIDDEN;
    assertThat(sent(notice)).isFalse();
    assertThat(sent(resolved(notice))).as("the end of the condition reveals as much").isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED_DELIVERIES", "FAILED_SHARE"})
  void aSyncOfAnAudienceSendsNothing(RuleKind kind) {
    Notice notice = notice(kind, "syn_1");
    assertThat(sent(notice)).as("of a sync that takes no audience").isTrue();
    visibility = FigureVisibility.HIDDEN;
    assertThat(sent(notice)).isFalse();
    assertThat(sent(resolved(notice))).isFalse();
  }

  @Test
  void anAlertThatOpenedWhileAnEarlierRuleHidTheSizeIsNeverSent() {
    Notice notice = notice(RuleKind.SIZE_ABOVE, "aud_1");
    visibility = new FigureVisibility(OPENED.plusMillis(1));
    assertThat(sent(notice)).isFalse();
    assertThat(sent(resolved(notice))).isFalse();
    visibility = new FigureVisibility(OPENED);
    assertThat(sent(notice)).isTrue();
  }

  @Test
  void aNoticeWaitsWhileTheServiceOfTheObjectGivesNoAnswer() {
    assertThat(
            new VisibleNotices((_, _, _) -> Optional.empty())
                .of(notice(RuleKind.SIZE_ABOVE, "aud_1")))
        .isEqualTo(Notice.Visibility.UNKNOWN);
  }

  @Test
  void otherNoticesAreSent() {
    visibility = FigureVisibility.HIDDEN;
    assertThat(sent(notice(RuleKind.LATENESS, "mdl_1"))).isTrue();
  }
}
