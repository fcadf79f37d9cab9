package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code /crm/v3/lists/{list}/memberships}. */
public final class MembershipApi {
  private static final int MAXIMUM_CHANGE = 100_000;

  /** With the vendor's own spelling: {@code recordsIdsAdded}. */
  private record Changed(
      List<String> recordsIdsAdded, List<String> recordIdsRemoved, List<String> recordIdsMissing) {}

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
