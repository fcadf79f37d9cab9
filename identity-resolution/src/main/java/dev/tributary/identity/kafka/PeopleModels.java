package dev.tributary.identity.kafka;

import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.ModelBody;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The mappings of people models, from their topic. Thread-safe. */
public final class PeopleModels {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(20);

  private final Function<String, Optional<Definition>> models;

  /**
   * @param models finds a model's definition by its id
   */
  public PeopleModels(Function<String, Optional<Definition>> models) {
    this.models = models;
  }

  /**
   * The mapping that a row was read with, or a newer one. A definition is published before its
   * rows, but on another topic: it may be a moment late.
   *
   * @return empty for other entities, and for a model that is gone
   */
  public Optional<ModelBody.Mapping> mapping(String model, long version) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<Definition> found = models.apply(model);
    while (found.map(definition -> definition.version() < version).orElse(true)
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP.toMillis()));
      found = models.apply(model);
    }
    return found
        .map(definition -> definition.bodyAs(ModelBody.class))
        .filter(body -> body.entity().equals(ModelBody.PERSON))
        .map(ModelBody::mapping);
  }
}
