package dev.tributary.gateway.workspace;

import dev.tributary.runtime.tenancy.Role;

/**
 * A program that may call the API for one workspace.
 *
 * @param clientId what it signs in with
 * @param name its name in the workspace
 * @param personalData whether it sees values that nobody classified as harmless
 */
public record ApiClient(String clientId, String name, Role role, boolean personalData) {}
