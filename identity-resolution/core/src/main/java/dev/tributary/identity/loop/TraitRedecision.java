package dev.tributary.identity.loop;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.ProfileStore.Locked;
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
  private final IdentityTransaction tx;
  private final Ids ids;
  private final ActiveRules rules;
  private final List<Publication> outputs = new ArrayList<>();

  TraitRedecision(IdentityTransaction tx, Ids ids, ActiveRules rules) {
    this.tx = tx;
    this.ids = ids;
    this.rules = rules;
  }

  /**
   * @throws Overtaken if another instance is processing the same command
   */
  List<Publication> run(LoopInput.Asked asked, Command.RedecideTrait command) throws Overtaken {
    SortedSet<ProfileRef> next = tx.profiles().next(command.workspace(), command.after(), AT_ONCE);
    List<Profile> changed = new ArrayList<>();
    for (Locked locked : tx.profiles().lock(next).values()) {
      if (locked.profile().traits().has(command.subject())) {
        changed.add(redecide(asked.cause(), locked.profile()));
      }
    }
    tx.profiles().save(changed);
    if (next.size() == AT_ONCE) {
      continueAfter(asked.cause(), command, next.last().profile());
    }
    InputOutcomes outcomes = new InputOutcomes();
    outcomes.applied(asked.cause());
    outcomes.ended(
        asked.cause(),
        Commands.accepted(asked.cause(), command, Outcome.APPLIED, null, null, null));
    outcomes.save(tx);
    return outputs;
  }

  private Profile redecide(LoopInput.Cause cause, Profile person) {
    person.redecide();
    Collection<Edge> edges =
        person.disputed() ? tx.edges().of(person.workspace(), person.identifiers()) : List.of();
    new ProfileOutputs(ids, outputs)
        .changed(cause, person.state(edges, rules.policiesOf(person.workspace())), null, List.of());
    return person;
  }

  private void continueAfter(
      LoopInput.Cause cause, Command.RedecideTrait command, ProfileId after) {
    Command rest =
        new Command.RedecideTrait(
            command.workspace(), command.subject(), command.actor(), command.at(), after);
    String id = ids.next(Ids.EVENT);
    Message message = rest.toMessage(cause.headers().then(id, Command.TYPE));
    outputs.add(new Publication(cause.input().position(), message));
  }
}
