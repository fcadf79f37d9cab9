package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.postgres.SqlStatements;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How the policies of traits are stored. */
public final class PolicyTable {
  /** The kind of the definition; its key is the trait's name. */
  public static final String KIND = "trait-policy";

  private static final String WORKSPACE = "workspace";

  /**
   * A JSON object with the policies that users have set, and with the declared types of their
   * traits.
   */
  public static final String ALL =
      """
      (select json_build_object(
          'policies', coalesce(json_object_agg(d.key, d.spec), '{}'),
          'types', coalesce(json_object_agg(d.key, t.spec -> 'type')
            filter (where t.spec ->> 'type' is not null), '{}'))
        from definition d
        left join definition t on t.workspace = d.workspace and t.kind = 'trait'
          and t.key = d.key and not t.deleted
        where d.workspace = :workspace and d.kind = 'trait-policy' and not d.deleted)\
      """;

  /** Reads {@link #ALL} alone, as text. */
  static final String READ = "select cast(" + ALL + " as text)";

  /**
   * @param types a type of a later version is null
   */
  private record Read(
      Map<String, TraitPolicy> policies, Map<String, @Nullable DeclaredType> types) {}

  private PolicyTable() {}

  /** The policies of a workspace, for a request. */
  public static TraitPolicies read(Handle tx, WorkspaceId workspace) {
    return tx.createQuery(READ)
        .bind(WORKSPACE, workspace.value())
        .map((rows, _) -> policies(rows.getBytes(1)))
        .one();
  }

  /** The same, in a transaction that stores definitions. */
  public static TraitPolicies read(DefinitionTransaction tx, WorkspaceId workspace) {
    String all =
        SqlStatements.in(tx).text(READ, Map.of(WORKSPACE, workspace.value())).orElseThrow();
    return policies(all.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param all the value of {@link #ALL}
   */
  public static TraitPolicies policies(byte[] all) {
    Read read = Json.read(all, Read.class);
    Map<String, DeclaredType> types = new HashMap<>();
    read.types()
        .forEach((trait, type) -> {
          if (type != null) {
            types.put(trait, type);
          }
        });
    return new TraitPolicies(read.policies(), types);
  }
}
