package dev.tributary.identity.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The policies of traits that hold in a transaction. */
public final class PolicyTable {
  /** The kind of the definition; its key is the trait's name. */
  public static final String KIND = "trait-policy";

  static final String ALL =
      """
      select key, spec::text from definition
      where workspace = :workspace and kind = 'trait-policy' and not deleted\
      """;
  private static final String READ = ALL.replace(":workspace", "?");

  public TraitPolicies read(Connection tx, String workspace) throws SQLException {
    Map<String, TraitPolicy> byTrait = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(READ)) {
      statement.setString(1, workspace);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          byTrait.put(rows.getString(1), policy(rows.getString(2)));
        }
      }
    }
    return new TraitPolicies(byTrait);
  }

  static TraitPolicy policy(String spec) {
    return Json.read(spec.getBytes(StandardCharsets.UTF_8), TraitPolicy.class);
  }
}
