package dev.tributary.runtime.purge;

/**
 * One place where a service keeps what belongs to a workspace: its tables, its files, its compacted
 * topics. Repeating a purge is harmless. Thread-safe.
 */
@FunctionalInterface
public interface PurgePart {

  /**
   * Deletes everything of a workspace that is here now, in bounded steps. What fails half-way is
   * completed by the next call.
   *
   * @return how much was deleted; 0 if nothing was left
   * @throws Exception if a part of it could not be deleted
   */
  long purge(String workspace) throws Exception;
}
