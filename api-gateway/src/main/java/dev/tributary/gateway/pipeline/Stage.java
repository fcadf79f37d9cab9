package dev.tributary.gateway.pipeline;

import static dev.tributary.contracts.Topic.COMMANDS;
import static dev.tributary.contracts.Topic.EVENTS;
import static dev.tributary.contracts.Topic.MEMBERSHIPS;
import static dev.tributary.contracts.Topic.PROFILES;
import static dev.tributary.contracts.Topic.QUARANTINE;
import static dev.tributary.contracts.Topic.ROWS;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.Topic;
import dev.tributary.gateway.routing.Service;
import java.util.List;
import java.util.Locale;

/** The way of what was accepted, in order. */
public enum Stage {
  IDENTITY("identity-resolution", Service.IDENTITY, List.of(EVENTS, COMMANDS, ROWS, QUARANTINE)),
  AUDIENCES("audience-builder", Service.AUDIENCES, List.of(PROFILES)),
  DESTINATIONS("destinations", Service.DESTINATIONS, List.of(PROFILES, MEMBERSHIPS, ROWS));

  private final String consumer;
  private final Service service;
  private final List<Topic> inputs;

  Stage(String consumer, Service service, List<Topic> inputs) {
    this.consumer = consumer;
    this.service = service;
    this.inputs = inputs;
  }

  /** The name of its loop, which is its consumer group. */
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
    return name().toLowerCase(Locale.ROOT);
  }
}
