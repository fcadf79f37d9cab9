package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.command.Command;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.postgres.ProfileTable.Locked;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.ProfileKey;
import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;

/**
 * Tells of people anew whose trait is decided by another policy now: some of them, then a command
 * for the next ones. So it goes on after a crash, beside everything else, and takes its turn.
 */
final class Redeciding {
  private static final int AT_ONCE = 200;

  private final Connection tx;
  private final Tables tables;
  private final Ids ids;
  private final InForce rules;
  private final List<Output> outputs = new ArrayList<>();

  Redeciding(Connection tx, Tables tables, Ids ids, InForce rules) {
    this.tx = tx;
    this.tables = tables;
    this.ids = ids;
    this.rules = rules;
  }

  /**
   * @throws Overtaken if another instance is taking the same command
   */
  List<Output> run(Work.Asked asked, Command.RedecideTrait command) throws SQLException, Overtaken {
    SortedSet<ProfileKey> next =
        tables.profiles().next(tx, command.workspace(), command.after(), AT_ONCE);
    List<Profile> changed = new ArrayList<>();
    for (Locked locked : tables.profiles().lock(tx, next).values()) {
      if (locked.profile().traits().has(command.subject())) {
        changed.add(tell(asked.cause(), locked.profile()));
      }
    }
    tables.profiles().save(tx, changed);
    if (next.size() == AT_ONCE) {
      goOn(asked.cause(), command, next.last().profile());
    }
    Endings endings = new Endings();
    endings.applied(asked.cause());
    endings.ended(
        asked.cause(),
        Commands.accepted(asked.cause(), command, Outcome.APPLIED, null, null, null));
    endings.save(tx, tables);
    return outputs;
  }

  private Profile tell(Work.Cause cause, Profile person) throws SQLException {
    person.redecide();
    Collection<Edge> edges =
        person.disputed()
            ? tables.edges().of(tx, person.workspace(), person.identifiers())
            : List.of();
    new ProfileOutputs(ids, outputs)
        .changed(cause, person.state(edges, rules.policiesOf(person.workspace())), null, List.of());
    return person;
  }

  private void goOn(Work.Cause cause, Command.RedecideTrait command, String after) {
    Command rest =
        new Command.RedecideTrait(
            command.workspace(), command.subject(), command.actor(), command.at(), after);
    String id = ids.next(Ids.EVENT);
    Message message = rest.toMessage(cause.headers().then(id, Command.TYPE));
    outputs.add(new Output(cause.input().partition(), message));
  }
}
