package dev.tributary.audience.kafka;

import dev.tributary.audience.postgres.MembershipStates;
import dev.tributary.audience.postgres.Rechecks;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.quarantine.Quarantine;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * People for whom time cannot pass, because their decision fails. Each person is kept in quarantine
 * as a message of its own type, and is not due until the message is redriven: then all audiences of
 * the person are decided anew.
 */
final class QuarantinedPeople {
  static final String TYPE = "dev.tributary.audience.undecided.v1";

  private final Quarantine quarantine;
  private final MembershipStates states = new MembershipStates();
  private final Rechecks rechecks = new Rechecks();

  QuarantinedPeople(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  /**
   * A person to decide.
   *
   * @param at business time of the decision, in epoch milliseconds; 0 for the present
   */
  record DuePerson(WorkspaceId workspace, ProfileId profile, long at) {}

  /**
   * Keeps a person in quarantine, at the position of a tick.
   *
   * @param failure why the decision fails
   */
  void keep(Connection tx, Input tick, DuePerson person, Throwable failure) throws SQLException {
    states.disarmAll(tx, person.profile());
    String name = person.profile().value() + tick.partition() + tick.offset();
    String id = Ids.MESSAGE + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    MessageHeaders headers =
        new MessageHeaders(
            id, TYPE, person.workspace(), id, Instant.ofEpochMilli(person.at()), null);
    quarantine.keep(
        tx,
        new Input(
            tick.partition(),
            tick.offset(),
            person.profile().value().getBytes(StandardCharsets.UTF_8),
            Json.write(person),
            headers.toHeaders()),
        failure);
  }

  /** Leaves the people of redriven messages to the next ticks of their partitions. */
  void recheck(Connection tx, List<Input> inputs) throws SQLException {
    TreeSet<Rechecks.Recheck> again =
        new TreeSet<>(
            Comparator.comparingInt(Rechecks.Recheck::part)
                .thenComparing(Rechecks.Recheck::profile));
    for (Input input : inputs) {
      byte[] value = input.value();
      if (value != null && input.type().equals(TYPE)) {
        DuePerson person = Json.read(value, DuePerson.class);
        again.add(
            new Rechecks.Recheck(
                ProfilePartitions.of(person.profile()),
                person.profile(),
                person.workspace(),
                person.at()));
      }
    }
    rechecks.add(tx, again);
  }
}
