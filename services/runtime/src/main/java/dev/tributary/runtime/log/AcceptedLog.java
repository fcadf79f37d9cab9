package dev.tributary.runtime.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * The work of a service when an operator accepts another log. The new log contains no message that
 * the service has published, and offsets of the old log have no meaning in it.
 */
@FunctionalInterface
public interface AcceptedLog {

  /**
   * Prepares for the new log. It commits together with the acceptance, or not at all.
   *
   * @param tx the acceptance's transaction, of the worker's role
   * @param topics the names of the topics that were created again, or that have lost their newest
   *     records
   */
  void accepted(Connection tx, Set<String> topics) throws SQLException;
}
