package dev.tributary.control.http.alert;

import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.object.ObjectFigures;
import dev.tributary.control.alert.object.ObjectKind;
import dev.tributary.control.alert.object.ObjectRule;
import dev.tributary.control.alert.object.Observation;
import dev.tributary.control.alert.object.RuleKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An alert rule of an object in answers.
 *
 * @param id made by Tributary; never changes
 * @param name given by a user
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
 * @param enabled whether the rule opens alerts
 */
@RecordBuilder
@Schema(name = "AlertRule")
public record AlertRuleView(
    String id,
    String name,
    RuleKind kind,
    ObjectKind objectKind,
    String object,
    String objectName,
    long threshold,
    @Nullable Double current,
    List<ChannelName> channels,
    boolean enabled) {

  /**
   * @param figures by the facts that are known now
   * @param personalData whether the caller may see numbers of people of audiences and syncs
   */
  static AlertRuleView of(ObjectRule rule, ObjectFigures figures, boolean personalData) {
    ObjectKind objectKind = rule.condition().kind().object();
    Optional<Observation> observed = figures.of(rule.condition());
    return AlertRuleViewBuilder.builder()
        .id(rule.id())
        .name(rule.name())
        .kind(rule.condition().kind())
        .objectKind(objectKind)
        .object(rule.condition().object())
        .objectName(observed.map(Observation::name).orElse(rule.objectName()))
        .threshold(rule.condition().threshold())
        .current(
            observed
                .map(Observation::figure)
                .filter(Double::isFinite)
                .filter(_ -> personalData || !objectKind.concealable())
                .orElse(null))
        .channels(rule.channels().stream().sorted().toList())
        .enabled(rule.enabled())
        .build();
  }
}
