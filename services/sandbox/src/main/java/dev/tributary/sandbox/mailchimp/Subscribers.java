package dev.tributary.sandbox.mailchimp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The members of lists, each known by its list and the MD5 of its address in lower case. */
final class Subscribers {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");
  private static final String KEY = "member";
  private static final String STATUS = "status";
  private static final Set<String> NOT_ARCHIVED = Set.of("archived", "pending", "cleaned");

  private final Parts parts;
  private final RecordStore store;
  private final MergeFields mergeFields;
  private final EventLog resubscriptions;

  Subscribers(Parts parts, MergeFields mergeFields) {
    this.parts = parts;
    this.mergeFields = mergeFields;
    store =
        parts.store(
            "members",
            List.of(new KeyRule(KEY, Subscribers::normal)),
            MergedIds.GONE,
            () -> "contact" + parts.nextNumber());
    resubscriptions = parts.events("resubscriptions");
  }

  /** A list and an address, or a list and the hash of an address. */
  private static String normal(String value) {
    int slash = value.indexOf('/') + 1;
    var member = value.substring(slash);
    return value.substring(0, slash)
        + (member.contains("@") ? hash(member) : member.toLowerCase(Locale.ROOT));
  }

  private static String hash(String address) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      return HexFormat.of()
          .formatHex(
              digest.digest(
                  address.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  /**
   * @param member an address or the hash of one
   */
  Optional<StoredRecord> find(String list, String member) {
    return store.findBy(KEY, list + "/" + member);
  }

  Optional<StoredRecord> byId(String id) {
    return store.find(id);
  }

  List<StoredRecord> of(String list) {
    return store.visible().stream()
        .filter(each -> each.values().path("list_id").asText().equals(list))
        .toList();
  }

  /**
   * Creates or updates a member. Who becomes subscribed or pending gets a mail.
   *
   * @param member an address or the hash of one
   * @param status missing if it stays as it is
   * @throws Invalid if Mailchimp refuses the member
   */
  StoredRecord write(String list, String member, ObjectNode given, JsonNode status) throws Invalid {
    var address = given.path("email_address").asText();
    if (!EMAIL.matcher(address).matches()) {
      throw new Invalid(
          "Please provide a valid email address.",
          "email_address",
          "This value should be an email address.");
    }
    var known = find(list, member);
    if (known.isEmpty() && !status.isTextual()) {
      throw new Invalid("Your request doesn't have a status.", STATUS, "This value is required.");
    }
    var before = known.map(each -> each.values().path(STATUS).asText()).orElse("");
    var values = given.deepCopy();
    values.remove(List.of("status_if_new", "tags"));
    values.put("list_id", list);
    values.set(
        "merge_fields", mergeFields.checked(list, given.path("merge_fields"), known.isEmpty()));
    if (status.isTextual()) {
      values.set(STATUS, status);
    }
    var change = new Change(Map.of(KEY, list + "/" + address), values, Nulls.IGNORE);
    var result = known.isPresent() ? store.update(known.get().id(), change) : store.create(change);
    var written = result.shown().orElseThrow(() -> Invalid.forgotten(address));
    notice(written, before);
    return written;
  }

  private void notice(StoredRecord member, String before) {
    var now = member.values().path(STATUS).asText();
    if (now.equals(before) || !Set.of("subscribed", "pending").contains(now)) {
      return;
    }
    var address = member.values().path("email_address").asText();
    if (before.equals("unsubscribed") || before.equals("cleaned")) {
      resubscriptions.append(address, member.values());
    }
    parts.mails().send(address);
  }

  /** A contact that does not get campaigns anyway cannot be archived. */
  void archive(StoredRecord member) {
    if (NOT_ARCHIVED.contains(member.values().path(STATUS).asText())) {
      throw MailchimpWords.refused(
          405,
          "Method Not Allowed",
          "This list member cannot be removed. Can not archive a contact that is bounced, pending or"
              + " archived");
    }
    store.update(
        member.id(),
        new Change(
            Map.of(), Json.LENIENT.createObjectNode().put(STATUS, "archived"), Nulls.IGNORE));
  }

  void delete(StoredRecord member) {
    store.delete(member.id());
  }

  void erase(StoredRecord member) {
    store.erase(member.id());
  }

  static ObjectNode view(StoredRecord member) {
    var values = member.values();
    var view =
        Json.LENIENT
            .createObjectNode()
            .put("id", hash(values.path("email_address").asText()))
            .put("email_address", values.path("email_address").asText())
            .put("unique_email_id", member.id())
            .put(STATUS, values.path(STATUS).asText())
            .put("list_id", values.path("list_id").asText());
    view.set("merge_fields", values.path("merge_fields").deepCopy());
    return view;
  }
}
