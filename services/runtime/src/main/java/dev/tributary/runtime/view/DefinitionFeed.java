package dev.tributary.runtime.view;

/**
 * Delivers the messages of a view's topic, from the beginning of the topic at each start and
 * without an end. A feed calls {@link DefinitionView#begin} first, and again whenever it reads the
 * topic again. It calls {@link DefinitionView#interrupted} when it has lost the topic. After a
 * beginning, it calls {@link DefinitionView#accept} and {@link DefinitionView#passed} in the order
 * of each partition, one call after another. A feed goes on after each failure.
 */
public interface DefinitionFeed {

  /** Begins the delivery in the background, and returns at once. */
  Delivery start(DefinitionView view);

  /** The delivery to one view. */
  interface Delivery extends AutoCloseable {
    /** Ends the delivery. Does not wait for a call that is in progress. */
    @Override
    void close();
  }
}
