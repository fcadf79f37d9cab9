package dev.tributary.control.http.member;

import dev.tributary.control.workspace.ApiClient;
import dev.tributary.control.workspace.ApiClients;
import dev.tributary.control.workspace.ClientName;
import dev.tributary.control.workspace.Members;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API client in a request.
 *
 * @param name 2 to 64 lower-case letters, digits and hyphens; begins with a letter, ends with a
 *     letter or a digit; unique among the clients of the workspace
 * @param role {@code viewer}, {@code marketer}, {@code engineer} or {@code admin}; each role
 *     includes the roles before it
 * @param personalData whether the client may see personal data; false by default
 * @param expiresAt when the client expires and gets no more tokens; if absent, it never expires
 */
public record NewApiClient(
    @Required @Nullable String name,
    @Required @Nullable Role role,
    @Nullable Boolean personalData,
    @Nullable Instant expiresAt) {

  ApiClient client(Workspace workspace) {
    String checked = ClientName.require(name);
    return new ApiClient(
        ApiClients.clientId(workspace.key(), checked),
        checked,
        Members.require(role),
        Boolean.TRUE.equals(personalData),
        expiresAt,
        null);
  }
}
