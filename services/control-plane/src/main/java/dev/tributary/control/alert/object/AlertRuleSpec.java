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
 * @param unnamed whether no user has named the rule, so that its condition is its name. Absent in
 *     rules of earlier versions, whose name is kept
 */
public record AlertRuleSpec(
    RuleKind kind,
    String object,
    String objectName,
    long threshold,
    List<String> channels,
    boolean enabled,
    boolean unnamed) {

  public AlertRuleSpec {
    channels = List.copyOf(channels);
  }

  /** The spec of a rule. */
  public static AlertRuleSpec of(
      Condition condition,
      String objectName,
      Collection<ChannelName> channels,
      boolean enabled,
      boolean unnamed) {
    return new AlertRuleSpec(
        condition.kind(),
        condition.object(),
        objectName,
        condition.threshold(),
        channels.stream().sorted().map(ChannelName::wireName).toList(),
        enabled,
        unnamed);
  }

  public Condition condition() {
    return new Condition(kind, object, threshold);
  }

  /**
   * The name of the rule.
   *
   * @param stored the name that is stored with the rule
   */
  public String name(String stored) {
    return unnamed ? condition().inWords() : stored;
  }

  /** The watched object. */
  public UnsentMessages.About about() {
    return new UnsentMessages.About(kind.object(), object);
  }

  /** The channels that this version knows. */
  public Set<ChannelName> knownChannels() {
    return channels.stream()
        .map(ChannelName::named)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The rule for checks.
   *
   * @param name the name that is stored with the rule
   */
  public ObjectRule rule(String id, String name) {
    return new ObjectRule(id, name(name), condition(), objectName, knownChannels(), enabled);
  }
}
