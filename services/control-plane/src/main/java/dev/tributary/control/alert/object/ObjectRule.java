package dev.tributary.control.alert.object;

import dev.tributary.control.alert.ChannelName;
import java.util.Set;

/**
 * An alert rule of one object.
 *
 * @param name given by a user, or the condition in words
 * @param objectName the name that the object had when the condition was saved
 * @param channels where its alerts are sent, if the channel is set up; empty for the page Alerts
 *     only
 * @param enabled false if the rule finds nothing
 */
public record ObjectRule(
    String id,
    String name,
    Condition condition,
    String objectName,
    Set<ChannelName> channels,
    boolean enabled) {

  public ObjectRule {
    channels = Set.copyOf(channels);
  }
}
