package dev.tributary.control.alert;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A problem that a rule found. Two findings with the same kind, object and alert rule are the same
 * alert.
 *
 * @param object the id of the affected object
 * @param name the name of that object
 * @param headline what is wrong, in one sentence
 * @param works what still works
 * @param path the page of the web UI on which to fix it, below the workspace
 * @param since when the problem began; null if that is unknown
 * @param rule the alert rule of a user that found it; null for a rule of every workspace
 */
public record Finding(
    AlertKind kind,
    String object,
    String name,
    String headline,
    String works,
    String path,
    @Nullable Instant since,
    @Nullable Rule rule) {

  /**
   * An alert rule of a user.
   *
   * @param channels where its alerts are sent
   */
  public record Rule(String id, Set<ChannelName> channels) {}

  /**
   * A problem that a rule of every workspace found.
   *
   * @param since null if nobody knows when the problem began
   */
  public static Finding ofEveryWorkspace(
      AlertKind kind,
      String object,
      String name,
      String headline,
      String works,
      String path,
      @Nullable Instant since) {
    return new Finding(kind, object, name, headline, works, path, since, null);
  }

  /** The same problem, which an earlier check has found too. */
  Finding foundSince(@Nullable Instant earlier) {
    return earlier == null || (since != null && since.isBefore(earlier))
        ? this
        : new Finding(kind, object, name, headline, works, path, earlier, rule);
  }

  /**
   * Those of the channels that get its announcements.
   *
   * @param setUp the channels of the workspace
   */
  public Set<ChannelName> channels(Set<ChannelName> setUp) {
    Rule of = rule;
    return of == null
        ? setUp
        : setUp.stream().filter(of.channels()::contains).collect(Collectors.toSet());
  }
}
