package dev.tributary.control.alert.object;

import static java.util.stream.Collectors.toMap;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The figures of the objects of a workspace, by the facts of one check. Immutable. */
public final class ObjectFigures {
  /** A share of fewer deliveries says little. */
  private static final long ENOUGH = 10;

  private static final int PERCENT = 100;

  private final Instant now;
  private final Instant eventsKnownUntil;
  private final Map<String, Fact.AudienceSize> audiences;
  private final Map<String, Fact.SyncDeliveries> syncs;
  private final Map<String, Fact.Source> sources;
  private final Map<String, Fact.Cadence> cadences;
  private final Map<String, Fact.FinishedRun> models;

  public ObjectFigures(WorkspaceFacts look) {
    this.now = look.now();
    this.eventsKnownUntil = look.eventsKnownUntil();
    this.audiences = byId(look, Fact.AudienceSize.class, fact -> fact.audience().value());
    this.syncs = byId(look, Fact.SyncDeliveries.class, fact -> fact.sync().value());
    this.sources = byId(look, Fact.Source.class, fact -> fact.id().value());
    this.cadences = byId(look, Fact.Cadence.class, fact -> fact.source().value());
    this.models = byId(look, Fact.FinishedRun.class, fact -> fact.model().value());
  }

  private static <F extends Fact> Map<String, F> byId(
      WorkspaceFacts look, Class<F> type, Function<F, String> id) {
    return look.all(type).collect(toMap(id, Function.identity(), (first, _) -> first));
  }

  /** Empty if the facts say nothing about it, for example of an object that is deleted. */
  public Optional<Observation> of(Condition condition) {
    return switch (condition.kind()) {
      case SIZE_BELOW -> size(condition, size -> size < condition.threshold());
      case SIZE_ABOVE -> size(condition, size -> size > condition.threshold());
      case SIZE_CHANGE ->
          Optional.ofNullable(audiences.get(condition.object()))
              .flatMap(fact -> change(fact, condition.threshold()));
      case FAILED_DELIVERIES ->
          Optional.ofNullable(syncs.get(condition.object()))
              .map(fact ->
                  observed(
                      fact.name(),
                      fact.failed(),
                      fact.failed() > condition.threshold(),
                      fact.failedSince()));
      case FAILED_SHARE ->
          Optional.ofNullable(syncs.get(condition.object()))
              .map(fact -> share(fact, condition.threshold()));
      case SILENCE -> silence(condition);
      case LATENESS ->
          Optional.ofNullable(models.get(condition.object()))
              .map(fact -> elapsed(fact.name(), fact.at(), now, condition.threshold()));
    };
  }

  private Optional<Observation> size(Condition condition, LongPredicate met) {
    return Optional.ofNullable(audiences.get(condition.object()))
        .map(fact -> observed(fact.name(), fact.size(), met.test(fact.size()), begun(fact, met)));
  }

  private static Optional<Observation> change(Fact.AudienceSize fact, long threshold) {
    Long before = fact.dayAgo();
    if (before == null) {
      return Optional.empty();
    }
    LongPredicate met = size -> Math.abs(size - before) * PERCENT > threshold * before;
    double figure = fact.size() == before ? 0 : (fact.size() - before) * (double) PERCENT / before;
    return Optional.of(observed(fact.name(), figure, met.test(fact.size()), begun(fact, met)));
  }

  /** Only a change that met the condition is its beginning: a rule may be newer than the size. */
  private static @Nullable Instant begun(Fact.AudienceSize fact, LongPredicate met) {
    Long former = fact.former();
    return former != null && met.test(former) ? null : fact.since();
  }

  private static Observation share(Fact.SyncDeliveries fact, long threshold) {
    long tried = Math.max(fact.attempted(), fact.failed());
    return observed(
        fact.name(),
        tried == 0 ? 0 : fact.failed() * (double) PERCENT / tried,
        tried >= ENOUGH && fact.failed() * PERCENT > threshold * tried,
        fact.failedSince());
  }

  private Optional<Observation> silence(Condition condition) {
    Fact.Source source = sources.get(condition.object());
    Fact.Cadence cadence = cadences.get(condition.object());
    return source == null || cadence == null
        ? Optional.empty()
        : Optional.of(
            elapsed(source.name(), cadence.last(), eventsKnownUntil, condition.threshold()));
  }

  private static Observation elapsed(String name, Instant from, Instant to, long threshold) {
    Duration elapsed = Duration.between(from, to);
    return observed(
        name,
        Math.max(0, elapsed.toMinutes()),
        elapsed.compareTo(Duration.ofMinutes(threshold)) > 0,
        from);
  }

  private static Observation observed(
      String name, double figure, boolean meets, @Nullable Instant since) {
    return new Observation(name, figure, meets, meets ? since : null);
  }
}
