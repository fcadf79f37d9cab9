package dev.tributary.control.pipeline;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.clock.SharedTicks;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.pipeline.LogOffsets.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows the data accepted before a call through all stages: it captures the end of a topic, waits
 * until the topic's reader has published past that end, then captures the end of the reader's own
 * topic.
 *
 * <p>Thread-safe.
 */
public final class Pipeline {
  /** Data do not pass the others, so nobody waits for them. */
  private static final Set<Service> PASSED_BY_DATA =
      EnumSet.complementOf(EnumSet.of(Service.GATEWAY, Service.CONTROL));

  /**
   * Limits ticks, because each tick is a message in every partition, and every caller who may read
   * may wait.
   */
  private static final Duration TICK_INTERVAL = Duration.ofMillis(100);

  private static final String DELIVERIES = "deliveries";

  private final LogOffsets log;
  private final ServiceProgress services;
  private final SharedTicks ticks;
  private final ProgressMonitor stillness;
  private final OpenTransactions transactions;
  private final LateStages lateStages;
  private final Duration late;
  private final InstantSource clock;
  private final ConcurrentWaits waits = new ConcurrentWaits();

  /**
   * @param still how long a reader may not move although it has messages to read, and how long a
   *     transaction may keep it from them
   * @param late data that have waited for longer are late
   * @param checks the interval of the checks that ask for {@link #facts}
   */
  public Pipeline(
      LogOffsets log,
      ServiceProgress services,
      Ticker ticker,
      Duration still,
      Duration late,
      Duration checks,
      InstantSource clock) {
    this.stillness = new ProgressMonitor(still, clock);
    this.transactions = new OpenTransactions(still, clock);
    this.lateStages = new LateStages(LateStages.pause(still, checks), clock);
    this.late = late;
    this.clock = clock;
    this.log = log;
    this.services = services;
    this.ticks = new SharedTicks(ticker::tick, TICK_INTERVAL);
  }

  /**
   * The end of a wait.
   *
   * @param caughtUp whether the data have come that far; false if the bound ended first
   * @param unawaited as of the moment when the deliveries were checked
   */
  public record Waited(boolean caughtUp, UnawaitedDeliveries unawaited) {}

  /**
   * Waits until all data accepted before this call have come that far, or until the bound ends.
   *
   * @throws TooManyWaits if too many callers of the workspace wait
   */
  public Waited await(WorkspaceId workspace, WaitGoal until, Duration bound) {
    return waits.run(workspace, () -> reach(workspace, until, bound));
  }

  private Waited reach(WorkspaceId workspace, WaitGoal until, Duration bound) {
    SharedDeadline patience = new SharedDeadline(bound);
    AtomicReference<UnawaitedDeliveries> unawaited =
        new AtomicReference<>(UnawaitedDeliveries.NOTHING);
    boolean caughtUp =
        patience.until(() -> idle(Service.WAREHOUSE, workspace, kind -> true))
            && definitionsRead(workspace, patience)
            && applied(workspace, patience)
            && delivered(workspace, until, patience, unawaited);
    return new Waited(caughtUp, unawaited.get());
  }

  /**
   * Waits until every service that answers has read the definitions that were published before this
   * call, so that a caller can use a new object at any of them.
   */
  public void spread(WorkspaceId workspace, Duration bound) {
    SharedDeadline patience = new SharedDeadline(bound);
    Map<Position, Long> ends = definitionEnds();
    for (Service service : Service.values()) {
      patience.until(() ->
          services.of(service, workspace).map(progress -> progress.hasRead(ends)).orElse(true));
    }
  }

  private boolean definitionsRead(WorkspaceId workspace, SharedDeadline patience) {
    Map<Position, Long> ends = definitionEnds();
    return PASSED_BY_DATA.stream()
        .allMatch(service ->
            patience.until(() ->
                services
                    .of(service, workspace)
                    .map(progress -> progress.hasRead(ends))
                    .orElse(false)));
  }

  private Map<Position, Long> definitionEnds() {
    return log.writtenEnds(Stream.of(Topic.values()).filter(Pipeline::definitions).toList());
  }

  private static boolean definitions(Topic topic) {
    return topic.compacted() && topic != Topic.ROWS;
  }

  private boolean applied(WorkspaceId workspace, SharedDeadline patience) {
    ticks.next();
    Map<Position, Long> accepted = log.writtenEnds(Stage.IDENTITY.inputs());
    if (!patience.until(passes(Stage.IDENTITY, accepted))) {
      return false;
    }
    // Identity forwards a tick once it has published past it in all partitions, and it learns that
    // with the next tick: so the first tick is on `profiles` only after a second one.
    ticks.next();
    Map<Position, Long> secondTick = log.writtenEnds(List.of(Topic.EVENTS));
    if (!patience.until(passes(Stage.IDENTITY, secondTick))) {
      return false;
    }
    Map<Position, Long> profiles = log.writtenEnds(List.of(Topic.PROFILES));
    Map<Position, Long> rows = new HashMap<>(profiles);
    accepted.forEach((position, end) -> {
      if (position.topic() == Topic.ROWS) {
        rows.put(position, end);
      }
    });
    return patience.until(passes(Stage.AUDIENCES, profiles))
        && patience.until(() -> idle(Service.AUDIENCES, workspace, kind -> true))
        && patience.until(passes(Stage.DESTINATIONS, rows));
  }

  private boolean delivered(
      WorkspaceId workspace,
      WaitGoal until,
      SharedDeadline patience,
      AtomicReference<UnawaitedDeliveries> unawaited) {
    Map<Position, Long> memberships = log.writtenEnds(List.of(Topic.MEMBERSHIPS));
    Predicate<String> kinds =
        until == WaitGoal.LEDGER ? kind -> !kind.equals(DELIVERIES) : kind -> true;
    return patience.until(passes(Stage.DESTINATIONS, memberships))
        && patience.until(() -> {
          Optional<Progress> destinations = services.of(Service.DESTINATIONS, workspace);
          destinations.map(Progress::leftOut).ifPresent(unawaited::set);
          return idle(destinations, kinds);
        });
  }

  private BooleanSupplier passes(Stage stage, Map<Position, Long> ends) {
    Map<Position, Long> missing = new HashMap<>(ends);
    Map<Position, Long> before = new HashMap<>();
    return () -> {
      Map<Position, Long> published = log.published(stage.consumer());
      Map<Position, Gap> standing = new HashMap<>();
      missing.forEach((position, end) -> {
        long at = published.getOrDefault(position, 0L);
        // A check costs a read, so it is made only where the reader seems to have stopped.
        Long last = before.put(position, at);
        if (at >= end || (last != null && last == at)) {
          standing.put(position, new Gap(at, end));
        }
      });
      missing.keySet().removeAll(read(standing));
      return missing.isEmpty();
    };
  }

  private Set<Position> read(Map<Position, Gap> gaps) {
    return log.unread(gaps).entrySet().stream()
        .filter(found -> found.getValue() instanceof UnreadRange.Nothing)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private boolean idle(Service service, WorkspaceId workspace, Predicate<String> kinds) {
    return idle(services.of(service, workspace), kinds);
  }

  private static boolean idle(Optional<Progress> answer, Predicate<String> kinds) {
    return answer
        .map(progress ->
            progress.pending().entrySet().stream()
                .filter(pending -> kinds.test(pending.getKey()))
                .allMatch(pending -> pending.getValue() == 0))
        .orElse(false);
  }

  /**
   * The status of the stages that data pass.
   *
   * @param asOf before anything was read: a stage that is behind nothing has processed all data
   *     that were written before this time
   * @param stages in the order in which data pass them
   * @param unawaited the pending work of the stages does not count these deliveries
   */
  public record Status(Instant asOf, List<StageStatus> stages, UnawaitedDeliveries unawaited) {
    public boolean caughtUp() {
      return stages.stream().allMatch(StageStatus::caughtUp);
    }
  }

  public Status status(WorkspaceId workspace) {
    Instant asOf = clock.instant();
    List<StageStatus> stages = new ArrayList<>();
    UnawaitedDeliveries unawaited = UnawaitedDeliveries.NOTHING;
    for (Stage stage : Stage.ofTheWay()) {
      Optional<Progress> progress = services.of(stage.service(), workspace);
      unawaited = progress.map(Progress::leftOut).map(unawaited::and).orElse(unawaited);
      stages.add(
          status(stage, progress.isPresent(), progress.map(Progress::pending).orElse(Map.of())));
    }
    return new Status(asOf, stages, unawaited);
  }

  /** The status of the stages that keep the trails; no workspace waits for them. */
  public List<StageStatus> trails(WorkspaceId workspace) {
    return Stage.trails().stream()
        .map(stage -> status(stage, services.of(stage.service(), workspace).isPresent(), Map.of()))
        .toList();
  }

  /** The delay of the data that pages show. */
  public DataDelay delay() {
    Instant before = clock.instant().minus(late);
    return Stage.ofTheWay().stream()
        .map(stage -> backlog(stage).delay(stage, before))
        .reduce(DataDelay.NONE, DataDelay::or);
  }

  /**
   * The facts of each stage for alerts. Only the checks for alerts call this, because the facts say
   * since when each call has found a stage late.
   */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    Instant before = clock.instant().minus(late);
    for (Stage stage : Stage.values()) {
      Backlog backlog = backlog(stage);
      Instant lateFrom = lateStages.look(stage, backlog.readsLate(before));
      if (backlog.since() != null || backlog.ageUnknown()) {
        facts.add(
            new Fact.Backlog(
                stage.wireName(),
                backlog.since(),
                backlog.messages(),
                backlog.ageUnknown(),
                lateFrom));
      }
      for (StalledPartition each : backlog.standing()) {
        facts.add(
            new Fact.StandingPartition(
                stage.wireName(), each.topic(), each.partition(), each.offset(), each.since()));
      }
    }
    return facts;
  }

  private StageStatus status(Stage stage, boolean reachable, Map<String, Long> pending) {
    Backlog backlog = backlog(stage);
    return new StageStatus(
        stage,
        reachable,
        backlog.behind(),
        backlog.ageUnknown() ? null : backlog.since(),
        backlog.isLate(clock.instant().minus(late)),
        backlog.standing(),
        pending);
  }

  private Backlog backlog(Stage stage) {
    Map<Position, Long> published = log.published(stage.consumer());
    Map<Position, Long> ends = log.ends(stage.inputs());
    Map<Position, Long> reached = reached(published, ends.keySet());
    Map<Position, Gap> gaps = new HashMap<>();
    ends.forEach(
        (position, end) -> gaps.put(position, new Gap(reached.getOrDefault(position, 0L), end)));
    ProgressMonitor.StageProgress progress = stillness.look(stage, gaps, log.unread(gaps));
    Backlog backlog = new Backlog(standing(progress.standing(), ends, stage));
    gaps.forEach((position, gap) ->
        backlog.add(
            position.topic(),
            gap,
            progress.unread().getOrDefault(position, new UnreadRange.Unknown())));
    return backlog;
  }

  /** A partition without a position was never read: all that it still has is to be read. */
  private Map<Position, Long> reached(Map<Position, Long> published, Set<Position> partitions) {
    Set<Position> neverRead = new HashSet<>(partitions);
    neverRead.removeAll(published.keySet());
    if (neverRead.isEmpty()) {
      return published;
    }
    Map<Position, Long> reached = new HashMap<>(published);
    reached.putAll(log.begins(neverRead));
    return reached;
  }

  /** Each partition once: of those that have two reasons, the first input. */
  private List<StalledPartition> standing(
      List<StalledPartition> readers, Map<Position, Long> ends, Stage stage) {
    Stream<StalledPartition> behindTransactions =
        transactions.look(ends, log.writtenEnds(stage.inputs())).stream()
            .filter(open -> readers.stream().noneMatch(open::isPartitionOf));
    return Stream.concat(readers.stream(), behindTransactions)
        .sorted(StalledPartition.LONGEST_FIRST)
        .toList();
  }
}
