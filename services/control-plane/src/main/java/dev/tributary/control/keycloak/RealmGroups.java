package dev.tributary.control.keycloak;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.ApiClientName;
import dev.tributary.control.workspace.Member;
import dev.tributary.runtime.tenancy.Role;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.admin.client.resource.GroupResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The groups {@code /ws/<workspace>/<role>}; tokens carry the paths of their owner's groups. */
final class RealmGroups {
  private static final String ROOT = "/ws";
  private static final String PERSONAL_DATA = "personal-data";
  private static final int PAGE = 500;

  private final RealmResource realm;

  RealmGroups(RealmResource realm) {
    this.realm = realm;
  }

  void ensureOf(WorkspaceId workspaceId) {
    ensure(ROOT, workspaceId.value());
    for (Role role : Role.values()) {
      ensure(path(workspaceId), role.wireName());
    }
    ensure(path(workspaceId), PERSONAL_DATA);
  }

  void deleteOf(WorkspaceId workspaceId) {
    try {
      realm.groups().group(id(path(workspaceId))).remove();
    } catch (NotFoundException e) {
      // Already deleted.
    }
  }

  private void ensure(String parent, String name) {
    GroupRepresentation group = new GroupRepresentation();
    group.setName(name);
    try (Response response = realm.groups().group(id(parent)).subGroup(group)) {
      boolean there = response.getStatus() == Response.Status.CONFLICT.getStatusCode();
      Answers.require(
          response,
          there || response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL);
    }
  }

  /** Puts a user, of a person or of a client, into the groups of these rights and no others. */
  void assign(WorkspaceId workspaceId, String userId, Role role, boolean personalData) {
    UserResource user = realm.users().get(userId);
    for (Role other : Role.values()) {
      if (other != role) {
        user.leaveGroup(id(path(workspaceId, other.wireName())));
      }
    }
    user.joinGroup(id(path(workspaceId, role.wireName())));
    String personal = id(path(workspaceId, PERSONAL_DATA));
    if (personalData) {
      user.joinGroup(personal);
    } else {
      user.leaveGroup(personal);
    }
  }

  void leave(WorkspaceId workspaceId, String userId) {
    UserResource user = realm.users().get(userId);
    Stream.concat(Stream.of(Role.values()).map(Role::wireName), Stream.of(PERSONAL_DATA))
        .forEach(group -> user.leaveGroup(id(path(workspaceId, group))));
  }

  /**
   * All people in the groups of a workspace.
   *
   * @param programs the usernames of the service accounts of this workspace's API clients
   */
  List<Member> members(WorkspaceId workspaceId, Set<String> programs) {
    Set<String> personalData =
        users(path(workspaceId, PERSONAL_DATA))
            .map(UserRepresentation::getId)
            .collect(Collectors.toSet());
    return Stream.of(Role.values())
        .flatMap(role ->
            users(path(workspaceId, role.wireName()))
                .filter(user -> !programs.contains(user.getUsername()))
                .map(user -> member(user, role, personalData.contains(user.getId()))))
        .sorted(Comparator.comparing(Member::username))
        .toList();
  }

  /**
   * The API clients in the groups of a workspace.
   *
   * @param names their names, by the usernames of their service accounts
   */
  Stream<ApiClientName> clientNames(WorkspaceId workspaceId, Map<String, String> names) {
    return Stream.of(Role.values())
        .flatMap(role -> users(path(workspaceId, role.wireName())))
        .flatMap(user ->
            Optional.ofNullable(names.get(user.getUsername())).stream()
                .map(name -> new ApiClientName(user.getId(), name)));
  }

  private static Member member(UserRepresentation user, Role role, boolean personalData) {
    String name =
        Stream.of(user.getFirstName(), user.getLastName())
            .filter(part -> part != null && !part.isBlank())
            .collect(Collectors.joining(" "));
    return new Member(
        user.getId(),
        user.getUsername(),
        name,
        user.getEmail(),
        role,
        personalData,
        RealmAccounts.isInvited(user));
  }

  private Stream<UserRepresentation> users(String path) {
    GroupResource group = realm.groups().group(id(path));
    List<UserRepresentation> all = new ArrayList<>();
    int before;
    do {
      before = all.size();
      all.addAll(group.members(before, PAGE, false));
    } while (all.size() - before == PAGE);
    return all.stream();
  }

  private String id(String path) {
    return realm.getGroupByPath(path).getId();
  }

  private static String path(WorkspaceId workspaceId) {
    return ROOT + "/" + workspaceId;
  }

  private static String path(WorkspaceId workspaceId, String group) {
    return path(workspaceId) + "/" + group;
  }
}
