package dev.tributary.gateway.workspace;

import dev.tributary.runtime.tenancy.Role;

/** A person who may enter a workspace. */
public record Member(String username, String name, Role role, boolean personalData) {}
