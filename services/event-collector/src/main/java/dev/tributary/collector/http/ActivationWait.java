package dev.tributary.collector.http;

import dev.tributary.collector.source.SourceDirectory;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.definitions.StoredDefinition;
import java.time.Duration;

/**
 * Waits until a change is in force here before it is answered, so that a client that gets a key can
 * use it at once. Gives up without an error: the change is stored and will be in force later.
 */
public final class ActivationWait {
  private static final Duration AT_MOST = Duration.ofSeconds(3);

  private final SourceDirectory directory;

  public ActivationWait(SourceDirectory directory) {
    this.directory = directory;
  }

  void await(StoredDefinition<?> changed) {
    try {
      directory.awaitVersion(new SourceId(changed.id()), changed.version(), AT_MOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
