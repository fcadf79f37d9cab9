package dev.tributary.control.postgres.alert;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertQueries;
import dev.tributary.control.alert.AlertTransition;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Notice;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A notice of an alert on one channel. Its state is {@code due}, {@code told}, {@code given-up} or
 * {@code withheld}.
 */
@Entity
@IdClass(NoticeRow.Key.class)
@Table(name = "alert_notice")
@SuppressWarnings("NullAway.Init")
public class NoticeRow {
  static final String DUE = "due";
  static final String SENT = "told";
  static final String GIVEN_UP = "given-up";
  static final String WITHHELD = "withheld";

  @Id String workspace;

  @Id String alert;

  @Id String moment;

  @Id String channel;

  String state;

  int attempts;

  @Column(name = "due_at")
  Instant dueAt;

  @Column(name = "tried_at")
  @Nullable Instant triedAt;

  @Nullable String words;

  /** The primary key. */
  @SuppressWarnings("NullAway.Init")
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    String workspace;
    String alert;
    String moment;
    String channel;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(workspace, key.workspace)
          && Objects.equals(alert, key.alert)
          && Objects.equals(moment, key.moment)
          && Objects.equals(channel, key.channel);
    }

    @Override
    public int hashCode() {
      return Objects.hash(workspace, alert, moment, channel);
    }
  }

  /** A notice that is due now. */
  static NoticeRow due(
      WorkspaceId workspace,
      Alert alert,
      AlertTransition moment,
      ChannelName channel,
      Instant now) {
    NoticeRow row = new NoticeRow();
    row.workspace = workspace.value();
    row.alert = alert.id();
    row.moment = moment.name();
    row.channel = channel.name();
    row.state = DUE;
    row.dueAt = now;
    return row;
  }

  Notice notice(AlertRow of) {
    return new Notice(
        new WorkspaceId(workspace),
        of.alert(),
        AlertTransition.valueOf(moment),
        ChannelName.valueOf(channel),
        attempts);
  }

  ChannelName channel() {
    return ChannelName.valueOf(channel);
  }

  /** The attempt that was made last; the notice was tried. */
  AlertQueries.LastAttempt attempt() {
    return new AlertQueries.LastAttempt(state.equals(SENT), Objects.requireNonNull(triedAt), words);
  }
}
