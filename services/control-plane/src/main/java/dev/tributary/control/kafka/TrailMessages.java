package dev.tributary.control.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.UnknownMessage;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.audit.ReadEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.TrailEntry;
import dev.tributary.runtime.loop.Input;
import java.time.Instant;
import java.util.Objects;

/** Reads the messages of the topics {@code reads} and {@code audit}. */
final class TrailMessages {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private TrailMessages() {}

  /**
   * @param value of the input
   * @throws UnknownMessage if this version does not know the type of the message
   * @throws RuntimeException if the message is not one of its type
   */
  static TrailEntry read(Input input, byte[] value) {
    return switch (input.type()) {
      case PersonalDataRead.TYPE ->
          checked(
              new TrailEntry.Read(
                  MessageHeaders.from(input.headers()).id(),
                  Json.read(value, PersonalDataRead.class)));
      case ReadEntry.TYPE -> checked(new TrailEntry.Former(Json.read(value, ReadEntry.class)));
      case AdministrationEntry.TYPE ->
          checked(new TrailEntry.Action(Json.read(value, AdministrationEntry.class)));
      default -> throw UnknownMessage.ofType(input.type());
    };
  }

  /** The parts that the store reads before it asks the database. */
  private static TrailEntry checked(TrailEntry entry) {
    WorkspaceId workspace = Objects.requireNonNull(entry.workspace());
    Objects.requireNonNull(workspace.value());
    switch (entry) {
      case TrailEntry.Read(String message, PersonalDataRead read) -> {
        Objects.requireNonNull(read.actor());
        Objects.requireNonNull(read.operation());
        requireStorable(read.at());
      }
      case TrailEntry.Former(ReadEntry former) -> {
        Objects.requireNonNull(former.id());
        requireStorable(former.firstAt());
        requireStorable(former.lastAt());
      }
      case TrailEntry.Action(AdministrationEntry action) -> {
        Objects.requireNonNull(action.id());
        Objects.requireNonNull(action.actor());
        Objects.requireNonNull(action.act());
        Objects.requireNonNull(action.result());
        Objects.requireNonNull(action.result().outcome());
        Objects.requireNonNull(action.origin());
        requireStorable(action.at());
      }
    }
    return entry;
  }

  /** A time that PostgreSQL and the id of an entry can represent. */
  private static void requireStorable(Instant at) {
    if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
      throw new IllegalArgumentException("The time of the entry is out of range");
    }
  }
}
