package dev.tributary.identity.store.replay;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a replay, one after the other. The next one begins when one ends. Every
 * method may throw a {@link dev.tributary.identity.store.StoreFailure}. Confined to one thread.
 */
public interface ReplayConnection extends AutoCloseable {

  /** The stores, in the current transaction and in those after it. */
  ReplayTransaction stores();

  void commit();

  void rollback();

  /**
   * Work that only reads, and sees one state of the database. Uncommitted changes before it are
   * undone.
   */
  <R> R snapshot(Supplier<R> work);

  /**
   * The failure of the database behind an exception; null if the data were the cause, or nothing of
   * the database.
   */
  @Nullable Exception ofTheDatabase(Throwable failure);

  /**
   * Whether other transactions were the cause, so that the same transaction may succeed at once.
   *
   * @param failure as {@link #ofTheDatabase} returns it
   */
  boolean isRepeatable(Exception failure);

  @Override
  void close();
}
