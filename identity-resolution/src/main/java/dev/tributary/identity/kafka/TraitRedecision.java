package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.postgres.ProfileTable.Locked;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;

/**
 * Publishes profiles again after the policy of a trait has changed: some profiles, then a command
 * for the next ones. The work therefore continues after a crash, and other inputs do not wait for
 * it.
 */
final class TraitRedecision {
  private static final int AT_ONCE = 200;

  private final Connection tx;
  private final Tables tables;
  private final Ids ids;
  private final ActiveRules rules;
  private final List<Output> outputs = new ArrayList<>();

  TraitRedecision(Connection tx, Tables tables, Ids ids, ActiveRules rules) {
    this.tx = tx;
    this.tables = tables;
    this.ids = ids;
    this.rules = rules;
  }

  /**
   * @throws Overtaken if another instance is processing the same command
   */
  List<Output> run(LoopInput.Asked asked, Command.RedecideTrait command)
      throws SQLException, Overtaken {
    SortedSet<ProfileRef> next =
        tables.profiles().next(tx, command.workspace(), command.after(), AT_ONCE);
    List<Profile> changed = new ArrayList<>();
    for (Locked locked : tables.profiles().lock(tx, next).values()) {
      if (locked.profile().traits().has(command.subject())) {
        changed.add(redecide(asked.cause(), locked.profile()));
      }
    }
    tables.profiles().save(tx, changed);
    if (next.size() == AT_ONCE) {
      continueAfter(asked.cause(), command, next.last().profile());
    }
    InputOutcomes outcomes = new InputOutcomes();
    outcomes.applied(asked.cause());
    outcomes.ended(
        asked.cause(),
        Commands.accepted(asked.cause(), command, Outcome.APPLIED, null, null, null));
    outcomes.save(tx, tables);
    return outputs;
  }

  private Profile redecide(LoopInput.Cause cause, Profile person) throws SQLException {
    person.redecide();
    Collection<Edge> edges =
        person.disputed()
            ? tables.edges().of(tx, person.workspace(), person.identifiers())
            : List.of();
    new ProfileOutputs(ids, outputs)
        .changed(cause, person.state(edges, rules.policiesOf(person.workspace())), null, List.of());
    return person;
  }

  private void continueAfter(LoopInput.Cause cause, Command.RedecideTrait command, String after) {
    Command rest =
        new Command.RedecideTrait(
            command.workspace(), command.subject(), command.actor(), command.at(), after);
    String id = ids.next(Ids.EVENT);
    Message message = rest.toMessage(cause.headers().then(id, Command.TYPE));
    outputs.add(new Output(cause.input().partition(), message));
  }
}
