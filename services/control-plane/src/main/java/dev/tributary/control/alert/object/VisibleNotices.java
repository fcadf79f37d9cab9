package dev.tributary.control.alert.object;

import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.Notice;

/**
 * Decides which notices may be sent. Readers of a channel are unknown, so they count as users
 * without the right to personal data. The rule of an audience can ask for the values of one person,
 * and a notice then reveals whether this person meets it, whatever its text is. Thread-safe.
 */
public final class VisibleNotices {
  private final FigureVisibilities visibilities;

  public VisibleNotices(FigureVisibilities visibilities) {
    this.visibilities = visibilities;
  }

  /**
   * Whether the notice may be sent now. The visibility is asked for at each attempt, because the
   * rule of an audience can change after the alert has opened. Blocks.
   *
   * @return hidden if the figures of the object are hidden now, or were at any time since the alert
   *     opened
   */
  public Notice.Visibility of(Notice notice) {
    Alert alert = notice.alert();
    return ObjectKind.of(alert.finding().kind())
        .filter(ObjectKind::concealable)
        .map(kind -> visibilities.of(notice.workspace(), kind, alert.finding().object()))
        .map(answer ->
            answer
                .map(figures ->
                    figures.shows(alert.openedAt())
                        ? Notice.Visibility.VISIBLE
                        : Notice.Visibility.HIDDEN)
                .orElse(Notice.Visibility.UNKNOWN))
        .orElse(Notice.Visibility.VISIBLE);
  }
}
