package dev.tributary.local.launch;

/** A server that a service needs before it starts. */
public enum Prerequisite {
  KAFKA,
  POSTGRES,
  REDIS,
  KEYCLOAK
}
