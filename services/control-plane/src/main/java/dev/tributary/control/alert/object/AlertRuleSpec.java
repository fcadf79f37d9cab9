package dev.tributary.control.alert.object;

import dev.tributary.control.alert.ChannelName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The stored definition of an alert rule.
 *
 * @param object the id of the watched object
 * @param objectName the name that the object had when the condition was saved
 * @param threshold people, percent, deliveries or minutes, as the kind says
 * @param channels the names of the channels that get the alerts, sorted; a later version may know
 *     more of them
 * @param enabled false if the rule finds nothing
 */
public record AlertRuleSpec(
    RuleKind kind,
    String object,
    String objectName,
    long threshold,
    List<String> channels,
    boolean enabled) {

  public AlertRuleSpec {
    channels = List.copyOf(channels);
  }

  /** The spec of a rule. */
  public static AlertRuleSpec of(
      Condition condition, String objectName, Collection<ChannelName> channels, boolean enabled) {
    return new AlertRuleSpec(
        condition.kind(),
        condition.object(),
        objectName,
        condition.threshold(),
        channels.stream().sorted().map(ChannelName::wireName).toList(),
        enabled);
  }

  public Condition condition() {
    return new Condition(kind, object, threshold);
  }

  /** The channels that this version knows. */
  public Set<ChannelName> knownChannels() {
    return channels.stream()
        .map(ChannelName::named)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The rule for checks. */
  public ObjectRule rule(String id, String name) {
    return new ObjectRule(id, name, condition(), objectName, knownChannels(), enabled);
  }
}
