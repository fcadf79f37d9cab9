package dev.tributary.identity.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** The policies of traits that hold in a transaction. */
public final class PolicyTable {
  /** The kind of the definition; its key is the trait's name. */
  public static final String KIND = "trait-policy";

  private static final TypeReference<Map<String, TraitPolicy>> BY_TRAIT = new TypeReference<>() {};

  /** A JSON object with those that somebody has set. */
  static final String ALL =
      """
      coalesce((select json_object_agg(d.key, d.spec) from definition d
        where d.workspace = :workspace and d.kind = 'trait-policy' and not d.deleted), '{}')\
      """;

  private static final String READ = "select " + ALL.replace(":workspace", "?");

  public TraitPolicies read(Connection tx, String workspace) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(READ)) {
      statement.setString(1, workspace);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return policies(rows.getBytes(1));
      }
    }
  }

  /**
   * @param byTrait what {@link #ALL} is
   */
  static TraitPolicies policies(byte[] byTrait) {
    return new TraitPolicies(Json.read(byTrait, BY_TRAIT));
  }
}
