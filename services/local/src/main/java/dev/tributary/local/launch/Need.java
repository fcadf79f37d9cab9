package dev.tributary.local.launch;

/** What a service needs before it starts. */
public enum Need {
  KAFKA,
  POSTGRES,
  REDIS,
  KEYCLOAK
}
