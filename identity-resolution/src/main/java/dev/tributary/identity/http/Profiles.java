package dev.tributary.identity.http;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.ProfileReads;
import dev.tributary.identity.postgres.ProfileReads.Person;
import dev.tributary.runtime.http.MergedAway;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Workspace;
import java.util.ArrayList;
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
    return find(workspace, named)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no such profile"));
  }

  private Optional<Person> find(Workspace workspace, String named) {
    int colon = named.indexOf(':');
    Optional<String> id =
        colon < 0
            ? Optional.of(named).filter(text -> text.startsWith(Ids.PROFILE))
            : lookup(
                    workspace,
                    List.of(new Sought(named.substring(0, colon), named.substring(colon + 1))))
                .getFirst();
    return id.flatMap(found -> reads.find(workspace.id(), found));
  }

  /**
   * The same for who reads: an id that was merged away has an address no more.
   *
   * @throws MergedAway to whoever lives on
   */
  Person requireUnmerged(Workspace workspace, String named) {
    Person person = require(workspace, named);
    String id = person.profile().id();
    if (named.indexOf(':') < 0 && !named.equals(id)) {
      throw new MergedAway(id);
    }
    return person;
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
    return find(workspace, named).map(Profiles::ids).orElse(List.of(named));
  }

  /** The person's id and those that lead there since a merge. */
  static List<String> ids(Person person) {
    List<String> ids = new ArrayList<>(person.mergedFrom());
    ids.add(person.profile().id());
    return ids;
  }
}
