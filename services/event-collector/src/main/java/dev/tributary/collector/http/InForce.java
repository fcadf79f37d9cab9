package dev.tributary.collector.http;

import dev.tributary.collector.source.SourceDirectory;
import dev.tributary.runtime.definitions.Stored;
import java.time.Duration;

/**
 * Lets a change take effect here before it is answered, so that whoever gets a key can use it at
 * once. Gives up silently: the change is stored and will come.
 */
public final class InForce {
  private static final Duration AT_MOST = Duration.ofSeconds(3);

  private final SourceDirectory directory;

  public InForce(SourceDirectory directory) {
    this.directory = directory;
  }

  void await(Stored<?> changed) {
    try {
      directory.awaitVersion(changed.id(), changed.version(), AT_MOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
