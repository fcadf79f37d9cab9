package dev.tributary.identity.http;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.identity.postgres.ProfileReads;
import dev.tributary.identity.postgres.ProfileReads.Person;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the person that a path names: by id, or by {@code type:value}. */
public final class Profiles {
  private final ProfileReads reads;
  private final WorkspaceRules rules;

  public Profiles(ProfileReads reads, WorkspaceRules rules) {
    this.reads = reads;
    this.rules = rules;
  }

  /**
   * @param named a {@code prf_} id, whose merges are followed, or {@code type:value}
   * @throws Problem 404, which never repeats an identifier
   */
  Person require(Workspace workspace, String named) {
    int colon = named.indexOf(':');
    Optional<String> id =
        colon < 0
            ? Optional.of(named).filter(text -> text.startsWith(Ids.PROFILE))
            : lookup(workspace, named.substring(0, colon), named.substring(colon + 1));
    return id.flatMap(found -> reads.find(workspace.id(), found))
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no such profile"));
  }

  /** Normalises the value as resolution does. */
  Optional<String> lookup(Workspace workspace, String type, String value) {
    Optional<Identifier> identifier = rules.of(workspace).identifier(type, value);
    return identifier.flatMap(found -> reads.lookup(workspace.id(), found));
  }

  /** The person's id and those that lead there since a merge. */
  static List<String> ids(Person person) {
    List<String> ids = new ArrayList<>(person.mergedFrom());
    ids.add(person.profile().id());
    return ids;
  }
}
