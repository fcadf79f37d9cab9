package dev.tributary.collector.start;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import dev.tributary.runtime.view.DefinitionView;
import java.util.function.BooleanSupplier;

/**
 * Whether an unknown write key is certainly unknown, and not only missing because the topic was not
 * complete when it was read: an SDK drops events that are refused for their key. On another log the
 * sources are missing until they are published again. Without the database the topic counts as
 * complete.
 */
record KnownSources(DefinitionView sources, WriterGuard guard, DefinitionPublisher publisher)
    implements BooleanSupplier {

  @Override
  public boolean getAsBoolean() {
    return sources.caughtUp()
        && guard.asked()
        && !guard.another(Topic.SOURCES)
        && (!guard.permits() || publisher.caughtUp());
  }
}
