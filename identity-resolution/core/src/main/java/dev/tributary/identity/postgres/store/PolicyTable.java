package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the policies of traits are stored. */
public final class PolicyTable {
  /** The kind of the definition; its key is the trait's name. */
  public static final String KIND = "trait-policy";

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

  /**
   * @param types a type of a later version is null
   */
  private record Read(
      Map<String, TraitPolicy> policies, Map<String, @Nullable DeclaredType> types) {}

  private PolicyTable() {}

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
