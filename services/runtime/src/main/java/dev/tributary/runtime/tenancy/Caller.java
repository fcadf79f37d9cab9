package dev.tributary.runtime.tenancy;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, read from the groups in a verified token: {@code /ws/<workspace id>/<role>}, {@code
 * /ws/<workspace id>/personal-data} and {@code /installation/admin}. Immutable.
 *
 * @param subject the token's subject
 * @param name what people call it: a user name or a client id
 * @param person whether it is somebody who signed in, and no program
 */
public record Caller(
    String subject,
    String name,
    boolean person,
    boolean installationAdmin,
    Map<String, Role> roles,
    Set<String> personalData) {
  private static final String INSTALLATION_ADMIN = "/installation/admin";
  private static final String PERSONAL_DATA = "personal-data";

  /** How Keycloak calls the account of a client that signs in for itself. */
  private static final String SERVICE_ACCOUNT = "service-account-";

  /**
   * Reads a verified token.
   *
   * @param client the claim {@code azp}: which client the token was issued to. A person's token is
   *     issued to the client that signs people in, so no name that they choose makes them a program
   */
  public static Caller of(
      String subject, String name, @Nullable String client, Collection<String> groups) {
    Map<String, Role> roles = new HashMap<>();
    Set<String> personalData = new HashSet<>();
    for (String group : groups) {
      String[] parts = group.split("/", -1);
      if (parts.length == 4 && parts[0].isEmpty() && parts[1].equals("ws")) {
        Role.named(parts[3])
            .ifPresent(role -> roles.merge(parts[2], role, (a, b) -> a.includes(b) ? a : b));
        if (parts[3].equals(PERSONAL_DATA)) {
          personalData.add(parts[2]);
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

  /** The role in a workspace; an installation's admin is admin everywhere. */
  public Optional<Role> role(String workspace) {
    return installationAdmin ? Optional.of(Role.ADMIN) : Optional.ofNullable(roles.get(workspace));
  }

  /** Whether values that nobody classified as harmless may be shown. Follows from no role. */
  public boolean mayReadPersonalData(String workspace) {
    return personalData.contains(workspace);
  }
}
