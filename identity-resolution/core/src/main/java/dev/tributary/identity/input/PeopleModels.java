package dev.tributary.identity.input;

import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.ModelId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The mappings of people models, from their topic. Thread-safe. */
public final class PeopleModels {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(20);

  private final Function<ModelId, Optional<Definition>> models;

  /** By model, the version for which a wait was in vain: it is not waited for again. */
  private final Map<ModelId, Long> missed = new ConcurrentHashMap<>();

  /**
   * @param models finds a model's definition by its id
   */
  public PeopleModels(Function<ModelId, Optional<Definition>> models) {
    this.models = models;
  }

  /**
   * The mapping with which a row was read, or a newer one. A definition is published before its
   * rows, but on another topic: it may arrive a moment later than its rows, and is waited for once.
   *
   * @return empty for other entities, and for a deleted model
   */
  public Optional<ModelBody.Mapping> mapping(ModelId model, long version) {
    Optional<Definition> found = models.apply(model);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (behind(found, version) && missed.getOrDefault(model, 0L) < version) {
      if (System.nanoTime() > deadline) {
        missed.put(model, version);
      }
      LockSupport.parkNanos(STEP.toNanos());
      found = models.apply(model);
    }
    return found
        .map(definition -> definition.bodyAs(ModelBody.class))
        .filter(body -> body.entity().equals(ModelBody.PERSON))
        .map(ModelBody::mapping);
  }

  private static boolean behind(Optional<Definition> found, long version) {
    return found.isEmpty() || found.get().version() < version;
  }
}
