package dev.tributary.audience.postgres;

import dev.tributary.audience.consent.MissingConsent;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * {@link MissingConsent} over PostgreSQL. Each statement is a transaction of its own, and skips
 * people whom a loop is writing: so no loop waits for this work and this work waits for no loop,
 * whatever order of locks they have.
 */
public final class PostgresMissingConsent implements MissingConsent {
  private static final int AT_ONCE = 500;

  private static final String NEXT =
      """
      select workspace, profile from missing_consent
      where workspace = (select min(workspace) from missing_consent)
      order by profile limit :limit\
      """;

  private static final String STORE =
      """
      with known as (
        select * from unnest(?::text[], ?::bigint[], ?::text[]) k(profile, version, consent)),
      free as materialized (
        select p.profile from person p join known k on k.profile = p.profile
        where p.workspace = ? and p.version = k.version and p.consent_version <> p.version
        order by p.profile for update of p skip locked)
      update person p set consent = k.consent, consent_version = k.version
      from known k join free f on f.profile = k.profile
      where p.profile = k.profile\
      """;

  /** A person without an answer is decided as before. */
  private static final String RECHECK =
      """
      insert into recheck (part, profile, workspace, at)
      select p.part, p.profile, p.workspace, 0 from person p
      where p.workspace = ? and p.profile = any(?) and p.consent_version = p.version
        and p.consent <> '{}' and not p.merged
      order by p.part, p.profile
      on conflict (part, profile) do nothing\
      """;

  /**
   * Forgets the people with stored consent, and those with a later version on its way. The lock
   * keeps an instance of the version before from a write in between, which this statement would not
   * see.
   */
  private static final String DONE =
      """
      with known as (select * from unnest(?::text[], ?::bigint[]) k(profile, version)),
      done as materialized (
        select p.profile from person p join known k on k.profile = p.profile
        where p.workspace = ?
          and (p.consent_version = p.version or p.version < k.version or p.merged)
        order by p.profile for update of p skip locked)
      delete from missing_consent m using done d
      where m.workspace = ? and m.profile = d.profile\
      """;

  private final DataSource worker;
  private final Jdbi jdbi;
  private final RequestDatabase requests;

  public PostgresMissingConsent(DataSource worker, RequestDatabase requests) {
    this.worker = worker;
    this.jdbi = Jdbi.create(worker);
    this.requests = requests;
  }

  @Override
  public Optional<Batch> next() {
    List<Batch> rows =
        jdbi.withHandle(tx ->
            tx.createQuery(NEXT)
                .bind("limit", AT_ONCE)
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
    try (Connection connection = worker.getConnection()) {
      try (PreparedStatement store = connection.prepareStatement(STORE)) {
        new Columns<>(store, known)
            .profile(ProfileConsent::profile)
            .longs(ProfileConsent::version)
            .text(each -> new String(Json.write(each.consent()), StandardCharsets.UTF_8));
        store.setString(4, workspace.value());
        store.executeUpdate();
      }
      try (PreparedStatement recheck = connection.prepareStatement(RECHECK)) {
        recheck.setString(1, workspace.value());
        new Columns<>(recheck, 2, known).profile(ProfileConsent::profile);
        recheck.executeUpdate();
      }
      try (PreparedStatement done = connection.prepareStatement(DONE)) {
        new Columns<>(done, known).profile(ProfileConsent::profile).longs(ProfileConsent::version);
        done.setString(3, workspace.value());
        done.setString(4, workspace.value());
        done.executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The consent of people cannot be stored", e);
    }
  }

  @Override
  public void forget(WorkspaceId workspace, ProfileId profile) {
    jdbi.useHandle(tx ->
        tx.createUpdate(
                "delete from missing_consent where workspace = :workspace and profile = :profile")
            .bind("workspace", workspace.value())
            .bind("profile", profile.value())
            .execute());
  }
}
