package dev.tributary.audience.kafka;

import dev.tributary.audience.membership.Change;
import dev.tributary.audience.membership.MembershipCause;
import dev.tributary.audience.membership.Person;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.AudiencesDecided;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChangeBuilder;
import dev.tributary.runtime.loop.Output;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * The cause of a membership change: the partition and the headers of its input.
 *
 * @param headers of the message; for a tick, without a workspace of its own
 */
record Cause(TopicPartition partition, MessageHeaders headers) {

  static Cause of(TopicPartition partition, Tick tick) {
    String id = "tick_" + tick.newest().toEpochMilli();
    return new Cause(
        partition, new MessageHeaders(id, Tick.TYPE, WorkspaceId.NONE, id, tick.newest(), null));
  }

  boolean isTime() {
    return headers.type().equals(Tick.TYPE);
  }

  MembershipCause moved(Person person, Change change) {
    return new MembershipCause(
        person.workspace(),
        person.profile(),
        change.audience(),
        headers.rootEvent(),
        change.enter(),
        change.at());
  }

  /**
   * The message about a change. Its id is derived from its content, so a repeat has the same id.
   */
  Output output(Person person, Change change) {
    MembershipChange message =
        MembershipChangeBuilder.builder()
            .workspace(person.workspace())
            .audience(change.audience())
            .audienceVersion(change.definitionVersion())
            .profile(person.profile())
            .change(change.enter() ? MembershipChange.Change.ENTER : MembershipChange.Change.EXIT)
            .reason(change.reason())
            .sequence(change.sequence())
            .profileVersion(person.version())
            .at(Instant.ofEpochMilli(change.at()))
            .build();
    String name = change.audience().value() + person.profile() + change.sequence();
    return new Output(partition, message.toMessage(next(person, MembershipChange.TYPE, name)));
  }

  /** The message that all membership changes after an unmerge are published. */
  Output decided(Person person) {
    AudiencesDecided message =
        new AudiencesDecided(person.workspace(), person.profile(), person.version());
    String name = "decided" + person.profile() + person.version() + headers.id();
    return new Output(partition, message.toMessage(next(person, AudiencesDecided.TYPE, name)));
  }

  private MessageHeaders next(Person person, String type, String name) {
    return new MessageHeaders(
        Ids.MESSAGE + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        type,
        person.workspace(),
        headers.rootEvent(),
        headers.rootReceivedAt(),
        headers.id());
  }
}
