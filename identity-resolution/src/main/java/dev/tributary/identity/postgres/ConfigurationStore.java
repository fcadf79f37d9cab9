package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.tenancy.Caller;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The identity rules and the policies of all traits, read and replaced together. Thread-safe. */
public final class ConfigurationStore {
  private final RequestDatabase database;
  private final RulesStore rules;
  private final DefinitionStore<TraitPolicy> policies;

  public ConfigurationStore(
      RequestDatabase database, RulesStore rules, DefinitionStore<TraitPolicy> policies) {
    this.database = database;
    this.rules = rules;
    this.policies = policies;
  }

  /**
   * @param version grows with each change to any part
   */
  public record Configuration(long version, IdentityRules rules, TraitPolicies policies) {
    /** The traits whose policy differs in the other configuration. */
    public SortedSet<String> decidedOtherwise(TraitPolicies there) {
      SortedSet<String> traits = new TreeSet<>();
      Stream.of(policies, there)
          .flatMap(each -> each.byTrait().keySet().stream())
          .filter(trait -> !policies.of(trait).equals(there.of(trait)))
          .forEach(traits::add);
      return traits;
    }
  }

  private Configuration read(Handle tx, WorkspaceId workspace) {
    long version =
        tx.createQuery(
                "select coalesce(sum(version), 0) from definition where workspace = :workspace"
                    + " and kind in (:rules, :policies)")
            .bind("workspace", workspace.value())
            .bind("rules", RulesTable.KIND)
            .bind("policies", PolicyTable.KIND)
            .mapTo(Long.class)
            .one();
    return new Configuration(
        version,
        rules.find(tx, workspace).map(Stored::spec).orElse(IdentityRules.DEFAULT),
        PostgresProfileQueries.policies(tx, workspace));
  }

  /**
   * @param before the configuration before
   * @param after the configuration now; equal to {@code before} if nothing had to change
   */
  public record Replaced(Configuration before, Configuration after) {}

  /**
   * Changes what differs, in one transaction. Traits with another policy are decided again
   * afterwards.
   *
   * @param expectedVersion from If-Match, or null to replace any version
   * @throws Problem 412 if the configuration has another version
   */
  public Replaced replace(
      WorkspaceId workspace,
      @Nullable Long expectedVersion,
      IdentityRules wantedRules,
      TraitPolicies wantedPolicies,
      Caller by) {
    return database.inWorkspace(
        workspace,
        tx -> {
          lock(tx, workspace);
          Configuration before = current(tx, workspace, expectedVersion);
          if (!wantedRules.equals(before.rules())) {
            rules.put(tx, workspace, wantedRules, by);
          }
          for (String trait : before.decidedOtherwise(wantedPolicies)) {
            DueRedecisions.add(tx, workspace, trait, by.subject());
            if (wantedPolicies.byTrait().containsKey(trait)) {
              policies.put(tx, workspace, trait, trait, wantedPolicies.of(trait));
            } else {
              policies.delete(tx, workspace, trait);
            }
          }
          return new Replaced(before, read(tx, workspace));
        });
  }

  /**
   * The present configuration.
   *
   * @param expectedVersion from If-Match, or null
   * @throws Problem 412 if the configuration has another version
   */
  public Configuration read(WorkspaceId workspace, @Nullable Long expectedVersion) {
    return database.inWorkspace(workspace, tx -> current(tx, workspace, expectedVersion));
  }

  private Configuration current(Handle tx, WorkspaceId workspace, @Nullable Long expectedVersion) {
    Configuration current = read(tx, workspace);
    if (expectedVersion != null && expectedVersion != current.version()) {
      throw Problems.VERSION_MISMATCH.problem(
          "It is at version %d, not %d; read it again"
              .formatted(current.version(), expectedVersion));
    }
    return current;
  }

  /**
   * If two callers replace the configuration at the same time, the second one sees what the first
   * one wrote.
   */
  private static void lock(Handle tx, WorkspaceId workspace) {
    tx.createQuery("select pg_advisory_xact_lock(hashtextextended(:lock, 0))::text")
        .bind("lock", "identity-configuration " + workspace)
        .mapTo(String.class)
        .one();
  }
}
