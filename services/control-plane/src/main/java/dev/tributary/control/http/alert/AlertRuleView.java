package dev.tributary.control.http.alert;

import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.object.AlertRuleSpec;
import dev.tributary.control.alert.object.ObjectFigures;
import dev.tributary.control.alert.object.ObjectKind;
import dev.tributary.control.alert.object.Observation;
import dev.tributary.control.alert.object.RuleKind;
import dev.tributary.control.alert.object.UnsentMessages;
import dev.tributary.definitions.StoredDefinition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An alert rule of an object in answers.
 *
 * @param id made by Tributary; never changes
 * @param name given by a user, or the condition in words
 * @param named whether a user has named the rule; otherwise the name changes with the condition
 * @param kind what is compared with the threshold
 * @param objectKind the kind of the object: {@code audience}, {@code sync}, {@code source} or
 *     {@code model}
 * @param object the id of the object
 * @param objectName the name of the object
 * @param threshold people, percent, deliveries or minutes, as the kind says
 * @param current the present figure of the object, in the unit of the threshold; negative for an
 *     audience that has shrunk. Null if it is unknown, and for an audience or a sync if the caller
 *     may not see personal data
 * @param channels the channels that get the alerts of this rule; empty for the page Alerts only
 * @param notSent the channels of this rule, and the other channels that are set up, that get no
 *     message about this object now, with the reasons
 * @param enabled whether the rule opens alerts
 * @param version grows by one with each change
 * @param createdAt when the rule was created
 * @param updatedAt when the rule was last changed
 */
@RecordBuilder
@Schema(name = "AlertRule")
public record AlertRuleView(
    String id,
    String name,
    boolean named,
    RuleKind kind,
    ObjectKind objectKind,
    String object,
    String objectName,
    long threshold,
    @Nullable Double current,
    List<ChannelName> channels,
    List<UnsentView> notSent,
    boolean enabled,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * @param figures by the facts that are known now
   * @param unsent of the object of the rule
   * @param personalData whether the caller may see numbers of people of audiences and syncs
   */
  static AlertRuleView of(
      StoredDefinition<AlertRuleSpec> stored,
      ObjectFigures figures,
      UnsentMessages.Answers unsent,
      boolean personalData) {
    AlertRuleSpec rule = stored.spec();
    ObjectKind objectKind = rule.kind().object();
    Optional<Observation> observed = figures.of(rule.condition());
    Set<ChannelName> channels = new HashSet<>(unsent.setUp());
    channels.addAll(rule.knownChannels());
    return AlertRuleViewBuilder.builder()
        .id(stored.id())
        .name(rule.name(stored.name()))
        .named(!rule.unnamed())
        .kind(rule.kind())
        .objectKind(objectKind)
        .object(rule.object())
        .objectName(observed.map(Observation::name).orElse(rule.objectName()))
        .threshold(rule.threshold())
        .current(
            observed
                .map(Observation::figure)
                .filter(Double::isFinite)
                .filter(_ -> personalData || !objectKind.concealable())
                .orElse(null))
        .channels(rule.knownChannels().stream().sorted().toList())
        .notSent(UnsentView.of(unsent.of(channels, rule.about())))
        .enabled(rule.enabled())
        .version(stored.version())
        .createdAt(stored.createdAt())
        .updatedAt(stored.updatedAt())
        .build();
  }
}
