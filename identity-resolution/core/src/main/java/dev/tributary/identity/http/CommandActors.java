package dev.tributary.identity.http;

import dev.tributary.definitions.http.Actor;
import dev.tributary.identity.command.CommandAuthors;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The callers who sent commands about people, as the present caller may see them. Thread-safe;
 * blocks.
 */
@Singleton
public class CommandActors {
  private final CommandAuthors authors;
  private final Tenant tenant;

  public CommandActors(CommandAuthors authors, Tenant tenant) {
    this.authors = authors;
    this.tenant = tenant;
  }

  /** By the id of the command. Commands without a recorded author are absent. */
  public Map<String, Actor> of(Collection<String> commands) {
    MemberNames names = MemberNames.seenBy(tenant);
    Map<String, Actor> actors = new HashMap<>();
    authors
        .of(tenant.workspaceId(), commands)
        .forEach((command, author) ->
            actors.put(command, Actor.of(names, author.subject(), author.name())));
    return actors;
  }
}
