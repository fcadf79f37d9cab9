package dev.tributary.audience.postgres;

import dev.tributary.audience.consent.MissingConsent;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * {@link MissingConsent} over PostgreSQL. The people whom a loop is writing are skipped. A
 * transaction waits for a loop in its first statement at most, before it has locked anything, so no
 * loop and no transaction wait for each other.
 */
public final class PostgresMissingConsent implements MissingConsent {
  private static final String NEXT =
      """
      select workspace, profile from missing_consent
      where workspace = (select min(workspace) from missing_consent)
      order by profile limit :limit\
      """;

  /** Known consent with the people of whom it is missing. */
  private static final String KNOWN =
      """
      from person p
      join unnest(:profiles, :versions, :consents) k (profile, version, consent)
        on k.profile = p.profile
      where p.workspace = :workspace and p.version <= k.version and p.consent_version <> p.version\
      """;

  /** Nobody need be decided again. */
  private static final String STORE_UNCHANGED =
      """
      with free as materialized (
        select p.profile %s and p.consent = k.consent
        order by p.profile for update of p skip locked)
      update person p set consent_version = p.version from free f where p.profile = f.profile\
      """
          .formatted(KNOWN);

  private static final String CHANGED =
      "select p.profile %s and p.consent <> k.consent and not p.merged order by p.profile"
          .formatted(KNOWN);

  /**
   * Comes before the consent is stored. A recheck that is there already is locked until then, so
   * that no loop takes it and decides with the consent of before.
   */
  private static final String RECHECK =
      """
      insert into recheck (part, profile, workspace, at)
      select part, profile, workspace, 0 from person
      where workspace = :workspace and profile = :profile
      on conflict (part, profile) do update set at = recheck.at\
      """;

  private static final String STORE =
      """
      with free as materialized (
        select profile from person
        where workspace = :workspace and profile = :profile and version <= :version
          and consent_version <> version
        for update skip locked)
      update person p set consent = :consent, consent_version = p.version
      from free f where p.profile = f.profile\
      """;

  /**
   * The lock keeps an instance of the version before from a write in between, which this statement
   * would not see.
   */
  private static final String DONE =
      """
      with done as materialized (
        select profile from person
        where workspace = :workspace and profile = any(:profiles)
          and (consent_version = version or merged)
        order by profile for update skip locked)
      delete from missing_consent m using done d
      where m.workspace = :workspace and m.profile = d.profile\
      """;

  private static final String NOBODY =
      """
      delete from missing_consent m
      where m.workspace = :workspace and m.profile = any(:profiles)
        and not exists (select from person p where p.profile = m.profile)\
      """;

  private final Jdbi worker;
  private final RequestDatabase requests;

  public PostgresMissingConsent(DataSource worker, RequestDatabase requests) {
    this.worker = Jdbi.create(worker);
    this.requests = requests;
  }

  @Override
  public Optional<Batch> next() {
    List<Batch> rows =
        worker.withHandle(tx ->
            tx.createQuery(NEXT)
                .bind("limit", ProfileConsents.AT_ONCE)
                .map((row, _) ->
                    new Batch(
                        new WorkspaceId(row.getString(1)),
                        List.of(new ProfileId(row.getString(2)))))
                .list());
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Batch(
                rows.getFirst().workspace(),
                rows.stream().map(row -> row.profiles().getFirst()).toList()));
  }

  @Override
  public boolean any(WorkspaceId workspace) {
    return requests.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select exists (select from missing_consent where workspace = :workspace)")
                .bind("workspace", workspace.value())
                .mapTo(Boolean.class)
                .one());
  }

  @Override
  public void store(WorkspaceId workspace, List<ProfileConsent> known) {
    if (known.isEmpty()) {
      return;
    }
    worker.useHandle(tx -> bind(tx.createUpdate(STORE_UNCHANGED), workspace, known).execute());
    Set<String> changed =
        worker.withHandle(
            tx -> bind(tx.createQuery(CHANGED), workspace, known).mapTo(String.class).set());
    for (ProfileConsent each : known) {
      if (changed.contains(each.profile().value())) {
        storeChanged(workspace, each);
      }
    }
    delete(DONE, workspace, known.stream().map(ProfileConsent::profile).toList());
  }

  private static <T extends SqlStatement<T>> T bind(
      T statement, WorkspaceId workspace, List<ProfileConsent> known) {
    return statement
        .bind("workspace", workspace.value())
        .bind("profiles", ProfileId.values(known.stream().map(ProfileConsent::profile).toList()))
        .bind("versions", known.stream().mapToLong(ProfileConsent::version).toArray())
        .bind("consents", known.stream().map(PostgresMissingConsent::text).toArray(String[]::new));
  }

  private static String text(ProfileConsent known) {
    return new String(Json.write(known.consent()), StandardCharsets.UTF_8);
  }

  /** Each person in a transaction of its own, since a loop has rechecks in another order. */
  private void storeChanged(WorkspaceId workspace, ProfileConsent known) {
    worker.useTransaction(tx -> {
      tx.createUpdate(RECHECK)
          .bind("workspace", workspace.value())
          .bind("profile", known.profile().value())
          .execute();
      tx.createUpdate(STORE)
          .bind("workspace", workspace.value())
          .bind("profile", known.profile().value())
          .bind("version", known.version())
          .bind("consent", text(known))
          .execute();
    });
  }

  @Override
  public void forget(WorkspaceId workspace, List<ProfileId> unknown) {
    store(
        workspace,
        unknown.stream().map(each -> new ProfileConsent(each, Long.MAX_VALUE, Map.of())).toList());
    delete(NOBODY, workspace, unknown);
  }

  private void delete(String sql, WorkspaceId workspace, List<ProfileId> profiles) {
    worker.useHandle(tx ->
        tx.createUpdate(sql)
            .bind("workspace", workspace.value())
            .bind("profiles", ProfileId.values(profiles))
            .execute());
  }
}
