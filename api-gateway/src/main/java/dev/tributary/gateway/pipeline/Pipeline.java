package dev.tributary.gateway.pipeline;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.gateway.clock.SharedTicks;
import dev.tributary.gateway.clock.Ticker;
import dev.tributary.gateway.pipeline.Log.Gap;
import dev.tributary.gateway.routing.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows what was accepted before a call through all stages: captures where a topic ends, waits
 * until its reader has published past that, then captures where the reader's own topic ends.
 *
 * <p>Thread-safe.
 */
public final class Pipeline {
  private static final Set<Service> READERS_OF_DEFINITIONS =
      EnumSet.complementOf(EnumSet.of(Service.GATEWAY));

  /** Each tick is a message in every partition, and whoever may read may wait. */
  private static final Duration TICKS_APART = Duration.ofMillis(100);

  private static final String DELIVERIES = "deliveries";

  private final Log log;
  private final ServiceProgress services;
  private final SharedTicks ticks;
  private final Stillness stillness;

  /**
   * @param still how long a reader may stand with something to read
   */
  public Pipeline(
      Log log, ServiceProgress services, Ticker ticker, Duration still, InstantSource clock) {
    this.stillness = new Stillness(still, clock);
    this.log = log;
    this.services = services;
    this.ticks = new SharedTicks(ticker::tick, TICKS_APART);
  }

  /** Whether everything that was accepted before this call has come that far, within the bound. */
  public boolean await(String workspace, Until until, Duration bound) {
    Patience patience = new Patience(bound);
    return patience.until(() -> idle(Service.WAREHOUSE, workspace, kind -> true))
        && definitionsRead(workspace, patience)
        && applied(workspace, patience)
        && delivered(workspace, until, patience);
  }

  /**
   * Waits until every service that answers has read the definitions that were published before this
   * call, so that a caller can use a new object at any of them.
   */
  public void spread(String workspace, Duration bound) {
    Patience patience = new Patience(bound);
    Map<Position, Long> ends = definitionEnds();
    for (Service service : READERS_OF_DEFINITIONS) {
      patience.until(() ->
          services.of(service, workspace).map(progress -> progress.hasRead(ends)).orElse(true));
    }
  }

  private boolean definitionsRead(String workspace, Patience patience) {
    Map<Position, Long> ends = definitionEnds();
    return READERS_OF_DEFINITIONS.stream()
        .allMatch(service ->
            patience.until(() ->
                services
                    .of(service, workspace)
                    .map(progress -> progress.hasRead(ends))
                    .orElse(false)));
  }

  private Map<Position, Long> definitionEnds() {
    return log.ends(Stream.of(Topic.values()).filter(Pipeline::definitions).toList());
  }

  private static boolean definitions(Topic topic) {
    return topic.compacted() && topic != Topic.ROWS;
  }

  private boolean applied(String workspace, Patience patience) {
    ticks.next();
    Map<Position, Long> accepted = log.ends(Stage.IDENTITY.inputs());
    if (!patience.until(passes(Stage.IDENTITY, accepted))) {
      return false;
    }
    // Identity passes a tick on once it has published past it everywhere, which it learns with the
    // next tick: only after a second one does the first stand on `profiles`.
    ticks.next();
    Map<Position, Long> secondTick = log.ends(List.of(Topic.EVENTS));
    if (!patience.until(passes(Stage.IDENTITY, secondTick))) {
      return false;
    }
    Map<Position, Long> profiles = log.ends(List.of(Topic.PROFILES));
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

  private boolean delivered(String workspace, Until until, Patience patience) {
    Map<Position, Long> memberships = log.ends(List.of(Topic.MEMBERSHIPS));
    return patience.until(passes(Stage.DESTINATIONS, memberships))
        && patience.until(
            () -> idle(Service.DESTINATIONS, workspace, kind -> !kind.equals(DELIVERIES)))
        && (until == Until.LEDGER
            || patience.until(() -> idle(Service.DESTINATIONS, workspace, DELIVERIES::equals)));
  }

  private BooleanSupplier passes(Stage stage, Map<Position, Long> ends) {
    Map<Position, Long> missing = new HashMap<>(ends);
    Map<Position, Long> before = new HashMap<>();
    return () -> {
      Map<Position, Long> published = log.published(stage.consumer());
      Map<Position, Gap> standing = new HashMap<>();
      missing.forEach((position, end) -> {
        long at = published.getOrDefault(position, 0L);
        // Looking costs a read: worth it only where the reader seems to stand still.
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
        .filter(found -> found.getValue() instanceof Unread.Nothing)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private boolean idle(Service service, String workspace, Predicate<String> kinds) {
    return services
        .of(service, workspace)
        .map(progress ->
            progress.pending().entrySet().stream()
                .filter(pending -> kinds.test(pending.getKey()))
                .allMatch(pending -> pending.getValue() == 0))
        .orElse(false);
  }

  /** Where each stage is now. */
  public List<StageStatus> status(String workspace) {
    return Arrays.stream(Stage.values()).map(stage -> status(stage, workspace)).toList();
  }

  /** What waits at each stage, as alerts are made of it. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      Backlog backlog = backlog(stage);
      Instant since = backlog.since();
      if (since != null) {
        facts.add(new Fact.Backlog(stage.wireName(), since));
      }
      for (StandingPartition each : backlog.standing()) {
        facts.add(
            new Fact.StandingPartition(
                stage.wireName(), each.topic(), each.partition(), each.offset(), each.since()));
      }
    }
    return facts;
  }

  private StageStatus status(Stage stage, String workspace) {
    Backlog backlog = backlog(stage);
    Optional<Progress> progress = services.of(stage.service(), workspace);
    return new StageStatus(
        stage,
        progress.isPresent(),
        backlog.behind(),
        backlog.since(),
        backlog.standing(),
        progress.map(Progress::pending).orElse(Map.of()));
  }

  private Backlog backlog(Stage stage) {
    Map<Position, Long> published = log.published(stage.consumer());
    Map<Position, Gap> gaps = new HashMap<>();
    log.ends(stage.inputs())
        .forEach((position, end) ->
            gaps.put(position, new Gap(published.getOrDefault(position, 0L), end)));
    Map<Position, Unread> unread = log.unread(gaps);
    Backlog backlog = new Backlog(stillness.look(stage, gaps, unread));
    gaps.forEach((position, gap) ->
        backlog.add(position.topic(), gap, unread.getOrDefault(position, new Unread.Unknown())));
    return backlog;
  }
}
