package dev.tributary.definitions.http;

import dev.tributary.runtime.tenancy.MemberNames;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The user or the API client that acted.
 *
 * @param id the subject of the caller's access token
 * @param name the name at that time; the id instead, if the name is an e-mail address and the
 *     caller may not read personal data
 */
@Schema(name = "AuditActor")
public record Actor(String id, String name) {

  /**
   * As a caller may see it.
   *
   * @param names which names the caller sees
   */
  public static Actor of(MemberNames names, String id, String name) {
    return new Actor(id, names.shows(name) ? name : id);
  }
}
