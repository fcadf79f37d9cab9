package dev.tributary.definitions.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.definitions.DefinitionVersion;
import dev.tributary.runtime.definition.Author;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version of a definition, with the caller who made it.
 *
 * @param version the number of the version; it grows by one with each change that a version shows
 * @param changedAt when this version was stored, in real time
 * @param changedBy null where it was not recorded
 * @param key the key of this version
 * @param name the name of this version
 * @param deleted whether this version is the deletion of the definition; {@code content} is then
 *     the last content
 * @param content the definition in the form in which a client writes it, without secrets, and
 *     without fields that versions do not have: tags, folder, owner and, of an audience, the
 *     description
 * @param inWords the rule of an audience as a sentence; null for other definitions, and if this
 *     version cannot read the rule
 */
@Schema(name = "DefinitionVersion")
public record DefinitionVersionView(
    long version,
    Instant changedAt,
    @Nullable Actor changedBy,
    String key,
    String name,
    boolean deleted,
    JsonNode content,
    @Nullable String inWords) {

  static DefinitionVersionView of(
      DefinitionVersion<?> kept, JsonNode content, @Nullable String inWords, Tenant tenant) {
    Author by = kept.author();
    return new DefinitionVersionView(
        kept.version(),
        kept.at(),
        by == null ? null : Actor.of(MemberNames.seenBy(tenant), by.id(), by.name()),
        kept.key(),
        kept.name(),
        kept.deleted(),
        content,
        inWords);
  }
}
