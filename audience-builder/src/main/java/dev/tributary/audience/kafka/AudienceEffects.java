package dev.tributary.audience.kafka;

import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.membership.Change;
import dev.tributary.audience.membership.Task;
import dev.tributary.audience.postgres.CatalogueStore;
import dev.tributary.audience.postgres.DecidingMany;
import dev.tributary.audience.postgres.MembershipCauses;
import dev.tributary.audience.postgres.PartitionClocks;
import dev.tributary.contracts.event.Tick;
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
 * What the loop does with a poll: first what people did, then what time brings, then a chunk of
 * what definitions ask for. A partition's loop is the only writer of its people's standings;
 * whatever it learns of other partitions' people it leaves to them as a recheck.
 */
public final class AudienceEffects implements Effects {
  /** Of the messages that it knows. */
  public static final Set<String> TYPES = Set.of(ProfileMessage.TYPE, Undecided.TYPE);

  private final CatalogueStore catalogues = new CatalogueStore();
  private final PartitionClocks clocks = new PartitionClocks();
  private final DecidingMany deciding = new DecidingMany();
  private final HandlingNews handlingNews = new HandlingNews();
  private final HandlingTicks handlingTicks = new HandlingTicks();
  private final RecordingSizes recordingSizes = new RecordingSizes();
  private final MembershipCauses membershipCauses = new MembershipCauses();
  private final Quarantine quarantine = new Quarantine();
  private final Undecided undecided = new Undecided(quarantine);
  private final MovingStages movingStages;

  /**
   * @param settings of a workspace, once they are known
   */
  public AudienceEffects(Function<String, Optional<Settings>> settings) {
    this.movingStages = new MovingStages(catalogues, settings);
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws SQLException {
    Catalogue catalogue = catalogues.current(tx);
    List<Output> outputs = new ArrayList<>();
    undecided.recheck(tx, poll.inputs());
    Map<String, News> news = News.of(poll.inputs());
    if (!news.isEmpty()) {
      Map<Integer, Tick> before = clocks.find(tx, partitions(poll));
      List<Task> tasks = handlingNews.handle(tx, catalogue, news, before);
      outputs.addAll(
          decide(
              tx, catalogue, tasks, profile -> Objects.requireNonNull(news.get(profile)).cause()));
    }
    if (!poll.ticks().isEmpty()) {
      outputs.addAll(passTime(tx, catalogue, poll, Together.INSTANCE));
    }
    return outputs;
  }

  private List<Output> passTime(Connection tx, Catalogue catalogue, Poll poll, PassingTime passing)
      throws SQLException {
    Map<Integer, Tick> told = new HashMap<>();
    Map<Integer, Cause> causes = new HashMap<>();
    poll.ticks()
        .forEach((partition, tick) -> {
          told.put(partition.partition(), tick);
          causes.put(partition.partition(), Cause.of(partition, tick));
        });
    Optional<Tick> before = recordingSizes.before(tx, told);
    Map<Integer, Tick> ticks = clocks.advance(tx, told);
    List<Output> outputs = new ArrayList<>();
    Function<String, Cause> cause =
        profile ->
            causes.getOrDefault(ProfilePartitions.of(profile), causes.values().iterator().next());
    outputs.addAll(
        passing.decide(
            tx,
            handlingTicks.takeRechecks(tx, ticks),
            each -> new Undecided.Who(each.workspace(), each.profile(), each.at()),
            taken ->
                decide(
                    tx, catalogue, handlingTicks.rechecked(tx, catalogue, ticks, taken), cause)));
    outputs.addAll(
        passing.decide(
            tx,
            handlingTicks.armed(tx, catalogue, ticks),
            each -> new Undecided.Who(each.workspace(), each.profile(), 0),
            due -> decide(tx, catalogue, handlingTicks.due(tx, catalogue, ticks, due), cause)));
    outputs.addAll(
        passing.decide(
            tx,
            movingStages.chunk(tx, catalogue, ticks),
            each -> new Undecided.Who(each.workspace(), each.profile(), 0),
            visits -> decide(tx, catalogue, movingStages.tasks(tx, visits), cause)));
    movingStages.advance(tx, catalogue);
    recordingSizes.record(tx, before, ticks);
    return outputs;
  }

  private List<Output> decide(
      Connection tx, Catalogue catalogue, List<Task> tasks, Function<String, Cause> causes)
      throws SQLException {
    List<Output> outputs = new ArrayList<>();
    List<MembershipCauses.Moved> moved = new ArrayList<>();
    for (DecidingMany.Decided decided : deciding.decide(tx, catalogue, tasks)) {
      Cause cause = causes.apply(decided.person().profile());
      for (Change change : decided.changes()) {
        outputs.add(cause.output(decided.person(), change));
        if (change.reason() == Reason.PROFILE && !cause.isTime()) {
          moved.add(cause.moved(decided.person(), change));
        }
      }
      if (decided.apart()) {
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
   * Keeps a message whole in quarantine. A tick is not kept: time passes for each person alone, and
   * the people for whom it cannot pass go to quarantine.
   */
  @Override
  public List<Output> setAside(Connection tx, Input input, Exception failure) throws Exception {
    Tick tick = input.tick();
    if (tick != null) {
      Poll poll = new Poll(List.of(), Map.of(input.partition(), tick), null);
      return passTime(tx, catalogues.current(tx), poll, new PersonByPerson(undecided, input));
    }
    quarantine.keep(tx, input, failure);
    return List.of();
  }
}
