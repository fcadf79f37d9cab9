package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /crm/v3/lists}: the lists themselves. {@link MembershipApi} serves their members. */
public final class ListApi {
  private static final List<String> BY_HAND = List.of("MANUAL", "SNAPSHOT");

  private record Create(
      @Nullable String name, @Nullable String objectTypeId, @Nullable String processingType) {}

  private record One(CrmList.Definition list) {}

  private record Updated(CrmList.Definition updatedList) {}

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

  static CrmList list(Account account, Call call) {
    var id = call.parameter("list");
    return Optional.ofNullable(account.lists().get(id))
        .orElseThrow(() -> Refusal.listNotFound("ID " + id));
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
