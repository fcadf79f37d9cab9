package dev.tributary.identity.postgres.matching;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.TraitReading;
import dev.tributary.identity.postgres.store.PostgresRuleReads;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.profile.TraitPolicies;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * All profiles of a workspace in the form that matching compares, in the order of their ids. Read
 * page by page, so that no transaction stays open and little memory is used. Sensitive traits are
 * left out. Confined to one thread.
 */
public final class PeopleRecords implements Iterator<MatchRecord> {
  private static final int PAGE = 500;

  private final Jdbi worker;
  private final WorkspaceId workspace;
  private final TraitPolicies policies;
  private final Set<String> sensitive;
  private final Queue<MatchRecord> page = new ArrayDeque<>();
  private ProfileId last = ProfileId.BEFORE_ALL;
  private boolean ended;

  public PeopleRecords(Jdbi worker, WorkspaceId workspace) {
    this.worker = worker;
    this.workspace = workspace;
    this.policies = worker.withHandle(handle -> policies(handle, workspace));
    this.sensitive = worker.withHandle(handle -> sensitive(handle, workspace));
  }

  private static TraitPolicies policies(Handle handle, WorkspaceId workspace) {
    return new PostgresRuleReads(handle.getConnection()).policies(workspace);
  }

  private static Set<String> sensitive(Handle handle, WorkspaceId workspace) {
    return new HashSet<>(
        handle
            .createQuery(
                "select key from definition where workspace = :workspace and kind = 'trait'"
                    + " and not deleted and spec ->> 'classification' = 'sensitive'")
            .bind("workspace", workspace.value())
            .mapTo(String.class)
            .list());
  }

  @Override
  public boolean hasNext() {
    if (page.isEmpty() && !ended) {
      read();
    }
    return !page.isEmpty();
  }

  @Override
  public MatchRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.remove();
  }

  private void read() {
    List<Profile> next =
        worker.withHandle(handle ->
            handle
                .createQuery(
                    """
                    select profile, version, document from profile
                    where workspace = :workspace and profile > :last
                    order by profile limit :page\
                    """)
                .bind("workspace", workspace.value())
                .bind("last", last.value())
                .bind("page", PAGE)
                .map((rows, _) ->
                    ProfileCodec.read(
                        workspace,
                        new ProfileId(rows.getString(1)),
                        rows.getLong(2),
                        rows.getBytes(3)))
                .list());
    ended = next.size() < PAGE;
    if (!next.isEmpty()) {
      last = next.getLast().id();
    }
    next.forEach(profile -> page.add(record(profile)));
  }

  private MatchRecord record(Profile profile) {
    Map<String, String> texts = new LinkedHashMap<>();
    profile.traits().values(policies).forEach((trait, value) -> addText(texts, trait, value));
    // An e-mail address or phone number that the profile has only as an identifier is compared too.
    for (Identifier identifier : profile.identifiers()) {
      if (identifier.type().equals(Identifier.EMAIL)
          || identifier.type().equals(Identifier.PHONE)) {
        texts.putIfAbsent(identifier.type(), identifier.value());
      }
    }
    return TraitReading.record(profile.id().value(), texts);
  }

  /** A postal address is one trait; its parts are compared. */
  private void addText(Map<String, String> texts, String trait, JsonNode value) {
    if (sensitive.contains(trait)) {
      return;
    }
    if (value.isObject() && trait.equalsIgnoreCase(TraitReading.ADDRESS)) {
      value.properties().forEach(part -> addText(texts, part.getKey(), part.getValue()));
    } else if (value.isTextual() || value.isNumber()) {
      texts.putIfAbsent(trait, value.asText());
    }
  }
}
