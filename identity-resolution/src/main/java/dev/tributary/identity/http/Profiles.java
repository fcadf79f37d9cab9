package dev.tributary.identity.http;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.ProfileReads;
import dev.tributary.identity.postgres.ProfileReads.Family;
import dev.tributary.identity.postgres.ProfileReads.Person;
import dev.tributary.runtime.http.MergedAway;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Workspace;
import java.util.List;
import java.util.Map;
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
    return id(workspace, named)
        .flatMap(id -> reads.find(workspace.id(), id))
        .orElseThrow(Profiles::nobody);
  }

  /** The same for whom a person's ids are enough. */
  Family requireFamily(Workspace workspace, String named) {
    return family(workspace, named).orElseThrow(Profiles::nobody);
  }

  private Optional<Family> family(Workspace workspace, String named) {
    return id(workspace, named).flatMap(id -> reads.family(workspace.id(), id));
  }

  private static Problem nobody() {
    return Problems.NOT_FOUND.problem("There is no such profile");
  }

  /** The id that a path names, of somebody who may not exist or live on as somebody else. */
  private Optional<String> id(Workspace workspace, String named) {
    int colon = named.indexOf(':');
    return colon < 0
        ? Optional.of(named).filter(text -> text.startsWith(Ids.PROFILE))
        : lookup(
                workspace,
                List.of(new Sought(named.substring(0, colon), named.substring(colon + 1))))
            .getFirst();
  }

  /**
   * The same for who reads: an id that was merged away has an address no more.
   *
   * @throws MergedAway to whoever lives on
   */
  Person requireUnmerged(Workspace workspace, String named) {
    Person person = require(workspace, named);
    requireUnmerged(named, person.profile().id());
    return person;
  }

  /** The same for whom a person's ids are enough. */
  Family requireUnmergedFamily(Workspace workspace, String named) {
    Family family = requireFamily(workspace, named);
    requireUnmerged(named, family.id());
    return family;
  }

  private static void requireUnmerged(String named, String id) {
    if (named.indexOf(':') < 0 && !named.equals(id)) {
      throw new MergedAway(id);
    }
  }

  /** An identifier as somebody wrote it. */
  record Sought(String type, String value) {}

  /**
   * Where identifiers lead, in their order; empty for nobody. Normalises values as resolution does.
   */
  List<Optional<String>> lookup(Workspace workspace, List<Sought> sought) {
    IdentifierReader reader = rules.of(workspace);
    List<Optional<Identifier>> identifiers =
        sought.stream().map(each -> reader.identifier(each.type(), each.value())).toList();
    Map<Identifier, String> found =
        reads.lookup(
            workspace.id(), identifiers.stream().flatMap(Optional::stream).distinct().toList());
    return identifiers.stream().map(each -> each.map(found::get)).toList();
  }

  /**
   * A person's ids, merged ones included; just the one that is named where nobody is known by it.
   */
  List<String> ids(Workspace workspace, String named) {
    return family(workspace, named).map(Family::ids).orElse(List.of(named));
  }
}
