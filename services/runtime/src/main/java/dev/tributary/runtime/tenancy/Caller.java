package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request, read from the groups in a verified token: {@code /ws/<workspace
 * id>/<role>}, {@code /ws/<workspace id>/personal-data} and {@code /installation/admin}. Immutable.
 *
 * @param subject the token's subject
 * @param name what people call it: a user name or a client id
 * @param person whether it is a user who signed in, and not a program
 */
public record Caller(
    String subject,
    String name,
    boolean person,
    boolean installationAdmin,
    Map<WorkspaceId, Role> roles,
    Set<WorkspaceId> personalData) {
  private static final String INSTALLATION_ADMIN = "/installation/admin";
  private static final String PERSONAL_DATA = "personal-data";

  /** Keycloak's name for the account of a client that signs in for itself. */
  private static final String SERVICE_ACCOUNT = "service-account-";

  /**
   * Reads a verified token.
   *
   * @param client the claim {@code azp}: the client that the token was issued to. A user's token is
   *     issued to the client that signs users in, so no user name can make a user a program
   */
  public static Caller of(
      String subject, String name, @Nullable String client, Collection<String> groups) {
    Map<WorkspaceId, Role> roles = new HashMap<>();
    Set<WorkspaceId> personalData = new HashSet<>();
    for (String group : groups) {
      String[] parts = group.split("/", -1);
      if (parts.length == 4 && parts[0].isEmpty() && parts[1].equals("ws")) {
        Role.named(parts[3])
            .ifPresent(role ->
                roles.merge(new WorkspaceId(parts[2]), role, (a, b) -> a.includes(b) ? a : b));
        if (parts[3].equals(PERSONAL_DATA)) {
          personalData.add(new WorkspaceId(parts[2]));
        }
      }
    }
    return new Caller(
        subject,
        name,
        client == null || !name.equalsIgnoreCase(SERVICE_ACCOUNT + client),
        groups.contains(INSTALLATION_ADMIN),
        Map.copyOf(roles),
        Set.copyOf(personalData));
  }

  /** The role in a workspace. An installation's admin is admin in all workspaces. */
  public Optional<Role> role(WorkspaceId workspace) {
    return installationAdmin ? Optional.of(Role.ADMIN) : Optional.ofNullable(roles.get(workspace));
  }

  /** The caller as the trail of administration names it. */
  public Actor actor() {
    return new Actor(subject, name, person ? Actor.Kind.PERSON : Actor.Kind.PROGRAM);
  }

  /**
   * Whether values may be shown that nobody classified as harmless. No role includes this right.
   */
  public boolean mayReadPersonalData(WorkspaceId workspace) {
    return personalData.contains(workspace);
  }
}
