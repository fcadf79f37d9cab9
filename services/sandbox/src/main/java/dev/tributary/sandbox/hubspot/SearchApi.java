package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.hubspot.ObjectViews.Page;
import dev.tributary.sandbox.hubspot.ObjectViews.Paging;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /crm/v3/objects/{type}/search}: groups of filters with EQ, IN and HAS_PROPERTY. HubSpot
 * has more operators, a text query and sorting, which this stand-in refuses.
 */
public final class SearchApi {
  private static final int MAXIMUM_PAGE = 200;
  private static final int MAXIMUM_GROUPS = 6;
  private static final int MAXIMUM_VALUES = 100;

  private record Filter(
      @Nullable String propertyName,
      @Nullable String operator,
      @Nullable String value,
      @Nullable List<String> values) {}

  private record Group(@Nullable List<Filter> filters) {}

  private record Search(
      @Nullable List<Group> filterGroups,
      @Nullable List<String> properties,
      @Nullable List<String> sorts,
      @Nullable String query,
      @Nullable Integer limit,
      @Nullable String after) {}

  private final Account account;

  public SearchApi(Account account) {
    this.account = account;
  }

  public Answer search(Call call) {
    return account.answer(() -> {
      var store = account.store(ObjectType.named(call.parameter("type")));
      var search = Inputs.read(call, Search.class);
      var groups = groups(search);
      int limit = limit(search);
      long offset = ObjectApi.number(Objects.requireNonNullElse(search.after(), "0"), "after");
      var asked = Objects.requireNonNullElse(search.properties(), List.<String>of());
      var found =
          store.all().stream()
              .filter(object -> groups.stream().anyMatch(group -> matches(store, object, group)))
              .toList();
      var page = found.stream().skip(offset).limit(limit).toList();
      long next = offset + page.size();
      return Answer.of(
          200,
          new Page<>(
              page.stream().map(object -> ObjectViews.of(store.type(), object, asked)).toList(),
              next < found.size() ? Paging.after(String.valueOf(next)) : null,
              (long) found.size()));
    });
  }

  private static List<Group> groups(Search search) {
    var groups = Objects.requireNonNullElse(search.filterGroups(), List.<Group>of());
    boolean refused =
        search.query() != null || (search.sorts() != null && !search.sorts().isEmpty());
    if (refused || groups.isEmpty() || groups.size() > MAXIMUM_GROUPS) {
      throw Refusal.validation(
          "This stand-in takes 1 to %d filterGroups, no query and no sorts."
              .formatted(MAXIMUM_GROUPS));
    }
    return groups;
  }

  private static int limit(Search search) {
    int limit = Objects.requireNonNullElse(search.limit(), 10);
    if (limit < 1 || limit > MAXIMUM_PAGE) {
      throw Refusal.validation("limit must be between 1 and %d".formatted(MAXIMUM_PAGE));
    }
    return limit;
  }

  /** All filters of a group must match. */
  private static boolean matches(ObjectStore store, CrmObject object, Group group) {
    var filters = Objects.requireNonNullElse(group.filters(), List.<Filter>of());
    if (filters.isEmpty()) {
      throw Refusal.validation("Every filter group must have filters.");
    }
    return filters.stream().allMatch(filter -> matches(store, object, filter));
  }

  private static boolean matches(ObjectStore store, CrmObject object, Filter filter) {
    var name = filter.propertyName();
    if (name == null || store.catalogue().find(name).isEmpty()) {
      throw Refusal.validation("There was a problem with the request: no property " + name);
    }
    var held = object.value(name);
    return switch (Objects.requireNonNullElse(filter.operator(), "")) {
      case "EQ" -> held != null && lower(held).equals(lower(required(filter.value())));
      case "IN" -> held != null && values(filter).contains(lower(held));
      case "HAS_PROPERTY" -> held != null;
      default -> throw Refusal.validation("This stand-in has no operator " + filter.operator());
    };
  }

  /** HubSpot compares the values of IN with texts in lower case, and does not convert them. */
  private static List<String> values(Filter filter) {
    var values = Objects.requireNonNullElse(filter.values(), List.<String>of());
    if (values.isEmpty() || values.size() > MAXIMUM_VALUES) {
      throw Refusal.validation("IN takes 1 to %d values.".formatted(MAXIMUM_VALUES));
    }
    return values;
  }

  private static String required(@Nullable String value) {
    if (value == null) {
      throw Refusal.validation("The filter needs a value.");
    }
    return value;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
