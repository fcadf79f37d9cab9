package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The outcomes of commands. */
public final class CommandRecords {
  private static final String ENDED =
      "select count(*) from accepted_event where workspace = ? and event = any(?)";
  private static final String FAILED =
      """
      select event from accepted_event
      where workspace = ? and event = any(?) and reason = 'processing-failed'\
      """;

  /** Whether all of these commands have an outcome. */
  public boolean ended(Connection tx, WorkspaceId workspace, Collection<String> commands)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ENDED)) {
      statement.setString(1, workspace.value());
      statement.setArray(2, tx.createArrayOf("text", commands.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getInt(1) == commands.size();
      }
    }
  }

  /** The commands that could not be processed. */
  public List<String> failed(Connection tx, WorkspaceId workspace, Collection<String> commands)
      throws SQLException {
    List<String> failed = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(FAILED)) {
      statement.setString(1, workspace.value());
      statement.setArray(2, tx.createArrayOf("text", commands.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          failed.add(rows.getString(1));
        }
      }
    }
    return failed;
  }
}
