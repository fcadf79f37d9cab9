package dev.tributary.audience.kafka;

import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.membership.Change;
import dev.tributary.audience.membership.DecisionTask;
import dev.tributary.audience.membership.MembershipCause;
import dev.tributary.audience.postgres.BatchDeciding;
import dev.tributary.audience.postgres.MissedDecisions;
import dev.tributary.audience.postgres.PartitionClocks;
import dev.tributary.audience.postgres.catalogue.CatalogueStore;
import dev.tributary.audience.postgres.status.MembershipCauses;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.quarantine.Quarantine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The work of the loop on one poll: the loop first applies the messages about profiles, then lets
 * time pass, then processes a chunk of the changes that definitions ask for. A partition's loop is
 * the only writer of the membership states of its people. If it learns something about people of
 * another partition, it leaves a recheck to that partition.
 */
public final class AudienceEffects implements Effects {
  /** The message types that this loop can read. */
  public static final Set<String> TYPES =
      Set.of(ProfileMessage.TYPE, QuarantinedPeople.TYPE, SkippedParts.TYPE);

  private final CatalogueStore catalogues = new CatalogueStore();
  private final PartitionClocks clocks = new PartitionClocks();
  private final BatchDeciding deciding = new BatchDeciding();
  private final HandlingProfileUpdates handlingUpdates = new HandlingProfileUpdates();
  private final HandlingTicks handlingTicks = new HandlingTicks();
  private final RecordingSizes recordingSizes = new RecordingSizes();
  private final MembershipCauses membershipCauses = new MembershipCauses();
  private final MissedDecisions missedDecisions = new MissedDecisions();
  private final Quarantine quarantine = new Quarantine();
  private final QuarantinedPeople undecided = new QuarantinedPeople(quarantine);
  private final SkippedParts skipped = new SkippedParts(quarantine);
  private final BuildingGenerations movingStages;

  /** Effects that report no changes. */
  public AudienceEffects(Function<WorkspaceId, Optional<Settings>> settings) {
    this(settings, ChangeListener.NONE);
  }

  /**
   * @param settings of a workspace; empty while they are not known
   * @param changes gets the workspaces in which an evaluation has begun or ended, before the commit
   */
  public AudienceEffects(
      Function<WorkspaceId, Optional<Settings>> settings, ChangeListener changes) {
    this.movingStages = new BuildingGenerations(catalogues, settings, changes);
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws SQLException {
    Catalogue catalogue = catalogues.current(tx);
    List<Output> outputs = new ArrayList<>();
    undecided.recheck(tx, poll.inputs());
    Map<ProfileId, ProfileUpdate> updates = ProfileUpdate.of(poll.inputs());
    if (!updates.isEmpty()) {
      Map<Integer, Tick> before = clocks.find(tx, partitions(poll));
      List<DecisionTask> tasks = handlingUpdates.handle(tx, catalogue, updates, before);
      outputs.addAll(
          decide(
              tx,
              catalogue,
              tasks,
              profile -> Objects.requireNonNull(updates.get(profile)).cause()));
    }
    if (!poll.ticks().isEmpty()) {
      outputs.addAll(passTime(tx, catalogue, poll, DecidingTogether.INSTANCE));
    }
    return outputs;
  }

  private List<Output> passTime(
      Connection tx, Catalogue catalogue, Poll poll, DueWorkBatching batching) throws SQLException {
    Map<Integer, Tick> received = new HashMap<>();
    Map<Integer, Cause> causes = new HashMap<>();
    poll.ticks()
        .forEach((partition, tick) -> {
          received.put(partition.partition(), tick);
          causes.put(partition.partition(), Cause.of(partition, tick));
        });
    Optional<Tick> before =
        batching.part(
            tx, "sizes before", Optional.empty(), () -> recordingSizes.before(tx, received));
    Map<Integer, Tick> ticks =
        batching.part(tx, "clocks", received, () -> clocks.advance(tx, received));
    List<Output> outputs = new ArrayList<>();
    Function<ProfileId, Cause> cause =
        profile ->
            causes.getOrDefault(ProfilePartitions.of(profile), causes.values().iterator().next());
    outputs.addAll(
        batching.part(
            tx,
            "rechecks",
            List.of(),
            () ->
                batching.decide(
                    tx,
                    handlingTicks.takeRechecks(tx, catalogue, ticks),
                    each ->
                        new QuarantinedPeople.DuePerson(
                            each.workspace(), each.profile(), each.at()),
                    taken ->
                        decideInTime(
                            tx,
                            catalogue,
                            handlingTicks.rechecked(tx, catalogue, ticks, taken),
                            cause))));
    outputs.addAll(
        batching.part(
            tx,
            "due",
            List.of(),
            () ->
                batching.decide(
                    tx,
                    handlingTicks.armed(tx, catalogue, ticks),
                    each -> new QuarantinedPeople.DuePerson(each.workspace(), each.profile(), 0),
                    due ->
                        decideInTime(
                            tx, catalogue, handlingTicks.due(tx, catalogue, ticks, due), cause))));
    outputs.addAll(
        batching.part(
            tx,
            "passes",
            List.of(),
            () ->
                batching.decide(
                    tx,
                    movingStages.chunk(tx, catalogue, ticks),
                    each -> new QuarantinedPeople.DuePerson(each.workspace(), each.profile(), 0),
                    visits -> decideInTime(tx, catalogue, movingStages.tasks(tx, visits), cause))));
    batching.part(
        tx,
        "stages",
        true,
        () -> {
          movingStages.advance(tx, catalogue);
          return true;
        });
    batching.part(
        tx,
        "sizes",
        true,
        () -> {
          recordingSizes.record(tx, before, ticks);
          return true;
        });
    return outputs;
  }

  /** A rule that this instance cannot read may name an audience whose membership changes here. */
  private List<Output> decideInTime(
      Connection tx,
      Catalogue catalogue,
      List<DecisionTask> tasks,
      Function<ProfileId, Cause> causes)
      throws SQLException {
    missedDecisions.add(tx, MissedDecisions.of(catalogue, tasks));
    return decide(tx, catalogue, tasks, causes);
  }

  private List<Output> decide(
      Connection tx,
      Catalogue catalogue,
      List<DecisionTask> tasks,
      Function<ProfileId, Cause> causes)
      throws SQLException {
    List<Output> outputs = new ArrayList<>();
    List<MembershipCause> moved = new ArrayList<>();
    for (BatchDeciding.Decided decided : deciding.decide(tx, catalogue, tasks)) {
      Cause cause = causes.apply(decided.person().profile());
      for (Change change : decided.changes()) {
        outputs.add(cause.output(decided.person(), change));
        if (change.reason() == Reason.PROFILE && !cause.isTime()) {
          moved.add(cause.moved(decided.person(), change));
        }
      }
      if (decided.afterUnmerge()) {
        outputs.add(cause.decided(decided.person()));
      }
    }
    membershipCauses.put(tx, moved);
    return outputs;
  }

  private static Set<Integer> partitions(Poll poll) {
    Set<Integer> partitions = new HashSet<>();
    poll.inputs().forEach(input -> partitions.add(input.partition().partition()));
    return partitions;
  }

  /**
   * Keeps a whole message in quarantine. A tick is not kept: time passes for each person
   * separately, and the people whose decision fails go to quarantine. A part of the work of the
   * tick that fails for another reason is skipped.
   */
  @Override
  public List<Output> quarantine(Connection tx, Input input, Exception failure) throws Exception {
    Tick tick = input.tick();
    if (tick != null) {
      Poll poll = new Poll(List.of(), Map.of(input.partition(), tick), null);
      return passTime(
          tx, catalogues.current(tx), poll, new DecidingOneByOne(undecided, skipped, input));
    }
    quarantine.keep(tx, input, failure);
    return List.of();
  }
}
