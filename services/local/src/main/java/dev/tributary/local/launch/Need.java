package dev.tributary.local.launch;

/** What has to be there before a service starts. */
public enum Need {
  KAFKA,
  POSTGRES,
  REDIS,
  KEYCLOAK
}
