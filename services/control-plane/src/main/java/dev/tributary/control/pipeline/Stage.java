package dev.tributary.control.pipeline;

import static dev.tributary.contracts.Topic.AUDIT;
import static dev.tributary.contracts.Topic.COMMANDS;
import static dev.tributary.contracts.Topic.EVENTS;
import static dev.tributary.contracts.Topic.MEMBERSHIPS;
import static dev.tributary.contracts.Topic.PROFILES;
import static dev.tributary.contracts.Topic.QUARANTINE;
import static dev.tributary.contracts.Topic.READS;
import static dev.tributary.contracts.Topic.ROWS;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.Service;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The stages that accepted data pass, in order; then the stages that keep the trails, for which
 * nobody waits.
 */
public enum Stage {
  IDENTITY("identity-resolution", Service.IDENTITY, List.of(EVENTS, COMMANDS, ROWS, QUARANTINE)),
  AUDIENCES("audience-builder", Service.AUDIENCES, List.of(PROFILES)),
  DESTINATIONS("destinations", Service.DESTINATIONS, List.of(PROFILES, MEMBERSHIPS, ROWS)),
  READ_TRAIL("identity-resolution-audit", Service.CONTROL, List.of(READS)),
  ADMINISTRATION_TRAIL("identity-resolution-administration", Service.CONTROL, List.of(AUDIT));

  private static final Set<Stage> TRAILS = EnumSet.of(READ_TRAIL, ADMINISTRATION_TRAIL);

  private final String consumer;
  private final Service service;
  private final List<Topic> inputs;

  Stage(String consumer, Service service, List<Topic> inputs) {
    this.consumer = consumer;
    this.service = service;
    this.inputs = inputs;
  }

  /** The stages that accepted data pass, in order. */
  static Set<Stage> ofTheWay() {
    return EnumSet.complementOf(EnumSet.copyOf(TRAILS));
  }

  /** The stages that record reads of personal data and changes. */
  static Set<Stage> trails() {
    return EnumSet.copyOf(TRAILS);
  }

  /** The name of its consumer group. */
  String consumer() {
    return consumer;
  }

  Service service() {
    return service;
  }

  List<Topic> inputs() {
    return inputs;
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
