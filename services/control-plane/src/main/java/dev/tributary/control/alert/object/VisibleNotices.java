package dev.tributary.control.alert.object;

import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Notice;
import java.util.Arrays;

/**
 * Removes from notices what their readers may not see. Readers of a channel are unknown, so they
 * count as users without the right to personal data. Thread-safe.
 */
public final class VisibleNotices {
  private final FigureVisibilities visibilities;

  public VisibleNotices(FigureVisibilities visibilities) {
    this.visibilities = visibilities;
  }

  /**
   * The notice as it may be sent now. The visibility is asked for at each attempt, because the rule
   * of an audience can change after the alert has opened. Blocks.
   *
   * @return the notice without numbers, without the alert rule and without the time since which the
   *     condition is met, if the figures of the object were or are hidden, or if that is unknown
   */
  public Notice of(Notice notice) {
    Alert alert = notice.alert();
    return Arrays.stream(ObjectKind.values())
        .filter(kind -> kind.alert() == alert.finding().kind() && kind.concealable())
        .filter(kind -> !shown(notice, kind))
        .findFirst()
        .map(kind ->
            new Notice(
                notice.workspace(),
                alert.with(concealed(kind, alert.finding())),
                notice.moment(),
                notice.channel(),
                notice.attempts()))
        .orElse(notice);
  }

  private boolean shown(Notice notice, ObjectKind kind) {
    Alert alert = notice.alert();
    return visibilities
        .of(notice.workspace(), kind, alert.finding().object())
        .shows(alert.openedAt());
  }

  private static Finding concealed(ObjectKind kind, Finding finding) {
    return new Finding(
        finding.kind(),
        finding.object(),
        finding.name(),
        "The condition of an alert rule of the %s “%s” is met"
            .formatted(kind.wireName(), finding.name()),
        kind.works() + " Users with the right to personal data see the alert rule in Tributary.",
        finding.path(),
        null,
        finding.rule());
  }
}
