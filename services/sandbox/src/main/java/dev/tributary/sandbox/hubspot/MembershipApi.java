package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /crm/v3/lists/{list}/memberships}. */
public final class MembershipApi {
  private static final int MAXIMUM_CHANGE = 100_000;
  private static final int MAXIMUM_PAGE = 250;

  private record Change(
      @Nullable List<String> recordIdsToAdd, @Nullable List<String> recordIdsToRemove) {}

  /** With the vendor's own spelling: {@code recordsIdsAdded}. */
  private record Changed(
      List<String> recordsIdsAdded, List<String> recordIdsRemoved, List<String> recordIdsMissing) {}

  private record Member(String recordId, Instant membershipTimestamp) {}

  private record Membership(String listId, int listVersion, Instant firstAddedTimestamp) {}

  private final Account account;

  public MembershipApi(Account account) {
    this.account = account;
  }

  public Answer add(Call call) {
    return account.answer(() -> change(call, ids(call), List.of()));
  }

  public Answer remove(Call call) {
    return account.answer(() -> change(call, List.of(), ids(call)));
  }

  public Answer addAndRemove(Call call) {
    return account.answer(() -> {
      var change = Inputs.read(call, Change.class);
      return change(
          call,
          Objects.requireNonNullElse(change.recordIdsToAdd(), List.<String>of()),
          Objects.requireNonNullElse(change.recordIdsToRemove(), List.<String>of()));
    });
  }

  public Answer clear(Call call) {
    return account.answer(() -> {
      ListApi.list(account, call).clear();
      return Answer.empty(204);
    });
  }

  /** By record id, upwards after {@code after}, or downwards before {@code before}. */
  public Answer list(Call call) {
    return account.answer(() -> {
      var members = ListApi.list(account, call).members();
      int limit = ObjectApi.limit(call, 100, MAXIMUM_PAGE);
      boolean downwards = call.query("after").isEmpty() && call.query("before").isPresent();
      long from =
          call.query(downwards ? "before" : "after")
              .map(text -> ObjectApi.number(text, "after and before"))
              .orElse(0L);
      var ordered = downwards ? members.reversed() : members;
      var rest =
          ordered.entrySet().stream()
              .filter(e -> downwards ? e.getKey() < from : e.getKey() > from)
              .limit(limit + 1L)
              .toList();
      var shown = rest.subList(0, Math.min(limit, rest.size()));
      var results = shown.stream().map(e -> new Member(String.valueOf(e.getKey()), e.getValue()));
      return Answer.of(
          200,
          ListApi.page(
              results.toList(),
              rest.size() > limit && !downwards ? shown.getLast().getKey() : null,
              members.size()));
    });
  }

  /** The lists that a record is in. */
  public Answer ofRecord(Call call) {
    return account.answer(() -> {
      var store = account.store(ObjectType.named(call.parameter("type")));
      var object =
          store
              .find(call.parameter("id"))
              .orElseThrow(() -> Refusal.notFound("resource not found"));
      var memberships = new ArrayList<Membership>();
      for (var list : account.lists().values()) {
        if (list.type() == store.type() && list.has(object.id())) {
          var definition = list.definition();
          var since = Objects.requireNonNull(list.members().get(Long.valueOf(object.id())));
          memberships.add(new Membership(definition.listId(), definition.listVersion(), since));
        }
      }
      return Answer.of(200, ListApi.page(memberships, null, memberships.size()));
    });
  }

  private Answer change(Call call, List<String> toAdd, List<String> toRemove) {
    var list = ListApi.list(account, call);
    if (toAdd.size() + toRemove.size() > MAXIMUM_CHANGE) {
      throw Refusal.validation("At most 100000 records can be added or removed at once.");
    }
    var store = account.store(list.type());
    var missing = new ArrayList<String>();
    var added = list.add(existing(store, toAdd, missing), account.now());
    var removed = list.remove(existing(store, toRemove, missing));
    return Answer.of(200, new Changed(added, removed, missing));
  }

  private static List<String> existing(ObjectStore store, List<String> ids, List<String> missing) {
    var existing = new ArrayList<String>();
    for (var id : ids) {
      (store.find(id).isPresent() ? existing : missing).add(id);
    }
    return existing;
  }

  private static List<String> ids(Call call) {
    return Arrays.asList(Inputs.read(call, String[].class));
  }
}
