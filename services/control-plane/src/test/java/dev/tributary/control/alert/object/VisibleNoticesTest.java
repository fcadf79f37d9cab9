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
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.AlertTransition;
import dev.tributary.control.alert.Announcement;
import dev.tributary.control.alert.AnnouncementWriter;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Notice;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the readers of a channel learn from a notice. */
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

  private Notice sent(Notice notice) {
    return new VisibleNotices((_, _, _) -> visibility).of(notice);
  }

  private static String text(Notice notice) {
    Announcement announcement =
        new AnnouncementWriter(
                "https://cdp.example", id -> new AnnouncementWriter.Names("shop", "Shop"))
            .of(notice);
    return announcement.title() + announcement.works() + announcement.url();
  }

  @ParameterizedTest
  @EnumSource(names = {"SIZE_BELOW", "SIZE_ABOVE", "SIZE_CHANGE"})
  void anAudienceWhoseRuleHidesItsSizeNowHasNoNumberInItsNotice(RuleKind kind) {
    Notice notice = notice(kind, "aud_1");
    assertThat(sent(notice)).as("every user may see the size").isEqualTo(notice);
    assertThat(text(notice)).containsPattern("742|75");

    // The rule of the audience is changed after the alert has opened and before a repetition.
    visibility = FigureVisibility.HIDDEN;
    Notice hidden = sent(notice);
    assertThat(text(hidden)).contains("“VIPs”", "/w/shop/audiences/aud_1");
    assertThat(text(hidden).replace("aud_1", "")).doesNotContainPattern("[0-9%]");
    assertThat(hidden.alert().finding().since()).isNull();
    assertThat(hidden.alert().finding().kind()).isEqualTo(AlertKind.AUDIENCE_SIZE);
    assertThat(hidden.alert().finding().rule()).isEqualTo(notice.alert().finding().rule());
    assertThat(hidden.attempts()).isEqualTo(3);
  }

  @Test
  void theThreeKindsOfRulesOfAnAudienceHaveTheSameWordsWhereTheSizeIsHidden() {
    visibility = FigureVisibility.HIDDEN;
    assertThat(
            List.of(RuleKind.SIZE_BELOW, RuleKind.SIZE_ABOVE, RuleKind.SIZE_CHANGE).stream()
                .map(kind -> text(sent(notice(kind, "aud_1"))))
                .distinct())
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED_DELIVERIES", "FAILED_SHARE"})
  void aSyncOfAnAudienceHasNoNumberInItsNotice(RuleKind kind) {
    Notice notice = notice(kind, "syn_1");
    assertThat(sent(notice)).as("of a sync that takes no audience").isEqualTo(notice);
    visibility = FigureVisibility.HIDDEN;
    assertThat(text(sent(notice)).replace("syn_1", ""))
        .contains("“To the CRM”")
        .doesNotContainPattern("[0-9%]");
  }

  @Test
  void aNoticeOfATimeWhenAnEarlierRuleHidTheSizeHasNoNumber() {
    Notice notice = notice(RuleKind.SIZE_ABOVE, "aud_1");
    visibility = new FigureVisibility(OPENED.plusMillis(1));
    assertThat(text(sent(notice))).doesNotContain("75");
    visibility = new FigureVisibility(OPENED);
    assertThat(sent(notice)).isEqualTo(notice);
  }

  @Test
  void otherNoticesStayAsTheyAre() {
    Notice notice = notice(RuleKind.LATENESS, "mdl_1");
    visibility = FigureVisibility.HIDDEN;
    assertThat(sent(notice)).isEqualTo(notice);
  }
}
