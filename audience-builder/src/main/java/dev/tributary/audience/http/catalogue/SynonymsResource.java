package dev.tributary.audience.http.catalogue;

import dev.tributary.audience.definition.SynonymSpec;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.runtime.openapi.request.AnyOf;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The synonyms of traits and events, by which users find them. */
@Path("/api/v1/workspaces/{workspace}/catalogue/synonyms")
@RunOnVirtualThread
@Tag(name = "Catalogue")
public class SynonymsResource {
  /** The name is in the key of the stored definition, and an index limits its length. */
  private static final int LONGEST_NAME = 250;

  private static final int MOST = 20;
  private static final int LONGEST = 60;

  private final Tenant tenant;
  private final DefinitionStore<SynonymSpec> store;

  public SynonymsResource(Tenant tenant, DefinitionStore<SynonymSpec> store) {
    this.tenant = tenant;
    this.store = store;
  }

  /**
   * The synonyms of a trait or of an event.
   *
   * @param trait the name of the trait; absent for an event
   * @param call of an event: track, page, screen, group or alias
   * @param event the event's name; absent for events without a name
   * @param synonyms at most 20 texts of 1 to 60 characters; an empty list also removes the shipped
   *     synonyms
   */
  @Schema(name = "CatalogueSynonyms")
  @AnyOf({"trait", "call"})
  public record Chosen(
      @Nullable String trait,
      @Nullable String call,
      @Nullable String event,
      @Required @Nullable List<String> synonyms) {}

  /**
   * @return the synonyms that the trait or the event now has
   */
  @PUT
  @Operation(
      operationId = "putSynonyms",
      summary = "Set the synonyms of a trait or an event",
      description =
          "Users find a trait or an event by its synonyms when they build an audience. Rules do"
              + " not use them.")
  public Chosen put(@Nullable Chosen body) {
    SynonymSpec spec = spec(body == null ? new Chosen(null, null, null, null) : body);
    store.put(tenant.workspaceId(), spec.key(), spec.name(), spec);
    return new Chosen(spec.trait(), spec.call(), spec.event(), spec.synonyms());
  }

  private static SynonymSpec spec(Chosen body) {
    List<String> synonyms = synonyms(body.synonyms());
    String trait = body.trait();
    if (trait != null) {
      refuseBesideTrait(body.call(), "/call");
      refuseBesideTrait(body.event(), "/event");
      return new SynonymSpec(name(trait, "/trait"), null, null, synonyms);
    }
    if (body.call() == null) {
      throw Problems.INVALID.problem("A trait is needed, or a call", "/trait");
    }
    Call call = Call.named(body.call());
    if (call == null) {
      throw Problems.INVALID.problem(ValuesRequest.CALLS, "/call");
    }
    String event = body.event();
    return new SynonymSpec(
        null, call.wireName(), event == null ? null : name(event, "/event"), synonyms);
  }

  private static void refuseBesideTrait(@Nullable String given, String pointer) {
    if (given != null) {
      throw Problems.INVALID.problem("This cannot stand beside a trait", pointer);
    }
  }

  private static String name(String text, String pointer) {
    if (text.isEmpty() || text.length() > LONGEST_NAME || text.indexOf('\0') >= 0) {
      throw Problems.INVALID.problem(
          "This must be a text of 1 to %d characters".formatted(LONGEST_NAME), pointer);
    }
    return text;
  }

  /** Each once, without spaces around it. */
  private static List<String> synonyms(@Nullable List<String> given) {
    if (given == null || given.size() > MOST) {
      throw Problems.INVALID.problem(
          "synonyms must be a list of at most %d texts".formatted(MOST), "/synonyms");
    }
    List<Problem.At> wrong = new ArrayList<>();
    List<String> synonyms = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < given.size(); i++) {
      String text = Objects.requireNonNullElse(given.get(i), "").strip();
      if (text.isEmpty()
          || text.length() > LONGEST
          || text.chars().anyMatch(Character::isISOControl)) {
        wrong.add(
            new Problem.At(
                "/synonyms/" + i, "This must be a text of 1 to %d characters".formatted(LONGEST)));
      } else if (seen.add(text.toLowerCase(Locale.ROOT))) {
        synonyms.add(text);
      }
    }
    if (!wrong.isEmpty()) {
      throw Problems.INVALID.problem("The synonyms are not valid", wrong);
    }
    return synonyms;
  }
}
