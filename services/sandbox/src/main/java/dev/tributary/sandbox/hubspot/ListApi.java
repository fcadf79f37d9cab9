package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.hubspot.ObjectViews.Page;
import dev.tributary.sandbox.hubspot.ObjectViews.Paging;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /crm/v3/lists}: the lists themselves. {@link MembershipApi} serves their members. */
public final class ListApi {
  private static final List<String> BY_HAND = List.of("MANUAL", "SNAPSHOT");
  private static final int MAXIMUM_SEARCH = 500;

  private record Create(
      @Nullable String name, @Nullable String objectTypeId, @Nullable String processingType) {}

  private record Search(
      @Nullable String query,
      @Nullable String objectTypeId,
      @Nullable List<String> processingTypes,
      @Nullable List<String> listIds,
      @Nullable Integer offset,
      @Nullable Integer count) {}

  private record One(CrmList.Definition list) {}

  private record Updated(CrmList.Definition updatedList) {}

  @RecordBuilder
  record Found(
      String listId,
      int listVersion,
      String name,
      String objectTypeId,
      String processingType,
      String processingStatus,
      Instant createdAt,
      Instant updatedAt,
      Map<String, String> additionalProperties) {}

  private record FoundPage(List<Found> lists, int offset, boolean hasMore, int total) {}

  private final Account account;

  public ListApi(Account account) {
    this.account = account;
  }

  public Answer create(Call call) {
    return account.answer(() -> {
      var body = Inputs.read(call, Create.class);
      var name = requiredName(body.name());
      var type = type(Objects.requireNonNullElse(body.objectTypeId(), ""));
      var processing = Objects.requireNonNullElse(body.processingType(), "");
      if (!BY_HAND.contains(processing)) {
        throw Refusal.validation(
            "processingType must be one of %s in this stand-in, not '%s'."
                .formatted(BY_HAND, processing));
      }
      refuseTaken(name);
      if (account.lists().size() >= account.listLimit()) {
        throw Refusal.validation("This account has too many lists.");
      }
      var id = account.nextId();
      var list = new CrmList(id, name, type, processing, account.now());
      account.lists().put(id, list);
      return Answer.of(200, new One(list.definition()));
    });
  }

  public Answer get(Call call) {
    return account.answer(() -> Answer.of(200, new One(list(account, call).definition())));
  }

  public Answer getByName(Call call) {
    return account.answer(() -> {
      var type = type(call.parameter("type"));
      var name = call.parameter("name");
      return named(name)
          .filter(list -> list.type() == type)
          .map(list -> Answer.of(200, new One(list.definition())))
          .orElseThrow(() -> Refusal.listNotFound("name " + name));
    });
  }

  public Answer rename(Call call) {
    return account.answer(() -> {
      var list = list(account, call);
      var name = requiredName(call.query("listName").orElse(null));
      if (!name.equals(list.name())) {
        refuseTaken(name);
        list.rename(name, account.now());
      }
      return Answer.of(200, new Updated(list.definition()));
    });
  }

  public Answer delete(Call call) {
    return account.answer(() -> {
      list(account, call);
      account.lists().remove(call.parameter("list"));
      return Answer.empty(204);
    });
  }

  public Answer search(Call call) {
    return account.answer(() -> {
      var search = Inputs.read(call, Search.class);
      int offset = Objects.requireNonNullElse(search.offset(), 0);
      int count = Objects.requireNonNullElse(search.count(), 20);
      if (offset < 0 || count < 1 || count > MAXIMUM_SEARCH) {
        throw Refusal.validation("offset must be 0 or more, count between 1 and 500.");
      }
      var all =
          account.lists().values().stream()
              .filter(list -> matches(search, list))
              .map(list -> found(list.definition()))
              .toList();
      var page = all.stream().skip(offset).limit(count).toList();
      int next = offset + page.size();
      return Answer.of(200, new FoundPage(page, next, next < all.size(), all.size()));
    });
  }

  private static boolean matches(Search search, CrmList list) {
    var definition = list.definition();
    var query = Objects.requireNonNullElse(search.query(), "").toLowerCase(Locale.ROOT);
    var ids = Objects.requireNonNullElse(search.listIds(), List.<String>of());
    var processing = Objects.requireNonNullElse(search.processingTypes(), List.<String>of());
    return list.name().toLowerCase(Locale.ROOT).contains(query)
        && (ids.isEmpty() || ids.contains(definition.listId()))
        && (processing.isEmpty() || processing.contains(definition.processingType()))
        && (search.objectTypeId() == null
            || search.objectTypeId().equals(definition.objectTypeId()));
  }

  private static Found found(CrmList.Definition list) {
    return ListApiFoundBuilder.builder()
        .listId(list.listId())
        .listVersion(list.listVersion())
        .name(list.name())
        .objectTypeId(list.objectTypeId())
        .processingType(list.processingType())
        .processingStatus(list.processingStatus())
        .createdAt(list.createdAt())
        .updatedAt(list.updatedAt())
        .additionalProperties(Map.of("hs_list_size", String.valueOf(list.size())))
        .build();
  }

  static CrmList list(Account account, Call call) {
    var id = call.parameter("list");
    return Optional.ofNullable(account.lists().get(id))
        .orElseThrow(() -> Refusal.listNotFound("ID " + id));
  }

  static Page<Object> page(List<?> results, @Nullable Long next, long total) {
    return new Page<>(
        List.copyOf(results), next == null ? null : Paging.after(String.valueOf(next)), total);
  }

  private Optional<CrmList> named(String name) {
    return account.lists().values().stream().filter(list -> list.name().equals(name)).findFirst();
  }

  private void refuseTaken(String name) {
    if (named(name).isPresent()) {
      throw Refusal.listNameTaken(name);
    }
  }

  private static String requiredName(@Nullable String name) {
    if (name == null || name.isBlank()) {
      throw Refusal.validation("The name of a list must not be blank.");
    }
    return name;
  }

  private static ObjectType type(String objectTypeId) {
    return ObjectType.named(objectTypeId);
  }
}
