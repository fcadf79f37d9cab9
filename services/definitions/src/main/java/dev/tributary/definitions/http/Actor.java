package dev.tributary.definitions.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The user or the API client that acted.
 *
 * @param id the subject of the caller's access token
 * @param name the name at that time
 */
@Schema(name = "AuditActor")
public record Actor(String id, String name) {}
