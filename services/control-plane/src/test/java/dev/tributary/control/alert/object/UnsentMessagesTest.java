package dev.tributary.control.alert.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.Announcement;
import dev.tributary.control.alert.Channel;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Channels;
import dev.tributary.control.alert.Channels.UnsentReason;
import dev.tributary.control.alert.Thresholds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reasons for which channels get no message. */
class UnsentMessagesTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final UnsentMessages.About VIPS =
      new UnsentMessages.About(ObjectKind.AUDIENCE, "aud_1");
  private static final UnsentMessages.About ORDERS =
      new UnsentMessages.About(ObjectKind.MODEL, "mdl_1");
  private static final Instant CHANGED = Instant.parse("2026-11-21T12:00:00Z");
  private static final Set<ChannelName> ALL = Set.of(ChannelName.values());
  private static final AlertSettings EMAIL_AND_SLACK =
      new AlertSettings(List.of("ops@shop.example"), "sealed", null, Thresholds.DEFAULT);

  private static UnsentMessages.Answers answers(Optional<FigureVisibility> visibility) {
    Channels withoutMail = new Channels(List.of(new Installed(ChannelName.SLACK)));
    return new UnsentMessages(withoutMail, (_, _, _) -> visibility)
        .ask(SHOP, EMAIL_AND_SLACK, List.of(VIPS, ORDERS));
  }

  private record Installed(ChannelName name) implements Channel {
    @Override
    public String send(AlertSettings settings, Announcement announcement) {
      throw new AssertionError("Nothing is sent");
    }
  }

  @Test
  void aMailServerAndAnAddressAreNeeded() {
    Map<ChannelName, UnsentReason> expected =
        Map.of(
            ChannelName.EMAIL, UnsentReason.NO_MAIL_SERVER,
            ChannelName.WEBHOOK, UnsentReason.NOT_SET_UP);
    UnsentMessages.Answers answers = answers(Optional.of(new FigureVisibility(CHANGED)));
    assertThat(answers.ofAny(ALL)).isEqualTo(expected);
    assertThat(answers.of(ALL, VIPS)).isEqualTo(expected);
    assertThat(answers.of(Set.of(ChannelName.SLACK), VIPS)).isEmpty();
  }

  @Test
  void noChannelGetsAMessageThatRevealsWhoIsInAnAudience() {
    UnsentMessages.Answers answers = answers(Optional.of(FigureVisibility.HIDDEN));
    assertThat(answers.of(Set.of(ChannelName.SLACK), VIPS))
        .containsExactly(Map.entry(ChannelName.SLACK, UnsentReason.PERSONAL_DATA));
    assertThat(answers.of(Set.of(ChannelName.EMAIL), VIPS))
        .as("the operator has to act first")
        .containsExactly(Map.entry(ChannelName.EMAIL, UnsentReason.NO_MAIL_SERVER));
    assertThat(answers.of(Set.of(ChannelName.SLACK), ORDERS)).as("a model").isEmpty();
  }

  @Test
  void anAlertFromBeforeTheFiguresWereVisibleIsNotSent() {
    UnsentMessages.Answers answers = answers(Optional.of(new FigureVisibility(CHANGED)));
    assertThat(
            answers.of(
                Set.of(ChannelName.SLACK), VIPS, each -> each.shows(CHANGED.minusSeconds(1))))
        .containsExactly(Map.entry(ChannelName.SLACK, UnsentReason.PERSONAL_DATA));
    assertThat(answers.of(Set.of(ChannelName.SLACK), VIPS, each -> each.shows(CHANGED))).isEmpty();
  }

  @Test
  void withoutAnAnswerOfTheServiceNoReasonIsNamed() {
    assertThat(answers(Optional.empty()).of(Set.of(ChannelName.SLACK), VIPS)).isEmpty();
  }

  @Test
  void theKindOfAnObjectIsFoundByItsId() {
    assertThat(ObjectKind.ofId("aud_1")).contains(ObjectKind.AUDIENCE);
    assertThat(ObjectKind.ofId("syn_1")).contains(ObjectKind.SYNC);
    assertThat(ObjectKind.ofId("src_1")).contains(ObjectKind.SOURCE);
    assertThat(ObjectKind.ofId("mdl_1")).contains(ObjectKind.MODEL);
    assertThat(ObjectKind.ofId("vips")).isEmpty();
  }
}
