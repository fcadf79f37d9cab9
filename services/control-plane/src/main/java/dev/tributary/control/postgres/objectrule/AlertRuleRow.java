package dev.tributary.control.postgres.objectrule;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.object.Condition;
import dev.tributary.control.alert.object.ObjectRule;
import dev.tributary.control.alert.object.RuleKind;
import dev.tributary.control.postgres.alert.ChannelNames;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An alert rule of an object. A session sees one workspace, in which the id is unique. */
@Entity
@Table(name = "alert_rule")
@SuppressWarnings("NullAway.Init")
public class AlertRuleRow {
  @Id String id;

  String workspace;

  String name;

  String kind;

  String object;

  @Column(name = "object_name")
  String objectName;

  long threshold;

  String channels;

  boolean enabled;

  static AlertRuleRow of(WorkspaceId workspace, ObjectRule rule) {
    AlertRuleRow row = new AlertRuleRow();
    row.id = rule.id();
    row.workspace = workspace.value();
    row.set(rule);
    return row;
  }

  /** All but the id and the workspace, which never change. */
  void set(ObjectRule rule) {
    name = rule.name();
    kind = rule.condition().kind().wireName();
    object = rule.condition().object();
    objectName = rule.objectName();
    threshold = rule.condition().threshold();
    channels = ChannelNames.text(rule.channels());
    enabled = rule.enabled();
  }

  ObjectRule rule() {
    return new ObjectRule(
        id,
        name,
        new Condition(RuleKind.named(kind).orElseThrow(), object, threshold),
        objectName,
        ChannelNames.channels(channels),
        enabled);
  }
}
